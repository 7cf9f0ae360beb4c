"""Who withdrew from a matter may do nothing to it any more."""

from sqlalchemy import select

from services.routing.actions.overrides import Barred
from services.routing.models import Recusal
from services.routing.policy.guards import a_handler_with_an_interest_withdraws


def must_not_be_recused(session, matter_no, by):
    """Raises `Barred` for whoever withdrew from the matter."""
    if bar := a_handler_with_an_interest_withdraws(by.username, recused_from(session, matter_no)):
        raise Barred(reason=bar.reason, article=bar.article)


def recused_from(session, matter_no):
    return frozenset(session.scalars(select(Recusal.username).where(Recusal.matter_no == matter_no)))
