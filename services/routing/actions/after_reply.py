"""What a unit owes after its reply: it serves it with a proof and performs what it supported; then it is final."""

from datetime import datetime, time
from uuid import uuid4

from services.routing import finishing, timing
from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import NotYourStep, carry_out, locked, unit_that_reviews
from services.routing.actions.visiting import open_visit
from services.routing.models import ExecutionTask, ProofOfService
from services.routing.policy.act import OFFICE, REVIEWERS, REVIEWS
from services.routing.policy.not_now import AlreadyReopened, RevokedAlready
from services.routing.policy.referral_acts import step
from services.routing.policy.reviewing import ASKED_BY, NEXT, level_of, may_be_reviewed, promises, revokes
from services.routing.policy.serving import is_left_to_do, is_served, missing_in, owes_a_report, served_by
from services.routing.reviews import was_revoked
from shared.clocks import keeping
from shared.contracts.replies import OpinionPerformed, ReplyFinalised, ReplyServed
from shared.errors import FieldProblem, InvalidFields, NotAllowed, NotFound, Refused
from shared.messaging import publish
from shared.web.page import HERE

REPLIED = ("ANSWERED", "FINALISED", "REVIEWED", "REVOKED")


class NothingToServe(Refused):
    """答复签发以后才能送达、执行"""


class AlreadyServed(Refused):
    """已经送达，复查期限从送达之日起算，不再重复登记；登记有误的，先作废原来的送达回证"""


class AlreadyPerformed(Refused):
    """这一项已经登记执行完毕"""


def open_what_is_left_to_do(referral, *, now):
    """A reply is to be served; each claim it supports is to be performed. The clocks that begin with that."""
    supported = [answer.claim_id for answer in referral.reply.answers if promises(answer.outcome)]
    referral.tasks = [ExecutionTask(claim_id=claim_id, opened_at=now) for claim_id in supported]
    referral.to_finish_since = now
    return finishing.new_clocks(referral, now=now)


def serve_reply(session, referral_id, form, *, by, now, today):
    """The proof of service; from the day it was received the petitioner has thirty days to ask for review."""
    referral = answered(session, referral_id, by)
    if _is_served(referral):
        raise AlreadyServed
    _must_be_a_proof(referral, form, today)
    proof = ProofOfService(
        proof_id=uuid4(),
        means=form.means,
        on=form.served_on,
        receiver=form.receiver,
        post_number=form.post_number,
        words=form.words,
        by=by.username,
        at=now,
    )
    referral.proofs.append(proof)
    session.flush()
    due_on = _start_its_review(session, referral, proof) if is_served(proof.means) else None
    settle_what_is_left(session, referral, now=now)
    publish(
        session,
        ReplyServed(
            **about_a_referral(referral),
            means=proof.means,
            served=is_served(proof.means),
            served_on=proof.on,
            receiver=proof.receiver,
            words=proof.words,
            review_until=due_on,
            entered_by=by.username,
            level=level_of(referral.kind),
            reviewer=unit_that_reviews(session, referral) if due_on else None,
        ),
    )
    _end_of_a_rereview(session, referral, now=now)
    return referral


def report_performed(session, referral_id, form, *, by, now, today):
    """What the reply promised for one claim was done."""
    referral = answered(session, referral_id, by)
    task = next((task for task in referral.tasks_here if task.claim_id == form.claim_id), None)
    if task is None:
        raise InvalidFields(FieldProblem("claim_id", "unknown_choice"))
    if task.done_on:
        raise AlreadyPerformed
    _must_not_lie_outside(referral, "done_on", form.done_on, today)
    task.done_on, task.words, task.by, task.at = form.done_on, form.words, by.username, now
    settle_what_is_left(session, referral, now=now)
    told = {"claims": (task.claim_id,), "done_on": task.done_on, "words": task.words, "reported_by": by.username}
    publish(session, OpinionPerformed(**about_a_referral(referral), **told))
    _end_of_a_rereview(session, referral, now=now)
    return referral


def finalise(session, referral, now):
    """Nobody asked for review in time, and nothing is left to do."""
    found = step(referral.kind, referral.state, "finalise")
    told = ReplyFinalised(
        **about_a_referral(referral),
        claims=tuple(claim.claim_id for claim in referral.claims_here),
        finalised_at=now,
        level=level_of(referral.kind),
    )
    carry_out(session, referral, found, told, now=now)


def answered(session, referral_id, by):
    """The referral, locked, for what its unit does after the reply."""
    referral = locked(session, referral_id, by)
    if by.unit != referral.unit:
        raise NotYourStep if by.unit == referral.sender else NotFound
    if by.role not in (REVIEWERS if referral.kind in REVIEWS else OFFICE):
        raise NotAllowed
    if referral.state == "REOPENED":
        raise AlreadyReopened
    if referral.reply is None or referral.state not in REPLIED:
        raise NothingToServe
    if was_revoked(session, referral):
        raise RevokedAlready
    return referral


def _is_served(referral):
    return served_by(referral.proofs) is not None


def is_performed(referral):
    """Whether it was served and nothing that it promised is left."""
    return not is_left_to_do(_is_served(referral), _open_tasks(referral), False)


def settle_what_is_left(session, referral, *, now):
    """The clocks of what is left to do; where nothing is, its sender visits the petitioner."""
    if is_all_done(session, referral, now=now) and referral.kind not in REVIEWS:
        open_visit(session, referral, now=now)


def is_all_done(session, referral, *, now):
    """The clocks of what is left to do follow; whether nothing is."""
    finishing.follow(session, referral, now=now)
    unreported = owes_a_report(referral.kind) and not referral.is_reported
    if is_left_to_do(_is_served(referral), _open_tasks(referral), unreported):
        return False
    referral.to_finish_since = None
    return True


def _end_of_a_rereview(session, referral, *, now):
    """Nothing more may be asked for against it: once it is served and performed it is final (36 ¶3)."""
    if referral.kind not in NEXT and referral.state == "ANSWERED" and referral.to_finish_since is None:
        finalise(session, referral, now)


def _open_tasks(referral):
    return [task for task in referral.tasks_here if task.done_on is None]


def _must_be_a_proof(referral, form, today):
    if missing := missing_in(form.means, form):
        raise InvalidFields(*(FieldProblem(name, "required") for name in missing))
    _must_not_lie_outside(referral, "served_on", form.served_on, today)


def _must_not_lie_outside(referral, field, day, today):
    if day > today:
        raise InvalidFields(FieldProblem(field, "not_in_future"))
    if day < referral.reply.at.astimezone(HERE).date():
        raise InvalidFields(FieldProblem(field, "before_the_reply"))


def may_be_reviewed_at_all(referral):
    """A handling opinion under 31(6); of a review what it did not revoke, for that is answered anew."""
    if referral.kind in REVIEWS:
        return not revokes([answer.outcome for answer in referral.reply.answers])
    return any(may_be_reviewed(way) for way in referral.ways)


def _start_its_review(session, referral, proof):
    """The petitioner's thirty days; the last of them, where there are any."""
    level = NEXT.get(referral.kind)
    if level is None or not may_be_reviewed_at_all(referral):
        return None
    received = datetime.combine(proof.on, time(12), HERE)
    clock = timing.of_the_order(referral, ASKED_BY[level], received, occasion=proof.proof_id)
    keeping.start(session, [clock])
    return clock.due_on
