"""Matters are compared with those that are there already, after they were registered: nobody waits for it."""

from sqlalchemy import delete, func, literal_column, or_, select, union_all, update

from services.intake.models import Matter, Petitioner, RepeatAnswer, RepeatCandidate, TextBand, ToCompare
from services.intake.policy.alike import bands, likeness, runs
from services.intake.policy.names_alike import KEPT_BACK, names_alike, plain_name
from services.intake.policy.same_matter import GRADES, Compared, graded
from shared.db import database, insert_if_absent, insert_rows
from shared.db.chores import Chore, work_off
from shared.privacy import blind_index

MOST_FOUND = 20
MOST_ASKED = 10
FURTHEST_BACK = 5
MOST_OF_A_BAND = 200
BY_DAY = literal_column("substr(text_band.matter_no, 4)")
"""The number of a matter from its day on, as `ix_text_band_newest` keeps it."""


def is_compared(matter):
    """A report goes its own way, and what was answered on the spot is over."""
    return matter.kind != "REPORT" and (matter.kind, matter.state) != ("CONSULT", "ANSWERED")


def wait_to_be_compared(session, matters):
    rows = [{"matter_no": matter.matter_no} for matter in matters if is_compared(matter)]
    if rows:
        session.flush()
        insert_rows(session, ToCompare.__table__, rows)


def compare_again(session, matter):
    """Who the petitioner is or what was told was corrected: other matters may be found now."""
    if is_compared(matter):
        insert_if_absent(session, ToCompare.__table__, [{"matter_no": matter.matter_no}], "matter_no")


def recognise_anew(session, matter, before):
    """Its text was corrected: it is recognised by what holds now, and no more by what was written down before."""
    again = update(ToCompare).where(ToCompare.matter_no == matter.matter_no).values(kept_at=None)
    session.execute(again)  # first, since who is at it holds the row
    former = (TextBand.matter_no == matter.matter_no, TextBand.band.in_(bands(before)))
    session.execute(delete(TextBand).where(*former))
    compare_again(session, matter)


def compare_what_is_new():
    """First every text is made recognisable, then each looks: of two that come at once one finds the other."""
    work_off(database("intake"), CHORES)


def keep_bands(session, waiting, now):
    matter = session.get_one(Matter, waiting.matter_no)
    rows = [{"band": band, "matter_no": matter.matter_no} for band in bands(matter.narrative)]
    insert_if_absent(session, TextBand.__table__, rows, "band")
    waiting.kept_at = now


def look_for_repeats(session, waiting, now):
    matter = session.get_one(Matter, waiting.matter_no)
    session.delete(waiting)
    if is_compared(matter):
        keep_candidates(session, matter, now)


CHORES = (
    Chore(
        "make a text recognisable",
        ToCompare,
        ToCompare.matter_no,
        lambda now: (ToCompare.kept_at.is_(None),),
        keep_bands,
    ),
    Chore(
        "look for repeats",
        ToCompare,
        ToCompare.matter_no,
        lambda now: (ToCompare.kept_at.is_not(None),),
        look_for_repeats,
    ),
)


def keep_candidates(session, matter, now):
    """What may be one with this matter, the likeliest ones; each pair once, the later of the two first."""
    found = []
    for other, alike in _others(session, matter):
        pair = compared(matter, other, alike)
        if other.matter_no != matter.matter_no and (grade := graded(pair)):
            found.append((other, grade, alike))
    found.sort(key=lambda one: (GRADES.index(one[1].grade), -one[2], one[0].matter_no))
    best = {}
    for one in found:
        best.setdefault(one[0].matter_no, one)
    rows = [
        {
            **in_order(matter, other),
            "grade": grade.grade,
            "reasons": " ".join(grade.reasons),
            "likeness": round(100 * alike),
            "found_at": now,
        }
        for other, grade, alike in list(best.values())[:MOST_ASKED]
    ]
    insert_if_absent(session, RepeatCandidate.__table__, rows, "matter_no")


def in_order(one, other):
    """The numbers of a pair, the later first."""
    earlier, later = sorted((one, other), key=lambda matter: (matter.registered_at, matter.matter_no))
    return {"matter_no": later.matter_no, "other_no": earlier.matter_no}


def compared(matter, other, alike):
    one, two = matter.petitioner, other.petitioner
    ids = (one.id_number_index, two.id_number_index)
    return Compared(
        same_id_number=all(ids) and ids[0] == ids[1],
        other_id_number=all(ids) and ids[0] != ids[1],
        same_phone=bool(one.phone_index) and one.phone_index == two.phone_index,
        name=names_alike(one.name, two.name),
        likeness=alike,
        same_place=_is_one_place(matter, other),
        same_category=bool({c.category for c in matter.claims} & {c.category for c in other.claims}),
    )


def _is_one_place(matter, other):
    """By its code, or by its words."""
    if matter.place_code or other.place_code:
        return matter.place_code == other.place_code
    return bool(matter.place) and matter.place.split() == (other.place or "").split()


def alike_to(session, text, *conditions):
    """Matters whose narrative has much in common with a text, each with how much; what is most alike first."""
    looked_up = bands(text)
    if not looked_up:
        return []
    numbers = session.scalars(most_in_common(looked_up)).all()
    mine = runs(text)
    matters = session.scalars(select(Matter).where(Matter.matter_no.in_(numbers), *conditions))
    return sorted(((one, likeness(mine, runs(one.narrative))) for one in matters), key=lambda each: -each[1])


def most_in_common(looked_up):
    """The matters with most of these bands; of a band that very many have, as of a stock sentence, only the newest
    count, so that no text costs more than another however many matters there are."""
    shared = union_all(*map(_newest_with, looked_up)).subquery()
    number = shared.c.matter_no
    often = (func.count().desc(), func.substr(number, 4).desc(), number.desc())
    return select(number).group_by(number).order_by(*often).limit(MOST_FOUND)


def _newest_with(band):
    newest = (BY_DAY.desc(), TextBand.matter_no.desc())
    found = select(TextBand.matter_no).where(TextBand.band == band).order_by(*newest).limit(MOST_OF_A_BAND)
    return select(found.subquery().c.matter_no)


def _others(session, matter):
    """Those with an alike text, and those of the same person; of what was joined before, the one it was joined to."""
    alike = alike_to(session, matter.narrative, Matter.matter_no != matter.matter_no)
    mine = runs(matter.narrative)
    seen = {other.matter_no for other, _ in alike}
    theirs = [other for other in _of_the_person(session, matter) if other.matter_no not in seen]
    both = [*alike, *((other, likeness(mine, runs(other.narrative))) for other in theirs)]
    return [(_first_of(session, other, matter), share) for other, share in both if other.matter_no != matter.same_as]


def _of_the_person(session, matter):
    person, found = matter.petitioner, {}
    indexes = [(Petitioner.phone_index, [person.phone_index]), (Petitioner.id_number_index, [person.id_number_index])]
    if KEPT_BACK not in person.name:
        spellings = {person.name, plain_name(person.name)}
        indexes.append((Petitioner.name_index, [blind_index("name", name) for name in spellings]))
    for column, values in indexes:
        people = select(Petitioner.petitioner_id).where(column.in_([value for value in values if value]))
        here = (Matter.petitioner_id.in_(people), Matter.kind != "REPORT", Matter.matter_no != matter.matter_no)
        query = (
            select(Matter)
            .where(*here, or_(Matter.kind != "CONSULT", Matter.state != "ANSWERED"))
            .order_by(Matter.registered_at.desc())
            .limit(MOST_FOUND)
        )
        found |= {other.matter_no: other for other in (session.scalars(query) if any(values) else ())}
    return list(found.values())


def _first_of(session, matter, asking):
    """The matter that this one was joined to, if it was: only that one is asked about."""
    for _ in range(FURTHEST_BACK):
        joined = (RepeatAnswer.matter_no == matter.matter_no, RepeatAnswer.answer != "DIFFERENT")
        earlier = session.scalar(
            select(RepeatAnswer.other_no).where(*joined).order_by(RepeatAnswer.other_no).limit(1)
        )
        if earlier is None or earlier == asking.matter_no:
            break
        matter = session.get_one(Matter, earlier)
    return matter
