"""How often somebody may try a query code in an hour: from one address, and codes that begin alike."""

from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
MOST_FOR_A_CODE = 20
BEGINNING = 6


def hour_of(now):
    """When the hour began that is counted."""
    return now.replace(minute=0, second=0, microsecond=0)


def seconds_left(now: datetime):
    """Until the next hour begins: never none."""
    return int((hour_of(now) + HOUR - now).total_seconds()) + 1


def beginning_of(code):
    """What a code begins with, however it was written; nothing of what is too short to be one."""
    plain = plain_code(code)
    return plain[:BEGINNING] if len(plain) >= BEGINNING else ""


def plain_code(code):
    return "".join(character for character in code if not character.isspace() and character != "-").upper()
