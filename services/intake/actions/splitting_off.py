"""What routing says of a split is followed: the claims leave, the new matter begins with them, both keep what was."""

from sqlalchemy import select

from services.intake.actions.registering import claim_told, told_of
from services.intake.comparing import in_order
from services.intake.holding import keep_of_a_split
from services.intake.models import Claim, Contact, FormerIndex, Matter, RepeatAnswer, Split
from services.intake.policy.matter_state import held_apart, matter_state
from services.intake.words import keep_words
from shared.contracts.splits import MatterSplitOff
from shared.db import insert_if_absent
from shared.messaging import NotYet, publish, row_id
from shared.privacy import blind_index

CODE = ("query_code", "query_code_index")
OF_ITS_OWN = ("matter_no", "petitioner_id", "registered_at", "registered_by", *CODE, "state")


def follow_split(session, event):
    """The claims that routing names leave; with the first of them the new matter begins."""
    matter, split = _locked(session, event)
    new = session.get(Matter, split.new_no, with_for_update={"of": Matter})
    if new is None:
        new = _begin(session, matter, split, event.meta.time)
    numbers = {claim.claim_id: claim.number for claim in split.claims}
    for claim in matter.claims:
        if claim.claim_id in event.claims:
            claim.matter_no, claim.number = new.matter_no, numbers[claim.claim_id]
    session.flush()
    keep_of_a_split(session, event.claims, new.matter_no)
    for each in (matter, new):
        session.expire(each, ["claims"])
        each.state, each.holder = matter_state(each.claims)
        for claim in each.claims:
            claim.held_apart = held_apart(claim, each.holder)


def follow_refusal(session, event):
    _, split = _locked(session, event)
    split.outcome, split.why, split.settled_at = "REFUSED", event.why, event.meta.time


def _locked(session, event):
    matter = session.get(Matter, event.matter_no, with_for_update={"of": Matter}, populate_existing=True)
    split = session.get(Split, event.split_id)
    if matter is None or split is None:
        raise NotYet("the split is not known here")
    return matter, split


def _begin(session, matter, split, now):
    """As the other was registered, but for the number, the query code and when it began."""
    person = _same_person(session, matter.petitioner)
    new = Matter(
        **{key: getattr(matter, key) for key in _columns(Matter) if key not in OF_ITS_OWN},
        matter_no=split.new_no,
        petitioner=person,
        registered_at=now,
        registered_by=split.by,
        query_code=split.query_code,
        query_code_index=blind_index("query_code", split.query_code),
        state="REGISTERED",
    )
    new.agents = [_copy(agent, without=("matter_no",)) for agent in matter.agents]
    new.contacts = [_first_contact(session, matter)]
    session.add(new)
    split.outcome, split.settled_at = "DONE", now
    keep_words(session, [new])
    session.flush()
    _are_two(session, matter, new, split, now)
    publish(session, _split_off(session, matter, new, split))
    return new


def _same_person(session, petitioner):
    """A row of its own, as every matter has one, found by the same name and numbers, also by former ones."""
    person = _copy(petitioner, without=("petitioner_id",), petitioner_id=row_id(session, "petitioner"))
    session.add(person)
    former = select(FormerIndex.value).where(FormerIndex.petitioner_id == petitioner.petitioner_id)
    session.flush()
    session.add_all(FormerIndex(value=value, petitioner_id=person.petitioner_id) for value in session.scalars(former))
    return person


def _first_contact(session, matter):
    """That with which both were told; what came later stays with the matter it was said about."""
    return _copy(session.get_one(Contact, (matter.matter_no, 1)), without=("matter_no",))


def _copy(row, *, without, **own):
    kind = type(row)
    return kind(**{key: getattr(row, key) for key in _columns(kind) if key not in without}, **own)


def _columns(kind):
    return [column.key for column in kind.__mapper__.column_attrs]


def _are_two(session, matter, new, split, now):
    """Nobody asks any more whether these two are one."""
    told = {"answer": "DIFFERENT", "words": split.reason, "answered_by": split.by, "unit": split.unit}
    row = in_order(matter, new) | told | {"answered_at": now}
    insert_if_absent(session, RepeatAnswer.__table__, [row], "matter_no")


def _split_off(session, matter, new, split):
    ids = [claim.claim_id for claim in split.claims]
    claims = {claim.claim_id: claim for claim in session.scalars(select(Claim).where(Claim.claim_id.in_(ids)))}
    return MatterSplitOff(
        matter_no=new.matter_no,
        from_no=matter.matter_no,
        split_id=split.split_id,
        query_code=new.query_code,
        channel=new.channel,
        matter_kind=new.kind,
        registering_unit=new.registering_unit,
        accused_unit=new.accused_unit,
        petitioner=told_of(new.petitioner),
        claims=tuple(claim_told(claims[one]) for one in ids),
        reason=split.reason,
        split_by=split.by,
        received_at=new.received_at,
    )
