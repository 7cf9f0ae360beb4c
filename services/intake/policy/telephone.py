"""How a telephone number is written, so that one number is one: as it is dialled within the country, with the area
code of the city where none was said, and with the plus of an international one; and whether it is whole."""

import re

MOBILE = r"1[0-9]{10}"
LANDLINE = r"(?:10|2[0-9])[2-9][0-9]{7}|[3-9][0-9]{2}[2-9][0-9]{6,7}"
OF_THIS_CITY = r"[2-9][0-9]{7}"
OF_THE_COUNTRY = rf"(?:\+|00)?86(?:(?P<mobile>{MOBILE})|0?(?P<landline>{LANDLINE}))"
FROM_ABROAD = r"(?:\+|00)(?!86)(?P<abroad>[1-9][0-9]{7,14})"
WHOLE = re.compile("|".join((MOBILE, f"0(?:{LANDLINE})", OF_THIS_CITY, OF_THE_COUNTRY, FROM_ABROAD)), re.ASCII)
"""A part of a number would be somebody else's."""
COMPLETE = WHOLE.pattern.replace("?P<", "?<")
"""The same as a browser reads it."""


def bare_number(phone):
    """As it was said, without what only parts its digits."""
    return re.sub(r"[ \-]", "", phone) if phone else None


def plain_number(phone, area_code=None):
    """The one way to write this number; one that is not whole stays as it was said."""
    number = bare_number(phone)
    whole = WHOLE.fullmatch(number or "")
    if whole is None:
        return number
    if whole["landline"]:
        return f"0{whole['landline']}"
    if whole["abroad"]:
        return f"+{whole['abroad']}"
    if area_code and re.fullmatch(OF_THIS_CITY, number):
        return area_code + number
    return whole["mobile"] or number


def is_complete(phone):
    """Whether the number is a whole one, so that its owner's history may be looked up."""
    return WHOLE.fullmatch(bare_number(phone) or "") is not None
