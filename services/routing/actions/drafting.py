"""A unit drafts a reply and sends it to a second person (送审); nobody outside is told of it yet."""

from uuid import uuid4

from sqlalchemy import select

from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import carry_out, take_up
from services.routing.actions.opinions import must_not_contradict_itself, must_not_have_taken_part, took_part
from services.routing.actions.withdrawn import recused_from
from services.routing.editions import city_now
from services.routing.models import DraftAnswer, DraftAuthor, ReplyCheck, ReplyDraft
from services.routing.policy.act import ANSWERED_HERE, REVIEWS
from services.routing.policy.checking import may_check
from services.routing.policy.paths import may_refuse, names_its_way
from services.routing.policy.reviewing import level_of, may_be_reviewed, outcomes_of, revokes
from shared.contracts.replies import ReplyRecalled, ReplySentForCheck
from shared.directory import KnownStaff, KnownUnit, accused_index, staff_names, unit_and_above
from shared.errors import FieldProblem, InvalidFields, Refused


class NobodyToCheck(Refused):
    """没有可以审核这份答复的人：审核人不能是起草人，也不能是已经回避的人，请先由上级单位指定"""


class DraftSavedMeanwhile(Refused):
    """您打开这一页以后，{name}又保存过草稿。您写的还在下面，请对照“拟答复”修改以后再保存"""


NOTHING_YET = "-"
"""What was seen of a draft where there was none."""


def draft_reply(session, referral_id, form, *, by, now):
    """Keep what is written so far; whoever wrote at it cannot check it."""
    referral, _ = take_up(session, referral_id, "send_for_check", by=by)
    must_not_have_taken_part(session, referral, by)
    _must_be_of_its_claims(referral, form)
    _keep(session, referral, form, by=by, now=now)
    return referral


def send_reply_for_check(session, referral_id, form, *, by, now):
    """The whole reply goes to another person of the unit, or where there is none to a unit above it."""
    referral, sending = take_up(session, referral_id, "send_for_check", by=by)
    must_not_have_taken_part(session, referral, by)
    if sorted(a.claim_id for a in form.answers) != sorted(claim.claim_id for claim in referral.claims):
        raise InvalidFields(FieldProblem("answers", "every_claim"))
    _must_name_the_ways(referral, form)
    _must_be_open_to_its_outcomes(referral, form)
    _must_name_the_remedy(referral, form)
    must_not_contradict_itself(referral, form)
    _keep(session, referral, form, by=by, now=now)
    return carry_out(session, referral, sending, to_be_checked(session, referral, by=by.username, now=now), now=now)


def to_be_checked(session, referral, *, by, now):
    """Somebody else is to check it: who, as it is told of."""
    checker = _who_checks(session, referral, referral.draft)
    unit = None if checker == referral.unit else checker
    referral.checks.append(ReplyCheck(check_id=uuid4(), unit=unit, sent_by=by, sent_at=now))
    return ReplySentForCheck(**_about(referral), checker=checker, sent_by=by)


def asks_for_ways(referral):
    """Whether the petitioner of a claim or an appeal was told of no way yet."""
    told = referral.acceptance is not None
    return not told and referral.kind in ANSWERED_HERE and names_its_way(referral.matter.kind)


def recall_reply(session, referral_id, *, by, now):
    """The unit takes its draft back to change it."""
    referral, recalling = take_up(session, referral_id, "recall_reply", by=by)
    check = referral.open_check
    check.ended_as, check.decided_by, check.decided_at = "recalled", by.username, now
    told = ReplyRecalled(**_about(referral), recalled_by=by.username)
    return carry_out(session, referral, recalling, told, now=now)


def _about(referral):
    claims = tuple(claim.claim_id for claim in referral.claims)
    return {**about_a_referral(referral), "claims": claims, "level": level_of(referral.kind)}


def _keep(session, referral, form, *, by, now):
    draft = referral.draft
    _must_have_seen_it(session, draft, form)
    if draft is None:
        draft = ReplyDraft(referral_id=referral.referral_id, by=by.username, at=now)
        session.add(draft)
        referral.draft = draft
    draft.law_explained, draft.remedy, draft.by, draft.at = form.law_explained, form.remedy, by.username, now
    written = {answer.claim_id: answer for answer in draft.answers}
    for told in form.answers:
        answer = written.get(told.claim_id)
        if answer is None:
            draft.answers.append(answer := DraftAnswer(claim_id=told.claim_id))
        answer.outcome, answer.facts, answer.legal_basis = told.outcome, told.facts, told.legal_basis
        answer.path = told.path if asks_for_ways(referral) else None
    if by.username not in {author.username for author in draft.authors}:
        draft.authors.append(DraftAuthor(username=by.username))
    session.flush()
    return draft


def _must_have_seen_it(session, draft, form):
    if form.seen and form.seen != (draft.saving if draft else NOTHING_YET):
        name = staff_names(session, {draft.by}).get(draft.by, draft.by) if draft else "–"
        raise DraftSavedMeanwhile(name=name)


def _must_be_of_its_claims(referral, form):
    named = [answer.claim_id for answer in form.answers]
    if len(set(named)) != len(named) or not set(named) <= {claim.claim_id for claim in referral.claims}:
        raise InvalidFields(FieldProblem("answers", "every_claim"))
    known = outcomes_of(referral.kind)
    others = [n for n, answer in enumerate(form.answers) if answer.outcome and answer.outcome not in known]
    if others:
        raise InvalidFields(*(FieldProblem(f"answers.{n}.outcome", "unknown_choice") for n in others))


def _must_name_the_ways(referral, form):
    """Nobody is answered without being told by which way: at the latest the reply itself says it (23 ¶3, 31)."""
    unnamed = [n for n, answer in enumerate(form.answers) if answer.path is None] if asks_for_ways(referral) else ()
    if unnamed:
        raise InvalidFields(*(FieldProblem(f"answers.{n}.path", "required") for n in unnamed))


def _way_of(referral, answer):
    if referral.acceptance:
        return referral.acceptance.way_of(answer.claim_id)
    return answer.path if asks_for_ways(referral) else None


def _must_be_open_to_its_outcomes(referral, form):
    """A reply and a review have outcomes of their own. Not supporting a claim is for what was accepted under 31(6);
    elsewhere another procedure decides."""
    _must_be_of_its_claims(referral, form)
    wrong = [
        number
        for number, answer in enumerate(form.answers)
        if answer.outcome == "REFUSE" and not may_refuse(_way_of(referral, answer))
    ]
    if wrong:
        raise InvalidFields(*(FieldProblem(f"answers.{n}.outcome", "only_31_6") for n in wrong))


def _must_name_the_remedy(referral, form):
    """An opinion under 31(6) says where review is asked for, and until when (35), a review the same of re-review, and
    that one that it is the last (36); what is revoked is answered anew, and other ways have other remedies."""
    if form.remedy:
        return
    if referral.kind in REVIEWS and not revokes([answer.outcome for answer in form.answers]):
        raise InvalidFields(FieldProblem("remedy", "remedy_of_a_review"))
    if any(may_be_reviewed(_way_of(referral, answer)) for answer in form.answers):
        raise InvalidFields(FieldProblem("remedy", "remedy_31_6"))


def _who_checks(session, referral, draft):
    """The unit itself while it has another person for it, else the next one above that may know of the matter."""
    authors = {author.username for author in draft.authors} | took_part(session, referral)
    recused = recused_from(session, referral.matter_no)
    accused = referral.matter.accused_index
    for unit in city_now(session).chain(referral.unit):
        people = session.execute(
            select(KnownStaff.username, KnownStaff.role)
            .join(KnownUnit, KnownUnit.code == KnownStaff.unit)
            .where(KnownStaff.unit == unit, KnownStaff.active, KnownUnit.active)
        )
        barred = accused and accused in {accused_index(one) for one in unit_and_above(session, unit)}
        above = unit != referral.unit
        asked = {"above": above, "authors": authors, "recused": recused, "kind": referral.kind}
        if not barred and any(may_check(*one, **asked) for one in people):
            return unit
    raise NobodyToCheck
