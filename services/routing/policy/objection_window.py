"""Until when a unit may object: five working days from the day after receipt (信访工作条例 23 ¶3)."""

from dataclasses import dataclass
from datetime import date, timedelta

WORKING_DAYS = 5


@dataclass(frozen=True)
class Window:
    last_day: date
    article: str = "《信访工作条例》第二十三条第三款"


def objection_window(received_on, is_working_day):
    """`is_working_day` says of a day whether the official calendar works on it, make-up Saturdays included."""
    day, left = received_on, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= bool(is_working_day(day))
    return Window(day)
