"""Rules tried on matters that came in: what decides one, and which would have gone another way. Changes nothing."""

import json
from dataclasses import dataclass
from time import sleep

from sqlalchemy import select

from services.routing.asked import claim_told, claims_told, matter_told
from services.routing.city import units_in
from services.routing.editions import city_under, edition_in_use, rulebook
from services.routing.models import DecidedClaim, ReferralOrder, RoutedClaim, RoutedMatter
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
    """Lines: what decided each claim, then how its rules look at it now. Never the story itself."""
    matter = session.get(RoutedMatter, matter_no)
    if matter is None:
        raise NoSuchMatter
    for told in decisions_of(session, matter):
        yield f"{told.claim.number}. {told.claim.category}"
        yield from told.when_decided
        yield f"   now: {_where(told.decided)} · {told.decided.reason} · {told.decided.article or ''}"
        for look in told.looks:
            fits = "fits" if look.fits else f"not: {look.failed_on}"
            yield f"     {look.rule} → {look.unit}: {fits}"


@dataclass(frozen=True)
class Explained:
    """A claim, the decision that is kept of it (`referral` and `basis`, or `held`), and what its rules say now."""

    claim: RoutedClaim
    referral: ReferralOrder | None
    basis: dict | None
    held: dict | None
    decided: object
    looks: tuple

    @property
    def when_decided(self):
        kept = self.basis or self.held
        if self.referral:
            of = self.referral
            yield f"   {of.unit} {of.kind} by {of.decided_by or of.rule} · {of.reason} · {of.article}"
        elif self.held:
            yield f"   {A_PERSON} · {self.held['reason']} · {self.held['article'] or ''}"
        if kept:
            yield from (f"     rests on {g['field']}: {g['said']}" for g in kept.get("grounds", ()))
            yield from (f"     not {a['unit']} ({a['rule']}): {a['why']}" for a in kept["alternatives"])


def decisions_of(session, matter):
    """What decided each claim, as it was kept, and how the rules of the matter's edition look at it now."""
    book = rulebook(session, edition_in_use(session, matter))
    told, city = matter_told(session, matter), city_under(session, book)
    for claim, of_claim in zip(matter.claims, claims_told(session, matter, matter.claims), strict=True):
        question = Question(told, of_claim)
        referral = session.get(ReferralOrder, claim.referral_id) if claim.referral_id else None
        kept = session.get(DecidedClaim, (claim.referral_id, claim.claim_id)) if referral else None
        yield Explained(
            claim=claim,
            referral=referral,
            basis=json.loads(kept.basis) if kept and kept.basis else None,
            held=json.loads(claim.held) if claim.held else None,
            decided=decision(question, city, book),
            looks=looks(question, book) if book else (),
        )


def replayed(session, new, since, last):
    """What the new rules would change against each matter's own edition, with what the units have in hand today. No
    rule of a file sends a report."""
    changes, matters, claims = [], 0, 0
    under_new, under_old = (city_under(session, new), new), {}
    for matter in _matters(session, since, last):
        told, edition = matter_told(session, matter), edition_in_use(session, matter)
        if edition not in under_old:
            old = rulebook(session, edition)
            under_old[edition] = (city_under(session, old), old)
        questions = [Question(told, claim_told(claim)) for claim in matter.claims]
        matters, claims = matters + 1, claims + len(questions)
        for question, before, after in what_changes(questions, under_old[edition], under_new):
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
    return units_in(path) if path.exists() else ()
