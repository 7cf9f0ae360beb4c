"""What must be true of intake's rows if nothing is lost."""

from sqlalchemy import and_, case, exists, func, select, union

from services.intake.models import Claim, Draft, Matter, MatterClock, TimelineEntry
from services.intake.models.imports import Import, ImportedMatter, ImportFile, ImportRow
from services.intake.policy.matter_state import OPEN
from services.intake.timeline import TOLD
from services.intake.words import keeps_pairs, without_words
from shared.messaging.tables import Outbox, Settlement

REGISTERED = "matter.registered"
CONSULTED = "consultation.answered"
SPLIT_OFF = "matter.split_off"
ANNOUNCING = (REGISTERED, CONSULTED, SPLIT_OFF)
MOVING_TYPES = ("matter.held_for_triage", "referral.made", "referral.signed", "reply.sent_for_check", "reply.issued")
TOLD_TYPES = tuple(event.event_type.type for event in TOLD)


def every_matter_was_announced_once(session, before):
    """a matter without exactly one matter.registered, consultation.answered or matter.split_off"""
    announced = (
        select(Outbox.subject, func.count().label("times"))
        .where(Outbox.type.in_(ANNOUNCING))
        .group_by(Outbox.subject)
        .subquery()
    )
    query = (
        select(Matter.matter_no)
        .outerjoin(announced, announced.c.subject == Matter.matter_no)
        .where(Matter.registered_at < before, func.coalesce(announced.c.times, 0) != 1)
    )
    return session.scalars(query)


def every_handled_event_is_on_the_timeline(session, before):
    """a handled event that is not on the timeline"""
    query = (
        select(Settlement.event_id)
        .outerjoin(TimelineEntry, TimelineEntry.event_id == Settlement.event_id)
        .where(Settlement.state == "handled", Settlement.type.in_(TOLD_TYPES), TimelineEntry.event_id.is_(None))
    )
    return session.scalars(query)


def every_timeline_entry_has_its_event(session, before):
    """a timeline entry whose event was not handled"""
    query = (
        select(TimelineEntry.event_id)
        .outerjoin(Settlement, Settlement.event_id == TimelineEntry.event_id)
        .where(Settlement.event_id.is_(None) | (Settlement.state != "handled"))
    )
    return session.scalars(query)


def every_announcement_has_its_matter(session, before):
    """a matter.registered, consultation.answered or matter.split_off whose matter is gone"""
    query = (
        select(Outbox.subject)
        .outerjoin(Matter, Matter.matter_no == Outbox.subject)
        .where(Outbox.type.in_(ANNOUNCING), Matter.matter_no.is_(None))
    )
    return session.scalars(query)


def every_matter_has_claims(session, before):
    """a matter without claims"""
    query = select(Matter.matter_no).outerjoin(Claim, Claim.matter_no == Matter.matter_no)
    return session.scalars(query.where(Claim.claim_id.is_(None)))


def every_claim_followed_its_events(session, before):
    """a matter on whose timeline a claim has moved on, but whose claims have not"""
    moved = exists().where(TimelineEntry.matter_no == Matter.matter_no, TimelineEntry.type.in_(MOVING_TYPES))
    followed = exists().where(Claim.matter_no == Matter.matter_no, Claim.sequence >= 0)
    return session.scalars(select(Matter.matter_no).where(moved, ~followed))


def every_clock_told_of_is_kept(session, before):
    """a matter whose clocks were told of and are not kept here"""
    query = (
        select(Settlement.subject)
        .outerjoin(MatterClock, MatterClock.matter_no == Settlement.subject)
        .where(Settlement.state == "handled", Settlement.type == "clock.started", MatterClock.clock_id.is_(None))
    )
    return session.scalars(query)


def every_claim_is_found_by_whoever_has_it(session, before):
    """a matter that a unit which has one of its claims in hand does not find, or that another one finds"""
    apart = and_(Claim.state.in_(OPEN), Claim.holder.is_distinct_from(Matter.holder))
    known_by = case((apart, Claim.holder), else_=None)
    query = select(Matter.matter_no).join(Claim, Claim.matter_no == Matter.matter_no)
    return session.scalars(query.where(Claim.held_apart.is_distinct_from(known_by)).distinct())


def every_import_has_its_matters(session, before):
    """an import whose matters are not as many as it says"""
    found = (
        select(ImportedMatter.import_id, func.count().label("number"))
        .join(Matter, Matter.matter_no == ImportedMatter.matter_no)
        .group_by(ImportedMatter.import_id)
        .subquery()
    )
    became = case((Import.state == "DONE", Import.fit), else_=0)
    query = select(Import.import_id).outerjoin(found, found.c.import_id == Import.import_id)
    return session.scalars(query.where(func.coalesce(found.c.number, 0) != became))


def nothing_is_kept_of_an_import_that_has_ended(session, before):
    """an import that has ended and of which personal data are kept"""
    ended = select(Import.import_id).where(Import.state.in_(("DONE", "DISCARDED", "REFUSED")))
    files = select(ImportFile.import_id).where(ImportFile.import_id.in_(ended))
    rows = select(ImportRow.import_id).where(ImportRow.import_id.in_(ended))
    return session.scalars(union(files, rows))


def nothing_is_kept_of_a_draft_that_has_ended(session, before):
    """a draft that has ended and of which personal data are kept"""
    return session.scalars(select(Draft.draft_id).where(Draft.ended_at.is_not(None), Draft.content.is_not(None)))


def every_registered_draft_has_its_matter(session, before):
    """a draft that was registered and whose matter is gone"""
    query = select(Draft.draft_id).outerjoin(Matter, Matter.matter_no == Draft.matter_no)
    return session.scalars(query.where(Draft.matter_no.is_not(None), Matter.matter_no.is_(None)))


def every_matter_can_be_found_by_its_words(session, before):
    """a matter that nobody finds by its words, or that is still being made findable after an upgrade"""
    if not keeps_pairs(session):
        return []
    return session.scalars(select(Matter.matter_no).where(Matter.registered_at < before, *without_words()))


INVARIANTS = (
    every_matter_can_be_found_by_its_words,
    nothing_is_kept_of_a_draft_that_has_ended,
    every_registered_draft_has_its_matter,
    every_import_has_its_matters,
    nothing_is_kept_of_an_import_that_has_ended,
    every_clock_told_of_is_kept,
    every_announcement_has_its_matter,
    every_matter_has_claims,
    every_claim_followed_its_events,
    every_claim_is_found_by_whoever_has_it,
    every_matter_was_announced_once,
    every_handled_event_is_on_the_timeline,
    every_timeline_entry_has_its_event,
)
