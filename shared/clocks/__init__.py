"""Time limits: the rulebook and the official calendar as data, due dates explained, and who is chased."""

from shared.clocks.bands import BANDS, Standing, standing
from shared.clocks.calendar import Calendar, NotAnnounced
from shared.clocks.deadline import Deadline, Extension, Pause, deadline, earliest
from shared.clocks.ladders import Ladders
from shared.clocks.rule import Rule
from shared.clocks.rulebook import NoSuchRule, Rulebook
from shared.clocks.sources import BadData

__all__ = [
    "BANDS",
    "BadData",
    "Calendar",
    "Deadline",
    "Extension",
    "Ladders",
    "NoSuchRule",
    "NotAnnounced",
    "Pause",
    "Rule",
    "Rulebook",
    "Standing",
    "deadline",
    "earliest",
    "standing",
]
