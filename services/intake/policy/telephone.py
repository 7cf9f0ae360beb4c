"""How a telephone number is compared: its digits, with the plus of an international one; and whether it is whole."""

import re

COMPLETE = r"1[0-9]{10}|0(10|2[0-9])[2-9][0-9]{7}|0[3-9][0-9]{2}[2-9][0-9]{6,7}|[2-9][0-9]{7}|\+[0-9]{8,15}"
"""A mobile number; a landline with its area code; one of this city without; one from abroad. A part of a number would
be somebody else's."""


def plain_number(phone):
    return re.sub(r"[ \-]", "", phone) if phone else None


def is_complete(phone):
    """Whether the number is a whole one, so that its owner's history may be looked up."""
    return re.fullmatch(COMPLETE, plain_number(phone) or "", re.ASCII) is not None
