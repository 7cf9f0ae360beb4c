"""The verbs of intake."""

from services.intake.actions.contacting import MatterIsClosed, record_contact, record_contact_of_caller
from services.intake.actions.correcting import DecidedAlready, correct, last_correction
from services.intake.actions.joining import AlreadyDecided, decide_about_repeat
from services.intake.actions.rating import rate_at_a_desk, rate_with_code
from services.intake.actions.registering import new_query_code, register_matter
from services.intake.actions.withdrawing import NothingToWithdraw, withdraw

__all__ = [
    "AlreadyDecided",
    "DecidedAlready",
    "MatterIsClosed",
    "NothingToWithdraw",
    "correct",
    "decide_about_repeat",
    "last_correction",
    "new_query_code",
    "rate_at_a_desk",
    "rate_with_code",
    "record_contact",
    "record_contact_of_caller",
    "register_matter",
    "withdraw",
]
