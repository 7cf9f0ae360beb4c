"""How a matter is found: by what a person types in one box, and by what a list is filtered by."""

import re
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import (
    Text,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from services.intake.models import Claim, FormerIndex, Matter, MatterWords, Petitioner
from services.intake.policy.character_pairs import character_pairs
from services.intake.telephones import kept_number
from shared.db.paging import cut, moment_of, newest_of_all
from shared.privacy import blind_index
from shared.web.page import HERE

PAGE = 50
READ_FIRST = 3000
LOOKED_UP = 2000
READ_OF_THEM_FIRST = 100
VERY_MANY = 50_000
HOW_MANY = text("EXPLAIN (FORMAT JSON) SELECT 1 FROM matter_words WHERE pairs @@ CAST(:wanted AS tsquery)")
LONG_AGO = datetime(1949, 10, 1, tzinfo=UTC)


def keep_words(session, matters):
    """Makes the narratives findable, in the transaction that registers the matters."""
    if keeps_pairs(session):
        session.flush()
        pairs = func.array_to_tsvector(cast(bindparam("found"), ARRAY(Text)))
        words = insert(MatterWords.__table__).values(
            matter_no=bindparam("number"), pairs=pairs, registered_at=bindparam("at")
        )
        kept = [
            {"number": m.matter_no, "found": character_pairs(m.narrative), "at": m.registered_at} for m in matters
        ]
        session.execute(words, kept)


def without_words(now=None):
    """Matters from before narratives could be searched, or could be searched newest first."""
    kept = MatterWords.matter_no == Matter.matter_no
    return (~exists().where(kept, MatterWords.registered_at.is_not(None)),)


def make_findable(session, matter, now):
    session.execute(delete(MatterWords).where(MatterWords.matter_no == matter.matter_no))
    keep_words(session, [matter])


def filtered(query, *, unit=None, **others):
    """What is left of a query of matters: as queries that have nothing in common, since whoever has a matter is found
    by one index, and whoever has one of its claims where another has the matter, by another one."""
    query = _narrowed(query, **others)
    if not unit:
        return [query]
    held_apart = select(Claim.matter_no).where(Claim.held_apart == unit)
    return [query.where(Matter.holder == unit), query.where(Matter.matter_no.in_(held_apart))]


def _narrowed(query, *, state=None, channel=None, phone=None, external_no=None, since=None, until=None):
    if state:
        query = query.where(Matter.state == state)
    if channel:
        query = query.where(Matter.channel == channel)
    if phone:
        query = query.where(ever_of_person("phone", kept_number(phone)))
    if external_no:
        query = query.where(Matter.external_no == external_no)
    if since:
        query = query.where(Matter.registered_at >= _begins(since))
    if until:
        query = query.where(Matter.registered_at < _begins(until + timedelta(days=1)))
    return query


def page_of(session, queries, words, cursor):
    """The newest of what was `filtered`, by what was typed: a number of ours or of a letter, a telephone, an ID
    number, a name, or words."""
    if not words:
        return _page(session, queries, cursor)
    typed = number_typed(words)
    page = _page(session, [query for exact in _exactly(words, typed) for query in _each(queries, exact)], cursor)
    if typed or page.rows:
        return page
    told = _each(queries, or_(_named(words), _narrated(words)))
    if not keeps_pairs(session):
        return _page(session, told, cursor)
    page, is_whole = _of_the_newest(session, told, cursor)
    if is_whole or _in_very_many(session, words):
        return page
    return _rare(session, told, words, cursor)


def has_phone(number):
    return of_person("phone", number)


def of_person(kind, value):
    """The matters of whoever has this telephone number, ID number or name."""
    return Matter.petitioner_id.in_(_people(kind, value))


def ever_of_person(kind, value):
    """Also by a number or a name that was corrected since: whoever looks for it may have the old one on paper."""
    before = select(FormerIndex.petitioner_id).where(FormerIndex.value == blind_index(kind, value))
    return Matter.petitioner_id.in_(union_all(_people(kind, value), before))


def _people(kind, value):
    column = {"phone": Petitioner.phone_index, "id_number": Petitioner.id_number_index, "name": Petitioner.name_index}
    return select(Petitioner.petitioner_id).where(column[kind] == blind_index(kind, value))


def _of_the_newest(session, told, cursor):
    """A page of the newest matters, and whether it is full or these are all: what is that common is found sooner by
    reading than by looking it up."""
    until = [Matter.registered_at <= moment_of(cursor, Matter.matter_no)] if cursor else []
    newest = select(Matter.registered_at).where(*until).order_by(Matter.registered_at.desc())
    edge = session.scalar(newest.offset(READ_FIRST).limit(1))
    page = _page(session, told if edge is None else _each(told, Matter.registered_at >= edge), cursor)
    return page, edge is None or page.next_cursor is not None


def _in_very_many(session, words):
    """Whether the database expects these pairs in more narratives than it could put in order while somebody waits."""
    pairs = character_pairs(words)
    plan = pairs and session.scalar(HOW_MANY, {"wanted": _all_of(pairs)})
    return bool(plan) and plan[0]["Plan"]["Plan Rows"] > VERY_MANY


def number_typed(words):
    """Which sort of number was typed, and the number as it is kept; None for a name or words."""
    if re.fullmatch(r"[A-Za-z]{2}-\d{8}-\d{4,9}", words):
        return "matter_no", words.upper()
    if re.fullmatch(r"\d{17}[\dXx]", words):
        return "id_number", words.upper()
    if re.fullmatch(r"\+?[\d \-]{5,20}", words):
        return "phone", kept_number(words)
    return None


def _exactly(words, typed):
    """Conditions that no matter meets twice. Offices number their letters as they like: like a telephone, too."""
    kind, number = typed or (None, None)
    if kind == "matter_no":
        yield Matter.matter_no == number
        return
    yield Matter.external_no == words
    if kind:
        yield and_(ever_of_person(kind, number), Matter.external_no.is_distinct_from(words))


def _rare(session, told, words, cursor):
    """Which matters can be meant at all is asked first, newest first; then only as many are read as a page needs."""
    numbers = _looked_up(session, words, cursor)
    first = _page(session, _each(told, Matter.matter_no.in_(numbers[:READ_OF_THEM_FIRST])), cursor)
    if first.next_cursor or len(numbers) <= READ_OF_THEM_FIRST:
        return first
    rest = _page(session, _each(told, Matter.matter_no.in_(numbers[READ_OF_THEM_FIRST:])), cursor)
    return cut(first.rows + rest.rows, Matter.registered_at, Matter.matter_no, PAGE) if first.rows else rest


def _looked_up(session, words, cursor):
    """The matters of that name and the newest whose narrative has all these pairs, as they follow the cursor."""
    lists = [select(Matter.matter_no, Matter.registered_at).where(_named(words)).limit(LOOKED_UP)]
    if pairs := character_pairs(words):
        lists.append(_with_pairs(pairs, cursor))
    found = union_all(*(select(one.subquery()) for one in lists)).subquery()
    return session.scalars(
        select(found.c.matter_no).order_by(found.c.registered_at.desc(), found.c.matter_no.desc())
    ).all()


def _with_pairs(pairs, cursor):
    wanted = cast(literal(_all_of(pairs), Text), TSQUERY)
    at = func.coalesce(MatterWords.registered_at, LONG_AGO).label("registered_at")
    found = select(MatterWords.matter_no, at).where(MatterWords.pairs.op("@@")(wanted))
    if cursor:
        found = found.where(at <= moment_of(cursor, Matter.matter_no))
    return found.order_by(at.desc(), MatterWords.matter_no.desc()).limit(LOOKED_UP)


def _all_of(pairs):
    return " & ".join(f"'{pair}'" for pair in pairs)


def _named(words):
    return ever_of_person("name", words)


def _narrated(words):
    """Every word typed stands in the narrative. One lone character is no word: it would find nearly everything."""
    if not character_pairs(words):
        return false()
    return and_(*map(_stands_in_it, words.split()))


def _stands_in_it(word):
    """Chinese has no capitals: to lower every narrative for nothing would cost most of the search."""
    told = Matter.narrative
    has_capitals = word.lower() != word.upper()
    return told.icontains(word, autoescape=True) if has_capitals else told.contains(word, autoescape=True)


def _each(queries, condition):
    return [query.where(condition) for query in queries]


def _page(session, queries, cursor):
    return newest_of_all(session, queries, Matter.registered_at, Matter.matter_no, cursor, PAGE)


def _begins(day):
    return datetime.combine(day, time(), HERE).astimezone(UTC)


def keeps_pairs(session):
    """Whether words are looked up; SQLite reads every narrative instead."""
    return session.get_bind().dialect.name == "postgresql"
