"""Whoever sent a matter has it done again (重办): a new order, with the same time limits as any other; the reply that
there was remains."""

from dataclasses import replace
from typing import NamedTuple

from services.routing import timing, watching
from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import carry_out, take_up
from services.routing.actions.after_reply import may_be_reviewed_at_all, settle_what_is_left
from services.routing.actions.letting_go import let_go
from services.routing.actions.orders import make_referral, petitioner_of, route
from services.routing.actions.parting import chosen, copy_reply, part
from services.routing.actions.triage import designated
from services.routing.actions.visiting import take_back_visit
from services.routing.editions import city_now
from services.routing.models import Reopening, RoutedMatter
from services.routing.policy.referral_acts import possible, step
from services.routing.policy.reviewing import ASK_REVIEW
from services.routing.policy.serving import owes_a_report
from shared.contracts.after_reply import DoneAgain, ReferralReopened
from shared.contracts.words import REOPENING_CAUSES
from shared.errors import FieldProblem, InvalidFields, Refused

RULE = "done_again"
LEFT = "reopen_what_a_closed_unit_left"
NOT_FINISHED = "原承办单位已经撤销，没有可以承接的单位，答复还没有送达、执行或者反馈完毕。"


class SameUnit(NamedTuple):
    """Whom a person sends it to again."""

    unit: str
    approver: str | None


class ReviewedNow(Refused):
    """信访人已经请求复查、复核，由复查、复核的机关处理，不再由送件单位重办"""


class ReportWaits(Refused):
    """办结报告还没有审核，请先审核，再决定是否重办"""


def reopen_referral(session, referral_id, form, *, by, now, today):
    """The claims of the order, or some of them, go to the same unit again or where the rules send them now."""
    referral, _ = take_up(session, referral_id, "reopen", by=by)
    if referral.asked_again:
        raise ReviewedNow
    if referral.open_report:
        raise ReportWaits
    _must_have_a_day(referral, form, today)
    claims = chosen(referral, form.claims)
    onwards = _onwards(session, referral, claims, form, by, now)
    if len(claims) < len(referral.claims):
        return _reopen_some(session, referral, claims, form, onwards, by=by, now=now)
    referral.reopening = _said(form, by, now)
    nothing_is_left_to_do(session, referral, now=now)
    let_go(session, referral, ("reopen", by.role), onwards, now=now, event=_reopened(referral, claims))
    return referral


def _reopen_some(session, referral, claims, form, onwards, *, by, now):
    """They leave with an order of their own; what was replied to the others stands, and so do its time limits."""
    session.flush()
    matter = session.get(RoutedMatter, referral.matter_no, with_for_update=True, populate_existing=True)
    leaving = step(referral.kind, referral.state, "reopen_claims", by.role)
    left = part(session, referral, claims, "REOPENED", now=now)
    copy_reply(session, referral, left, claims)
    left.reopening = _said(form, by, now)
    carry_out(session, referral, leaving, _reopened(left, claims), now=now)
    onwards(matter, claims)
    watching.hand_over(session, claims)
    timing.start_for_what_waits_again(session, matter, now=now)
    if not may_be_reviewed_at_all(referral):
        timing.stop_what(session, referral, (ASK_REVIEW,), now=now)
    settle_what_is_left(session, referral, now=now)
    return referral


def do_again_what_was_left(session, referral, now):
    """The unit that replied was closed before it had finished, and no other one may finish it: by the rules again."""
    referral.reopening = Reopening(cause="UNIT_CLOSED", way="BY_RULES", words=NOT_FINISHED, by=None, at=now)
    nothing_is_left_to_do(session, referral, now=now)

    def onwards(matter, claims):
        route(session, matter, claims, now=now)

    let_go(session, referral, (LEFT,), onwards, now=now, event=_reopened(referral, referral.claims_here))


def may_reopen(session, referral, by):
    """Whether somebody is offered the form for it."""
    sent_it = by.unit in city_now(session).chain(referral.sender)
    waits = referral.open_report or referral.asked_again
    return sent_it and "reopen" in possible(referral.kind, referral.state, by.role) and not waits


def _must_have_a_day(referral, form, today):
    """What was assigned is assigned again, with a day by which it is reported."""
    if form.reply_by and form.reply_by < today:
        raise InvalidFields(FieldProblem("reply_by", "not_in_past"))
    if owes_a_report(referral.kind) and form.reply_by is None:
        raise InvalidFields(FieldProblem("reply_by", "required"))


def _said(form, by, now):
    return Reopening(cause=form.cause, way=form.way, words=form.words, by=by.username, at=now)


def _onwards(session, referral, claims, form, by, now):
    """By the rules; else to the same unit, which passes the guards like every choice of a person."""
    if form.way == "BY_RULES":
        return lambda matter, claims: route(session, matter, claims, now=now, reply_by=form.reply_by)
    same, cause = SameUnit(referral.unit, form.approver), REOPENING_CAUSES[form.cause]
    choices, decided = designated(session, referral.matter, claims, same, cause.zh, by=by)
    choices = [
        replace(choice, rule=RULE, reason=f"重办：{cause.zh}", reason_en=f"Done again: {cause.en}")
        for choice in choices
    ]

    def onwards(matter, claims):
        make_referral(session, matter, choices, claims, now=now, reply_by=form.reply_by, **decided)

    return onwards


def nothing_is_left_to_do(session, referral, *, now):
    """What this reply still asked for is part of the new order; nobody visits the petitioner about this one."""
    referral.to_finish_since = None
    take_back_visit(session, referral, now=now)


def _reopened(referral, claims):
    """`again` names the claims where the reply to others of the order stands."""
    reopening, some = referral.reopening, claims if referral.parted_from else ()
    return ReferralReopened(
        **about_a_referral(referral),
        claims=tuple(claim.claim_id for claim in claims),
        cause=reopening.cause,
        words=reopening.words,
        petitioner=petitioner_of(referral.matter),
        reopened_by=reopening.by,
        reopened_at=reopening.at,
        parted_from=referral.parted_from,
        again=tuple(
            DoneAgain(claim_id=one.claim_id, number=one.number, category=one.category, text=one.text) for one in some
        ),
    )
