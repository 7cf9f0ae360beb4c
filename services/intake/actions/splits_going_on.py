"""While a matter is being split nothing is changed about its claims."""

from sqlalchemy import exists, select

from services.intake.models import Split
from shared.errors import Refused


class SplitGoesOn(Refused):
    """这件事项正在拆分，请稍后再试"""


def must_not_be_splitting(session, matter_no):
    """Until it is known which claims are whose, nobody withdraws, corrects or splits off any of them."""
    if session.scalar(select(exists().where(Split.matter_no == matter_no, Split.outcome.is_(None)))):
        raise SplitGoesOn
