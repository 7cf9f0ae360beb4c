"""The verbs of intake."""

from services.intake.actions.contacting import MatterIsClosed, record_contact, record_contact_of_caller
from services.intake.actions.correcting import CorrectedMeanwhile, DecidedAlready, correct, last_correction
from services.intake.actions.joining import AlreadyDecided, decide_about_repeat
from services.intake.actions.rating import rate_at_a_desk, rate_with_code
from services.intake.actions.registering import new_query_code, register_matter
from services.intake.actions.splits_going_on import must_not_be_splitting
from services.intake.actions.splitting import NothingToSplit, NotYoursToSplit, bars_of, split
from services.intake.actions.splitting_off import follow_refusal, follow_split
from services.intake.actions.withdrawing import NothingToWithdraw, withdraw

__all__ = [
    "AlreadyDecided",
    "CorrectedMeanwhile",
    "DecidedAlready",
    "MatterIsClosed",
    "NotYoursToSplit",
    "NothingToSplit",
    "NothingToWithdraw",
    "bars_of",
    "correct",
    "decide_about_repeat",
    "follow_refusal",
    "follow_split",
    "last_correction",
    "must_not_be_splitting",
    "new_query_code",
    "rate_at_a_desk",
    "rate_with_code",
    "record_contact",
    "record_contact_of_caller",
    "register_matter",
    "split",
    "withdraw",
]
