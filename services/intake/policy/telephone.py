"""How a telephone number is compared: its digits, with the plus of an international one."""

import re


def plain_number(phone):
    return re.sub(r"[ \-]", "", phone) if phone else None
