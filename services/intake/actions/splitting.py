"""Somebody finds that a matter is several (拆分): some of its claims are to become a matter of their own."""

from uuid import uuid4

from sqlalchemy import func, select

from services.intake.actions.contacting import locked_matter
from services.intake.actions.correcting import last_correction
from services.intake.actions.registering import claim_told, new_query_code, reserve_numbers
from services.intake.actions.splits_going_on import must_not_be_splitting
from services.intake.models import Contact, Split, SplitClaim
from services.intake.policy.matter_number import series
from services.intake.policy.splitting import leaves_one_behind, what_bars
from services.intake.queries import withdrawn_already
from shared.contracts.splits import SplitAsked
from shared.errors import FieldProblem, InvalidFields, Refused
from shared.messaging import publish
from shared.web.page import HERE


class NotYoursToSplit(Refused):
    """由登记单位拆分；本单位认为应当分开办理的，请联系登记单位"""

    status = 403


class NothingToSplit(Refused):
    """没有可以拆分的诉求：一件事项至少要有两项诉求，而且要拆出的诉求还没有单位着手办理"""


class BeingSent(Refused):
    """所选诉求正在分派，请稍后再拆分"""


class TakenUp(Refused):
    """所选诉求的承办单位已经着手办理，不再拆分，可以由承办单位逐项答复"""


class WithdrawalWaits(Refused):
    """所选诉求已经登记撤回，正在等承办单位停办，不能拆分"""


class DecidedOrElsewhere(Refused):
    """所选诉求已经办结、转出或者撤回，不能拆分"""


BARS = {
    "BEING_SENT": BeingSent,
    "TAKEN_UP": TakenUp,
    "WITHDRAWING": WithdrawalWaits,
    "OVER": DecidedOrElsewhere,
}


def split(session, matter_no, form, *, by, now):
    """Asked of routing, which takes the claims from whoever holds them or says why not: all of them or none."""
    matter = locked_matter(session, matter_no, by)
    if by.unit != matter.registering_unit:
        raise NotYoursToSplit
    must_not_be_splitting(session, matter_no)
    chosen = _chosen(session, matter, form)
    received_on = matter.received_at.astimezone(HERE).date()
    asked = Split(
        split_id=uuid4(),
        matter_no=matter_no,
        new_no=reserve_numbers(session, series(matter.channel, received_on), 1)[0],
        query_code=new_query_code(),
        reason=form.reason,
        by=by.username,
        unit=by.unit,
        at=now,
        claims=[SplitClaim(claim_id=c.claim_id, number=n, former=c.number) for n, c in enumerate(chosen, 1)],
    )
    session.add(asked)
    publish(session, _asked(session, asked, chosen))
    return asked


def bars_of(session, matter):
    """What is in the way of each claim, as a word of `SPLIT_BARS`; None where nothing is."""
    withdrawing = withdrawn_already(session, matter.matter_no)
    return {
        claim.claim_id: what_bars(claim.state) or ("WITHDRAWING" if claim.claim_id in withdrawing else None)
        for claim in matter.claims
    }


def _chosen(session, matter, form):
    wanted = set(form.claims)
    chosen = [claim for claim in matter.claims if claim.claim_id in wanted]
    if len(chosen) < len(wanted):
        raise InvalidFields(FieldProblem("claims", "unknown_claim"))
    if not leaves_one_behind(matter.claims, chosen):
        raise InvalidFields(FieldProblem("claims", "some_not_all"))
    bars = bars_of(session, matter)
    for claim in chosen:
        if bar := bars[claim.claim_id]:
            raise BARS[bar]
    return chosen


def _asked(session, asked, chosen):
    contacts = session.scalar(select(func.max(Contact.number)).where(Contact.matter_no == asked.matter_no))
    return SplitAsked(
        matter_no=asked.matter_no,
        split_id=asked.split_id,
        new_no=asked.new_no,
        claims=tuple(map(claim_told, chosen)),
        reason=asked.reason,
        contacts=contacts,
        corrections=last_correction(session, asked.matter_no),
        asked_by=asked.by,
        asking_unit=asked.unit,
    )
