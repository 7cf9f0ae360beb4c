"""A second person checks a reply: it is released and only then told, or it goes back with words (两人把关)."""

from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import carry_out, take_up
from services.routing.actions.after_reply import open_what_is_left_to_do
from services.routing.actions.drafting import asks_for_ways
from services.routing.actions.opinions import decided, handle_anew, must_not_have_taken_part, overturn, took_part
from services.routing.actions.orders import petitioner_of
from services.routing.actions.withdrawn import recused_from
from services.routing.models import Answer, Reply
from services.routing.policy.act import REVIEWS
from services.routing.policy.checking import everything_is_in_order, may_check
from services.routing.policy.reviewing import level_of, revokes
from shared.contracts.replies import ReplySentBack
from shared.contracts.routing import ClaimAnswer, ReplyIssued
from shared.errors import FieldProblem, InvalidFields, Refused


class YouDraftedIt(Refused):
    """您参与了起草，这份答复要由另一个人审核（两人把关）"""

    status = 403


class NoWayNamed(Refused):
    """拟答复没有写明诉求的处理途径，请退回补上以后再签发（《信访工作条例》第三十一条）"""


def check_reply(session, referral_id, form, *, by, now):
    """Released with every point of the list ticked, or sent back with words."""
    act = "release_reply" if form.released else "send_back_reply"
    referral, checking = take_up(session, referral_id, act, by=by)
    must_not_have_taken_part(session, referral, by)
    _must_be_another_person(session, referral, by)
    _must_be_complete(form)
    if form.released:
        _must_say_the_ways(referral)
    check = referral.open_check
    check.ended_as = "released" if form.released else "sent_back"
    check.ticked, check.words, check.decided_by, check.decided_at = (
        " ".join(form.ticked),
        form.words,
        by.username,
        now,
    )
    told = _release(session, referral, check) if form.released else _sent_back(referral, check)
    begins = None
    if form.released:
        session.flush()
        begins = open_what_is_left_to_do(referral, now=now)
    carry_out(session, referral, checking, told, now=now, begins=begins)
    if form.released and referral.kind in REVIEWS:
        overturn(session, referral, now=now)
    if form.released and revokes([answer.outcome for answer in referral.reply.answers]):
        handle_anew(session, referral, now=now)
    return referral


def may_check_now(session, referral, by):
    """Whether somebody is offered the form for it."""
    return referral.open_check is not None and by.unit == referral.turn and _is_another(session, referral, by)


def _must_be_another_person(session, referral, by):
    if not _is_another(session, referral, by):
        raise YouDraftedIt


def _is_another(session, referral, by):
    authors = {author.username for author in referral.draft.authors} | took_part(session, referral)
    asked = {"authors": authors, "recused": recused_from(session, referral.matter_no), "kind": referral.kind}
    return may_check(by.username, by.role, above=by.unit != referral.unit, **asked)


def _must_be_complete(form):
    if form.released and not everything_is_in_order(form.ticked):
        raise InvalidFields(FieldProblem("ticked", "all_of_it"))
    if not form.released and not form.words:
        raise InvalidFields(FieldProblem("words", "required"))


def _must_say_the_ways(referral):
    """Sent to be checked at a time when nobody asked for them, a draft may lack them."""
    drafted = {answer.claim_id: answer.path for answer in referral.draft.answers}
    if asks_for_ways(referral) and not all(drafted[claim.claim_id] for claim in referral.claims):
        raise NoWayNamed


def _release(session, referral, check):
    """The reply as it was sent to be checked, word for word."""
    draft = referral.draft
    written = {answer.claim_id: answer for answer in draft.answers}
    kept = ("outcome", "facts", "legal_basis", "path")
    said = [
        {"claim_id": claim.claim_id, **{name: getattr(written[claim.claim_id], name) for name in kept}}
        for claim in referral.claims
    ]
    referral.reply = Reply(
        unit=referral.unit,
        by=check.sent_by,
        at=check.decided_at,
        remedy=draft.remedy,
        law_explained=draft.law_explained,
        checked_by=check.decided_by,
        answers=[Answer(**one) for one in said],
    )
    if referral.kind in REVIEWS:
        return decided(session, referral, said, check)
    return ReplyIssued(
        **about_a_referral(referral),
        answers=tuple(ClaimAnswer(**one) for one in said),
        remedy=draft.remedy,
        law_explained=draft.law_explained,
        answered_by=check.sent_by,
        answered_at=check.decided_at,
        checked_by=check.decided_by,
        petitioner=petitioner_of(referral.matter),
    )


def _sent_back(referral, check):
    return ReplySentBack(
        **about_a_referral(referral),
        claims=tuple(claim.claim_id for claim in referral.claims),
        drafted_by=check.sent_by,
        words=check.words,
        sent_back_by=check.decided_by,
        sent_back_at=check.decided_at,
        level=level_of(referral.kind),
    )
