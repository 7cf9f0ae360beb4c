"""Rules tried on matters that came in: what decides one, and which would have gone another way. Changes nothing."""

from dataclasses import dataclass
from time import sleep

import yaml
from sqlalchemy import select

from services.routing.asked import claim_told, claims_told, matter_told
from services.routing.editions import city_now, city_under, edition_in_use, rulebook
from services.routing.models import RoutedMatter
from services.routing.policy.decide import Choice, decision
from services.routing.policy.explain import looks, what_changes
from services.routing.policy.question import Question

BATCH = 500
A_PERSON = "–"


class NoSuchMatter(LookupError):
    pass


@dataclass(frozen=True)
class Change:
    matter_no: str
    category: str
    before: str
    after: str
    rule: str


@dataclass(frozen=True)
class Replayed:
    matters: int
    claims: int
    changes: tuple


def explained(session, matter_no):
    """Lines: each claim's decision, then one for each rule. Never a word of the story itself."""
    matter = session.get(RoutedMatter, matter_no)
    if matter is None:
        raise NoSuchMatter
    book = rulebook(session, edition_in_use(session, matter))
    for claim, decided, seen in decisions_of(session, matter, book):
        yield f"{claim.number}. {claim.category}: {_where(decided)} · {decided.reason} · {decided.article or ''}"
        for look in seen:
            fits = "fits" if look.fits else f"not: {look.failed_on}"
            yield f"     {look.rule} → {look.unit}: {fits}"


def decisions_of(session, matter, book):
    """(claim, decision, looks) of each claim as these rules see it today."""
    told, city = matter_told(session, matter), city_under(session, book)
    for claim, of_claim in zip(matter.claims, claims_told(session, matter.claims), strict=True):
        question = Question(told, of_claim)
        yield claim, decision(question, city, book), looks(question, book) if book else ()


def replayed(session, new, since, last):
    """What the new rules would change against each matter's own edition. No rule of a file sends a report."""
    changes, matters, claims = [], 0, 0
    city = city_now(session)
    for matter in _matters(session, since, last):
        told, old = matter_told(session, matter), rulebook(session, edition_in_use(session, matter))
        questions = [Question(told, claim_told(claim)) for claim in matter.claims]
        matters, claims = matters + 1, claims + len(questions)
        for question, before, after in what_changes(questions, city, old, new):
            changes.append(_change(matter, question, before, after))
    return Replayed(matters, claims, tuple(changes))


def _matters(session, since, last):
    """The newest matters, read in batches so that memory stays small."""
    query = (
        select(RoutedMatter)
        .where(RoutedMatter.received_at >= since, RoutedMatter.kind != "REPORT")
        .order_by(RoutedMatter.received_at.desc(), RoutedMatter.matter_no)
        .limit(last)
    )
    for batch in session.scalars(query.execution_options(yield_per=BATCH)).partitions():
        yield from batch
        sleep(0)  # others of this process take their turn


def _change(matter, question, before, after):
    rule = after.rule if isinstance(after, Choice) else after.reason
    return Change(matter.matter_no, question.claim.category, _where(before), _where(after), rule)


def _where(decided):
    return f"{decided.unit} {decided.kind}" if isinstance(decided, Choice) else A_PERSON


def units_beside(file):
    """The units of the city's folder that a rules file lies in: they may not be loaded yet."""
    path = file.with_name("units.yaml")
    if not path.exists():
        return ()
    return [unit["code"] for unit in yaml.safe_load(path.read_text(encoding="utf-8"))]
