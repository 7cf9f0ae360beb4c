"""What routing's pages and its JSON door read."""

from sqlalchemy import and_, case, exists, or_, select
from sqlalchemy.orm import aliased, raiseload, selectinload

from services.routing.city import gazetteer
from services.routing.editions import city_now, city_under, edition_on, rulebook, rulebook_in_use
from services.routing.models import (
    Assistance,
    Clock,
    CompletionReport,
    DecidedClaim,
    Document,
    Mediation,
    Objection,
    ObjectionDecision,
    PassingDown,
    ProofOfService,
    Recusal,
    ReferralOrder,
    RoutedClaim,
    RoutedMatter,
    RulesEdition,
    UrgingOrder,
)
from services.routing.policy.decide import decision
from services.routing.policy.explain import looks
from services.routing.policy.question import ClaimTold, MatterTold, Question
from services.routing.policy.referral_acts import roles_for
from shared.contracts.words import OUTSIDE_KINDS
from shared.db.paging import newest_first, newest_of_each, numbered
from shared.directory import KnownStaff, KnownUnit, accused, not_accused
from shared.errors import NotFound

PAGE = 50
SEES_EVERY_UNIT = {"leader"}
AFTER_A_REPLY = (ReferralOrder.proofs, ReferralOrder.reports, ReferralOrder.tasks, ReferralOrder.visits)
AFTER_IT_ALL = (ReferralOrder.reopening, ReferralOrder.review, ReferralOrder.asked_again)
WITH_WHAT_CAME_AFTER = [selectinload(each) for each in (*AFTER_A_REPLY, *AFTER_IT_ALL)]
"""What the page of one order reads when it shows it; a list reads it for all its orders at once."""


def referrals(session, staff, *, unit=None, state=None, matter_no=None, due_before=None, cursor=None):
    query = select(ReferralOrder).where(_accuses_nobody_of(staff))
    for column, value in (("unit", unit), ("state", state), ("matter_no", matter_no)):
        if value:
            query = query.where(getattr(ReferralOrder, column) == value)
    if due_before:
        query = query.where(
            ReferralOrder.referral_id.in_(select(Clock.subject_id).where(owed(), Clock.due_on < due_before))
        )
    page = ReferralOrder.made_at, ReferralOrder.referral_id, cursor, PAGE
    if matter_no or staff.role in SEES_EVERY_UNIT:
        seen = query.where(visible_to(staff))
    else:
        seen = select(ReferralOrder).where(
            ReferralOrder.referral_id.in_(newest_of_each(query, _ways_to_see(staff), *page))
        )
    return newest_first(session, seen.options(*WITH_WHAT_CAME_AFTER), *page)


def orders_of(session, matter_no, staff):
    """What this person sees of the orders of a matter, the newest first, as a list shows them."""
    of_it = select(ReferralOrder).where(ReferralOrder.matter_no == matter_no, visible_to(staff))
    clocks = selectinload(ReferralOrder.clocks.and_(Clock.state == "running")).raiseload("*")
    shown = (clocks, selectinload(ReferralOrder.claims).load_only(RoutedClaim.category), raiseload("*"))
    return list(session.scalars(of_it.options(*shown).order_by(ReferralOrder.made_at.desc()).limit(PAGE)))


def owed():
    """Clocks of what a unit must still do."""
    return and_(Clock.state == "running", Clock.kind == "duty")


def handlers_of(session, unit):
    """The people of a unit who may have something in hand: `{"caoqiao": "…"}`."""
    known = select(KnownStaff.username, KnownStaff.name).where(KnownStaff.unit == unit, KnownStaff.active)
    return dict(session.execute(known.order_by(KnownStaff.username)).all())


def colleagues_for(session, referral):
    """Those of the unit that may have a referral in hand: who withdrew from its matter may not."""
    may = select(KnownStaff.username, KnownStaff.name).where(
        KnownStaff.unit == referral.unit,
        KnownStaff.active,
        KnownStaff.role.in_(roles_for("reassign", referral.kind)),
        KnownStaff.username.not_in(select(Recusal.username).where(Recusal.matter_no == referral.matter_no)),
    )
    return dict(session.execute(may.order_by(KnownStaff.username)).all())


def referral_for(session, referral_id, staff):
    return _found(session, ReferralOrder.referral_id == referral_id, staff)


def referral_of(table, key):
    """How the order is found that a row of `table` belongs to: `referral_of(Mediation, Mediation.mediation_id)`."""

    def found(session, value, staff):
        return _found(session, ReferralOrder.referral_id.in_(select(table.referral_id).where(key == value)), staff)

    return found


referral_of_assistance = referral_of(Assistance, Assistance.assistance_id)
referral_of_document = referral_of(Document, Document.document_id)
referral_of_mediation = referral_of(Mediation, Mediation.mediation_id)
referral_of_proof = referral_of(ProofOfService, ProofOfService.proof_id)
referral_of_supervision = referral_of(UrgingOrder, UrgingOrder.order_id)


def _found(session, condition, staff):
    referral = session.scalars(select(ReferralOrder).where(condition, visible_to(staff))).one_or_none()
    if referral is None:
        raise NotFound
    return referral


def visible_to(staff):
    """A unit sees what it holds, sent, passed down or assists with, a report only who sent it; never what accuses it
    or one above."""
    mine = or_(*_ways_to_see(staff))
    if staff.role in SEES_EVERY_UNIT:
        is_report = exists().where(RoutedMatter.matter_no == ReferralOrder.matter_no, RoutedMatter.kind == "REPORT")
        mine = or_(mine, ~is_report)
    return and_(mine, _accuses_nobody_of(staff))


def _ways_to_see(staff):
    """How it comes that a unit sees an order."""
    decides = (Objection.referral_id == ReferralOrder.referral_id, Objection.decider == staff.unit)
    must_decide = exists().where(*decides).correlate(ReferralOrder)
    gave = (PassingDown.referral_id == ReferralOrder.referral_id, PassingDown.former_unit == staff.unit)
    passed_down = exists().where(*gave).correlate(ReferralOrder)
    helps = (Assistance.referral_id == ReferralOrder.referral_id, Assistance.unit == staff.unit)
    assists = exists().where(*helps, Assistance.ended_at.is_(None) | (Assistance.ended_as == "answered"))
    elsewhere = and_(ReferralOrder.turn == staff.unit, ReferralOrder.turn != ReferralOrder.unit)
    held = (ReferralOrder.sender == staff.unit, ReferralOrder.unit == staff.unit, elsewhere)
    return (*held, must_decide, passed_down, assists.correlate(ReferralOrder))


def _accuses_nobody_of(staff):
    accuses = select(RoutedMatter.matter_no).where(accused(RoutedMatter.accused_index, staff))
    return ReferralOrder.matter_no.not_in(accuses)


def awaiting_a_person(session, staff, page=1):
    """Matters with claims no rule could decide, oldest first, for whoever must decide them."""
    by_age = RoutedClaim.received_at, RoutedClaim.matter_no
    waiting = select(*by_age).where(waits_for(staff)).distinct().order_by(*by_age).subquery()
    query = (
        select(RoutedMatter)
        .join(waiting, waiting.c.matter_no == RoutedMatter.matter_no)
        .where(not_accused(RoutedMatter.accused_index, staff))
    )
    return numbered(session, query.order_by(waiting.c.received_at, waiting.c.matter_no), page, PAGE)


def matter_awaiting(session, matter_no, staff):
    query = select(RoutedMatter).where(RoutedMatter.matter_no == matter_no, undecided_for(staff))
    matter = session.scalars(query).one_or_none()
    if matter is None:
        raise NotFound
    return matter


def waits_in(session, matter_no, staff):
    """Whether a claim of the matter waits for this person's decision."""
    return session.scalar(select(exists().where(RoutedMatter.matter_no == matter_no, undecided_for(staff))))


def matter_here(session, matter_no, staff):
    """A matter of which this person sees a referral, or must decide a claim."""
    seen = exists().where(ReferralOrder.matter_no == RoutedMatter.matter_no, visible_to(staff))
    query = select(RoutedMatter).where(RoutedMatter.matter_no == matter_no, or_(seen, undecided_for(staff)))
    matter = session.scalars(query).one_or_none()
    if matter is None:
        raise NotFound
    return matter


def units_to_choose(session, matter, english):
    """The units a person may send this matter to, those with a desk here first."""
    name = KnownUnit.name_en if english else KnownUnit.name
    query = select(KnownUnit.code, name).where(KnownUnit.active)
    if matter.kind == "REPORT":
        query = query.where(KnownUnit.code.in_(rulebook_in_use(session, matter).reports_to))
    rows = session.execute(query.order_by(KnownUnit.kind.in_(OUTSIDE_KINDS), KnownUnit.kind, KnownUnit.code))
    return [(code, shown) for code, shown in rows]


def editions(session):
    return list(session.scalars(select(RulesEdition).order_by(RulesEdition.valid_from.desc())))


def matter_to_explain(session, matter_no, staff):
    """A matter whose decision may be looked into; a report is not explained to anybody."""
    query = select(RoutedMatter).where(
        RoutedMatter.matter_no == matter_no,
        RoutedMatter.kind != "REPORT",
        not_accused(RoutedMatter.accused_index, staff),
    )
    matter = session.scalars(query).one_or_none()
    if matter is None:
        raise NotFound
    return matter


def objections_awaiting(session, staff):
    """Referrals with an objection that this person's unit, or one below it, must decide; the oldest first."""
    query = (
        select(ReferralOrder)
        .join(Objection, Objection.referral_id == ReferralOrder.referral_id)
        .outerjoin(ObjectionDecision, ObjectionDecision.objection_id == Objection.objection_id)
        .where(
            ReferralOrder.state == "OBJECTED",
            ObjectionDecision.objection_id.is_(None),
            Objection.decider.in_(units_below(session, staff.unit)),
            visible_to(staff),
        )
    )
    return list(session.scalars(query.order_by(Objection.at).limit(PAGE)))


def reports_awaiting(session, staff):
    """Completion reports that this person's unit must accept or refuse; the oldest first."""
    query = (
        select(ReferralOrder)
        .join(CompletionReport, CompletionReport.referral_id == ReferralOrder.referral_id)
        .where(CompletionReport.sender == staff.unit, CompletionReport.decided_at.is_(None), visible_to(staff))
        .options(selectinload(ReferralOrder.reports))
        .order_by(CompletionReport.at)
    )
    return list(session.scalars(query.limit(PAGE)))


def replies_awaiting(session, staff):
    """Replies of units below this person's that nobody there could check; the oldest first."""
    query = (
        select(ReferralOrder)
        .where(
            ReferralOrder.state == "AWAITING_REVIEW",
            ReferralOrder.turn == staff.unit,
            ReferralOrder.unit != staff.unit,
            visible_to(staff),
        )
        .order_by(ReferralOrder.since)
    )
    return list(session.scalars(query.limit(PAGE)))


def earlier_objections_of(session, referral):
    """The objections other units made to these claims before, with their words: what a dispute is about."""
    others = aliased(DecidedClaim)
    query = (
        select(Objection, Objection.unit)
        .join(ReferralOrder, ReferralOrder.referral_id == Objection.referral_id)
        .join(others, others.referral_id == ReferralOrder.referral_id)
        .join(DecidedClaim, DecidedClaim.claim_id == others.claim_id)
        .where(DecidedClaim.referral_id == referral.referral_id, ReferralOrder.state == "RETURNED")
    )
    return list(dict.fromkeys((objection, unit) for objection, unit in session.execute(query.order_by(Objection.at))))


def earlier_orders_of(session, referral, state="REOPENED"):
    """The orders by which its claims were answered before they were done again, oldest first; or those that are in
    another state."""
    mine = aliased(DecidedClaim)
    query = (
        select(ReferralOrder)
        .join(DecidedClaim, DecidedClaim.referral_id == ReferralOrder.referral_id)
        .join(mine, mine.claim_id == DecidedClaim.claim_id)
        .where(mine.referral_id == referral.referral_id, ReferralOrder.state == state)
        .where(ReferralOrder.referral_id != referral.referral_id, ReferralOrder.made_at < referral.made_at)
    )
    found = session.scalars(query.order_by(ReferralOrder.made_at)).unique()
    return list(dict.fromkeys(found))


def newer_orders_of(session, referral, staff):
    """The orders that its claims are with now, as far as this person sees them."""
    with_now = {claim.referral_id for claim in referral.claims} - {referral.referral_id, None}
    query = select(ReferralOrder.referral_id).where(ReferralOrder.referral_id.in_(with_now), visible_to(staff))
    return list(session.scalars(query))


def parted_from(session, referral, state):
    """The orders of the claims that left this one for a statutory channel, or to be done again."""
    left = (ReferralOrder.parted_from == referral.referral_id, ReferralOrder.state == state)
    query = select(ReferralOrder).where(*left)
    return list(session.scalars(query.order_by(ReferralOrder.since)))


def split_off(session, referral, staff):
    """The orders of the claims that left this one for a matter of their own, each with its number; its key only for
    whoever sees it."""
    seen = case((visible_to(staff), ReferralOrder.referral_id))
    query = select(ReferralOrder.matter_no, seen).where(ReferralOrder.split_from == referral.referral_id)
    return session.execute(query.order_by(ReferralOrder.matter_no)).all()


def sees_order(session, referral_id, staff):
    seen = select(ReferralOrder.referral_id).where(ReferralOrder.referral_id == referral_id, visible_to(staff))
    return session.scalar(seen) is not None


def units_below(session, unit):
    """A unit and all that are below it."""
    return city_now(session).below(unit)


def undecided_for(staff):
    waits_here = exists().where(RoutedClaim.matter_no == RoutedMatter.matter_no, waits_for(staff))
    return and_(waits_here, not_accused(RoutedMatter.accused_index, staff))


def waits_for(staff):
    """Claims that this person may decide by hand."""
    if staff.role in SEES_EVERY_UNIT:
        return RoutedClaim.triage_holder.is_not(None)
    return RoutedClaim.triage_holder == staff.unit


def explanation(session, form, staff, today):
    """What the rules in force today would decide, and how each of them looked at it; changes nothing."""
    places, book = gazetteer(session), rulebook(session, edition_on(session, today))
    matter = MatterTold(
        kind=form.kind,
        sender=staff.unit,
        received_on=today,
        channel=form.channel,
        narrative=form.narrative or "",
        groups=form.groups,
        territory=places.territory_of(form.place_code, form.place),
        elsewhere=places.names_elsewhere(form.place_code, form.place),
        reply_by=form.reply_by,
    )
    question = Question(matter, ClaimTold(form.category, form.text or "", form.facts))
    return decision(question, city_under(session, book), book), looks(question, book) if book else ()
