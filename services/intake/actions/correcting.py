"""What was written down wrongly is put right (更正): a row keeps what it was, an event tells all who have a copy."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from services.intake.actions.contacting import locked_matter
from services.intake.actions.registering import claim_told, told_of
from services.intake.actions.splits_going_on import must_not_be_splitting
from services.intake.comparing import compare_again, recognise_anew
from services.intake.models import CorrectedValue, Correction, FormerIndex
from services.intake.policy.asked_fields import OF_NO_REPORT
from services.intake.policy.claim_facts import wrong_facts
from services.intake.policy.correcting import ABOUT, OF_A_CLAIM, PERSON, correctable, may_correct
from services.intake.telephones import kept_number
from services.intake.words import make_findable
from shared.contracts.intake import MatterCorrected
from shared.directory import unit_called
from shared.errors import FieldProblem, InvalidFields, Refused
from shared.messaging import publish
from shared.privacy import blind_index
from shared.web.page import HERE

INDEXED = ("name", "phone", "id_number")


class NothingToCorrect(Refused):
    """没有改动，不用更正"""


class NotYoursToCorrect(Refused):
    """诉求、反映的内容、地点和被反映单位由登记单位更正；本单位认为有误的，请联系登记单位，无权处理的可以提出异议"""

    status = 403


class DecidedAlready(Refused):
    """这一项诉求已经办结、转出或者撤回，这些内容不再更正；信访人有新的诉求的，请另行登记"""


class CorrectedMeanwhile(Refused):
    """刚才已经有人更正过，请看清现在的内容后再更正"""


@dataclass(frozen=True)
class Change:
    """A field of a row, before and after."""

    field: str
    row: Any
    before: Any
    after: Any

    @property
    def differs(self):
        """A page ends its lines otherwise than other doors do."""
        return _in_lines(self.before) != _in_lines(self.after)


def _in_lines(value):
    return value.splitlines() if isinstance(value, str) else value


def correct(session, matter_no, form, *, by, now):
    """All that differs, in one correction; who holds the matter goes on holding it, and is told."""
    matter = locked_matter(session, matter_no, by)
    must_not_be_splitting(session, matter_no)
    number = last_correction(session, matter_no) + 1
    if form.seen is not None and form.seen != number - 1:
        raise CorrectedMeanwhile
    claim = _claim(matter, form)
    changes = [change for change in _asked_for(matter, claim, form) if change.differs]
    _must_be_allowed(session, changes, claim, by)
    _must_be_possible(form.facts or {}, now)
    correction = Correction(
        matter_no=matter_no,
        number=number,
        reason=form.reason,
        by=by.username,
        unit=by.unit,
        at=now,
        values=[_value(change, claim) for change in changes],
    )
    session.add(correction)
    for change in changes:
        _put_right(session, matter.petitioner, change)
        if change.field == "narrative":
            make_findable(session, matter, now)
            recognise_anew(session, matter, change.before)
    if any(change.field in INDEXED for change in changes):
        compare_again(session, matter)
    publish(session, _corrected(matter, correction, claim))
    return correction


def last_correction(session, matter_no):
    query = select(func.max(Correction.number)).where(Correction.matter_no == matter_no)
    return session.scalar(query) or 0


def _claim(matter, form):
    if form.claim_id is None:
        return None
    claim = next((claim for claim in matter.claims if claim.claim_id == form.claim_id), None)
    if claim is None:
        raise InvalidFields(FieldProblem("claim_id", "unknown_claim"))
    return claim


def _asked_for(matter, claim, form):
    given = vars(form) | _as_kept(form)
    rows = [(name, matter.petitioner) for name in PERSON] + [(name, matter) for name in ABOUT]
    for name, row in rows + ([(name, claim) for name in OF_A_CLAIM] if claim else []):
        if given[name] is not None:
            after = dict(given[name]) if name == "facts" else given[name]
            yield Change(name, row, getattr(row, name), after)
        elif name in form.clears or (name == "place_code" and _place_changes(matter, form)):
            yield Change(name, row, getattr(row, name), None)


def _as_kept(form):
    """Numbers as they are kept, however they were typed; groups in order, none of them where they are cleared."""
    groups = () if "groups" in form.clears else form.groups
    return {
        "phone": kept_number(form.phone) if form.phone else None,
        "id_number": form.id_number.upper() if form.id_number else None,
        "groups": None if groups is None else sorted(set(groups)),
    }


def _place_changes(matter, form):
    """A code of the place that was does not hold for the place that is."""
    return "place" in form.clears or (form.place is not None and form.place != matter.place)


def _must_be_allowed(session, changes, claim, by):
    if not changes:
        raise NothingToCorrect
    if not all(may_correct(by.role, change.field) for change in changes):
        raise NotYoursToCorrect
    if any(change.field in OF_A_CLAIM and change.field not in correctable(claim.state) for change in changes):
        raise DecidedAlready
    for change in changes:
        if change.field in OF_NO_REPORT and change.after and change.row.kind == "REPORT":
            raise InvalidFields(FieldProblem(change.field, "accused_instead"))
        if change.field == "respondent" and change.after and unit_called(session, change.after) is None:
            raise InvalidFields(FieldProblem("respondent", "unknown_unit"))


def _must_be_possible(facts, now):
    if wrong := list(wrong_facts(facts, now.astimezone(HERE).date())):
        raise InvalidFields(*(FieldProblem(f"facts.{name}", code) for name, code in wrong))


def _value(change, claim):
    return CorrectedValue(
        field=change.field,
        claim_id=claim.claim_id if change.field in OF_A_CLAIM else None,
        before=_kept(change.before),
        after=_kept(change.after),
    )


def _kept(value):
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _put_right(session, petitioner, change):
    setattr(change.row, change.field, change.after)
    if change.field in INDEXED:
        former = getattr(petitioner, f"{change.field}_index")
        setattr(petitioner, f"{change.field}_index", change.after and blind_index(change.field, change.after))
        if former and session.get(FormerIndex, (former, petitioner.petitioner_id)) is None:
            session.add(FormerIndex(value=former, petitioner_id=petitioner.petitioner_id))


def _who_has_it(one):
    """Nobody here where it is with an organ that has no desk: who registered it can pass it on."""
    return None if one.state == "HANDED_OUTSIDE" else one.holder


def _corrected(matter, correction, claim):
    fields = [value.field for value in correction.values]
    theirs = claim is not None and any(field in OF_A_CLAIM for field in fields)
    return MatterCorrected(
        matter_no=matter.matter_no,
        number=correction.number,
        matter_kind=matter.kind,
        registering_unit=matter.registering_unit,
        unit=_who_has_it(claim if theirs else matter) or matter.registering_unit,
        accused_unit=matter.accused_unit,
        corrected=tuple(fields),
        reason=correction.reason,
        corrected_by=correction.by,
        correcting_unit=correction.unit,
        petitioner=told_of(matter.petitioner),
        place=matter.place,
        place_code=matter.place_code,
        respondent=matter.respondent,
        respondent_name=matter.respondent_name,
        narrative=matter.narrative,
        answered_at_once=matter.consultation is not None,
        claims=(claim_told(claim),) if theirs else (),
    )
