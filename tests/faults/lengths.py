"""How long a run of the faults is to be: `LIANDONG_FAULTS=long` is `make faults`, `brief` every fault for a moment.

Without it a selection of a few minutes runs, as part of `make test`.
"""

import os

import pytest

LENGTH = os.environ.get("LIANDONG_FAULTS", "")
LONG = LENGTH == "long"
MINUTE = 60 if LONG else 6
MESSAGES = 300 if LONG else 60

only_in_full = pytest.mark.skipif(not LENGTH, reason="takes long: a part of `make faults`")


def chosen(long: int, short: int) -> int:
    """A number of times, of messages, of seconds: in a long run or in any other."""
    return long if LONG else short
