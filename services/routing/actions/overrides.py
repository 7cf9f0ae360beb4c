"""A person's choice passes the guards too: what stands firm is refused, what gives way needs a named approver."""

from sqlalchemy import and_, or_, select

from services.routing.editions import city_now
from services.routing.policy.guards import bar_of_the_claim, bars
from shared.directory import KnownStaff
from shared.errors import FieldProblem, InvalidFields, Refused

RETURNED_IT = "a_unit_that_returned_it_is_not_asked_again"
HEAD = "office_head"
APPROVERS = ("leader", HEAD)


class Barred(Refused):
    """{reason}（{article}）"""

    status = 422


class NeedsApproval(Refused):
    """{reason}（{article}）。确需送该单位的，请写明批准人"""

    status = 422


def passed(questions, unit, city, book, approver, settles_a_dispute=False):
    """The bars that give way to an approver. Raises `Barred` or `NeedsApproval`."""
    found = [bar for question in questions for bar in (bar_of_the_claim(question), *bars(question, unit, city, book))]
    found = list(dict.fromkeys(bar for bar in found if bar))
    if settles_a_dispute:
        found = [bar for bar in found if bar.guard != RETURNED_IT]
    for bar in found:
        if not bar.overridable:
            raise Barred(reason=bar.reason, article=bar.article)
    if found and not approver:
        raise NeedsApproval(reason=found[0].reason, article=found[0].article)
    return found


def approvers(session, by, recused):
    """A leader, or the head of the decider's own unit or of one above; somebody else, and without an interest:
    `{"leader": "…"}`."""
    heads = (KnownStaff.unit.in_(city_now(session).chain(by.unit)), KnownStaff.username != by.username)
    may = select(KnownStaff.username, KnownStaff.name).where(
        KnownStaff.active,
        or_(KnownStaff.role == "leader", and_(KnownStaff.role == HEAD, *heads)),
        KnownStaff.username.not_in(recused),
    )
    return dict(session.execute(may.order_by(KnownStaff.username)).all())


def must_be_an_approver(session, username, *, by, recused):
    if username not in approvers(session, by, recused):
        raise InvalidFields(FieldProblem("approver", "unknown_approver"))
