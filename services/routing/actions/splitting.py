"""Claims become a matter of their own (拆分): whoever holds them holds them there, and no time limit begins anew."""

import json

from sqlalchemy import select

from services.routing import due, running_on, timing
from services.routing.actions.acting import carry_out
from services.routing.actions.correcting import put_right
from services.routing.actions.orders import order_made
from services.routing.actions.receiving import know_the_petitioner
from services.routing.actions.withdrawing import locked_orders
from services.routing.models import DecidedClaim, Recusal, ReferralOrder, RoutedMatter
from services.routing.policy.referral_acts import step
from services.routing.policy.splitting import bar_of_an_order
from shared.clocks import keeping
from shared.contracts.routing import MatterHeldForTriage
from shared.contracts.splits import ClaimSplit, SplitRefused
from shared.db import RunAgain
from shared.messaging import NotYet, publish, row_id

OF_ITS_OWN = ("matter_no", "event_id", "contacts", "contacted_at", "corrections", "split_from")
OF_THE_NEW_ORDER = ("referral_id", "matter_no", "split_from", "handler", "parted_from", "to_finish_since")


def split_claims(session, event, *, now):
    """All of them or none. What was said of the matter before it was to be split has been heard first."""
    told = {claim.claim_id: claim for claim in event.claims}
    orders = locked_orders(session, told)
    matter = session.get(RoutedMatter, event.matter_no, with_for_update=True, populate_existing=True)
    if matter is None or matter.corrections < event.corrections or matter.contacts < event.contacts:
        raise NotYet("what came before is not known here")
    claims = [claim for claim in matter.claims if claim.claim_id in told]
    if any(claim.referral_id and claim.referral_id not in orders for claim in claims):
        raise RunAgain("a claim changed hands meanwhile")
    if why := next(filter(None, (_bar(claim, orders) for claim in claims)), None):
        about = {"matter_no": matter.matter_no, "split_id": event.split_id, "new_no": event.new_no}
        publish(session, SplitRefused(**about, why=why, refused_at=now))
        return
    for claim in claims:
        put_right(session, matter, claim, told[claim.claim_id], 0, now=now)
    new = _begin(session, matter, event)
    for order in orders.values():
        theirs = [claim for claim in claims if claim.referral_id == order.referral_id]
        _leave_order(session, order, new, theirs, event, now=now)
    if waiting := [claim for claim in claims if claim.triage_holder]:
        _leave_triage(session, matter, new, waiting, event, now=now)


def know_who_split_off(session, event):
    """How the petitioner is reached may have been said between the asking and the splitting."""
    matter = session.get(RoutedMatter, event.matter_no, with_for_update=True)
    if matter is None:
        raise NotYet("the matter is not known here")
    know_the_petitioner(matter, event)


def _bar(claim, orders):
    if claim.triage_holder:
        return None
    order = orders.get(claim.referral_id)
    if order is None:
        return "OVER"
    untouched = order.acted_at is None and not order.passings and not order.objections
    return bar_of_an_order(order.state, is_untouched=untouched, is_supervised=order.supervision is not None)


def _begin(session, matter, event):
    """As the other was registered; whoever withdrew from that one has withdrawn from this one."""
    new = RoutedMatter(
        **{key: getattr(matter, key) for key in _columns(RoutedMatter) if key not in OF_ITS_OWN},
        matter_no=event.new_no,
        split_from=matter.matter_no,
        event_id=event.meta.id,
    )
    session.add(new)
    session.flush()
    for one in session.scalars(select(Recusal).where(Recusal.matter_no == matter.matter_no)):
        told = {key: getattr(one, key) for key in _columns(Recusal) if key != "matter_no"}
        session.add(Recusal(matter_no=new.matter_no, **told))
    return new


def _leave_order(session, order, new, claims, event, *, now):
    """They are with an order of their own, which is as old as the one they came with; that one ends with its last."""
    ends = len(claims) == len(order.claims)
    later = _order_like(session, order, new)
    for decided in [each for each in order.decided if each.claim_id in {claim.claim_id for claim in claims}]:
        later.decided.append(DecidedClaim(claim_id=decided.claim_id, basis=decided.basis))
        if not ends:
            session.delete(decided)
    _move(session, order.matter, new, claims, event, referral_id=later.referral_id)
    session.expire(order, ["claims", "decided"])
    session.expire(later, ["claims", "decided"])
    told = _told(order.matter, event, claims, order.unit, now, ends=ends, order=order, later=later)
    copies = running_on.same_for(session, order, later)
    if ends:
        carry_out(session, order, step(order.kind, order.state, "split"), told, now=now)
    else:
        publish(session, told)
    publish(session, order_made(later, new, claims, outside=False))
    keeping.start(session, copies)
    running_on.move_watch(session, claims, new, now=now)
    due.settle(session, later)


def _leave_triage(session, matter, new, claims, event, *, now):
    holder, held = claims[0].triage_holder, json.loads(claims[0].held)
    ends = len(claims) == len([claim for claim in matter.claims if claim.triage_holder])
    _move(session, matter, new, claims, event)
    publish(session, _told(matter, event, claims, holder, now, ends=ends))
    publish(
        session,
        MatterHeldForTriage(
            matter_no=new.matter_no,
            claims=tuple(claim.claim_id for claim in claims),
            holder=holder,
            reason=held["reason"],
            reason_en=held["reason_en"],
        ),
    )
    keeping.start(session, running_on.same_for_matter(session, matter, new))
    running_on.move_watch(session, claims, new, now=now)
    timing.stop_when_all_is_decided(session, matter, now=now)


def _move(session, matter, new, claims, event, **moved):
    """Numbered anew, in the order in which they were asked for."""
    numbers = {claim.claim_id: number for number, claim in enumerate(event.claims, 1)}
    for claim in claims:
        claim.matter_no, claim.number = new.matter_no, numbers[claim.claim_id]
        for name, value in moved.items():
            setattr(claim, name, value)
    session.flush()
    session.expire(matter, ["claims"])
    session.expire(new, ["claims"])


def _order_like(session, order, new):
    later = ReferralOrder(
        **{key: getattr(order, key) for key in _columns(ReferralOrder) if key not in OF_THE_NEW_ORDER},
        referral_id=row_id(session, "split", order.referral_id),
        matter=new,
        matter_no=new.matter_no,
        split_from=order.referral_id,
    )
    session.add(later)
    session.flush()
    return later


def _columns(kind):
    return [column.key for column in kind.__mapper__.column_attrs]


def _told(matter, event, claims, unit, now, *, ends, order=None, later=None):
    return ClaimSplit(
        matter_no=matter.matter_no,
        split_id=event.split_id,
        new_no=event.new_no,
        referral_id=order and order.referral_id,
        new_referral_id=later and later.referral_id,
        matter_kind=matter.kind,
        sender=order.sender if order else matter.registering_unit,
        unit=unit,
        accused_unit=matter.accused_unit,
        claims=tuple(claim.claim_id for claim in claims),
        ends=ends,
        split_at=now,
    )
