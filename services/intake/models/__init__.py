"""Petitioners, matters, claims, and the timeline that everybody's events write."""

from services.intake.models.base import Base
from services.intake.models.matters import NOT_ACCEPTED, Claim, Matter, MatterWords, NumberSeries
from services.intake.models.people import Petitioner
from services.intake.models.told import MatterClock, TimelineEntry

__all__ = [
    "NOT_ACCEPTED",
    "Base",
    "Claim",
    "Matter",
    "MatterClock",
    "MatterWords",
    "NumberSeries",
    "Petitioner",
    "TimelineEntry",
]
