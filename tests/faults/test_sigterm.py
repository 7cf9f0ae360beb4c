"""SIGTERM under load: what is begun is finished, the exit code is 0, and the next start goes on from there."""

import pytest

from shared.runner import GRACE
from tests.faults.lengths import LONG
from tests.faults.load import Load
from tests.faults.messages import some_rows
from tests.faults.storm import outcome
from tests.faults.wounds import Wounds

MESSAGES = 600 if LONG else 100


@pytest.mark.parametrize("city", ["embedded", "real"], indirect=True)
def test_every_process_ends_in_good_order_while_messages_come_in(city, chance, tell):
    load, wounds, codes = Load(city, some_rows(MESSAGES, chance)).start(), Wounds(), {}
    for number, (name, program) in enumerate(city.programs.items()):
        load.wait_until_acknowledged(10 + number * MESSAGES // 6)
        codes[name] = program.terminate(GRACE + 5)
        wounds.look(city, load)
        program.start()
    told = outcome(f"SIGTERM of each ({city.mode})", city, load, wounds, len(codes))
    tell(told)
    assert set(codes.values()) == {0}, codes
    assert told.verdict.is_clean, str(told)
