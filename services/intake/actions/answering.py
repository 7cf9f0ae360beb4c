"""A consultation is answered on the spot: it is closed as soon as it is registered."""

from services.intake.models import Consultation
from shared.contracts.intake import ConsultationAnswered
from shared.errors import FieldProblem


def problems_of_the_answer(form):
    """What stands in the way of answering a matter at once."""
    if form.answer is None:
        return
    if form.kind != "CONSULT":
        yield FieldProblem("answer", "only_for_consultation")
    if not form.answer.aid_explained:
        yield FieldProblem("answer.aid_explained", "aid_not_explained")


def answer_at_once(matter, answer, *, by, now):
    """The answer of the desk; all claims are explained and the matter rests with whoever answered."""
    matter.state = "ANSWERED"
    for claim in matter.claims:
        claim.state, claim.holder, claim.outcome = "ANSWERED", by.unit, "EXPLAIN"
    matter.consultation = Consultation(
        channel=matter.channel,
        words=answer.words,
        legal_basis=answer.legal_basis,
        aid_explained_at=now,
        answered_by=by.username,
        unit=by.unit,
        answered_at=now,
    )


def answered(matter):
    told = matter.consultation
    return ConsultationAnswered(
        matter_no=matter.matter_no,
        channel=told.channel,
        unit=told.unit,
        answered_by=told.answered_by,
        words=told.words,
        legal_basis=told.legal_basis,
        aid_explained_at=told.aid_explained_at,
        answered_at=told.answered_at,
    )
