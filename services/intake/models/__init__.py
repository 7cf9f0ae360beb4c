"""Petitioners, matters, claims, and the timeline that everybody's events write."""

from services.intake.models.base import Base
from services.intake.models.consultations import Consultation
from services.intake.models.contacts import Contact
from services.intake.models.corrections import CorrectedValue, Correction, FormerIndex
from services.intake.models.drafts import Draft
from services.intake.models.held import HeldClaim
from services.intake.models.imports import Import, ImportedMatter, ImportFile, ImportProgress, ImportRow
from services.intake.models.looks import Look
from services.intake.models.matters import NOT_ACCEPTED, Claim, Matter, MatterWords, NumberSeries
from services.intake.models.people import Agent, Petitioner
from services.intake.models.ratings import Rating
from services.intake.models.repeats import RepeatAnswer, RepeatCandidate, TextBand, ToCompare
from services.intake.models.splits import Split, SplitClaim
from services.intake.models.told import MatterClock, TimelineEntry
from services.intake.models.tries import Tries
from services.intake.models.withdrawals import Withdrawal, WithdrawnClaim

__all__ = [
    "NOT_ACCEPTED",
    "Agent",
    "Base",
    "Claim",
    "Consultation",
    "Contact",
    "CorrectedValue",
    "Correction",
    "Draft",
    "FormerIndex",
    "HeldClaim",
    "Import",
    "ImportFile",
    "ImportProgress",
    "ImportRow",
    "ImportedMatter",
    "Look",
    "Matter",
    "MatterClock",
    "MatterWords",
    "NumberSeries",
    "Petitioner",
    "Rating",
    "RepeatAnswer",
    "RepeatCandidate",
    "Split",
    "SplitClaim",
    "TextBand",
    "TimelineEntry",
    "ToCompare",
    "Tries",
    "Withdrawal",
    "WithdrawnClaim",
]
