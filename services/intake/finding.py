"""How a matter is found: by what a person types in one box, and by what a list is filtered by."""

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import and_, false, func, or_, select, union_all

from services.intake.models import Claim, FormerIndex, Matter, Petitioner
from services.intake.policy.character_pairs import character_pairs
from services.intake.telephones import kept_number
from services.intake.words import in_very_many, keeps_pairs, may_have
from shared.db.paging import Page, cut, moment_of, newest_of_all
from shared.privacy import blind_index

PAGE = 50
READ_FIRST = 3000
FIRST_DAY = datetime(1949, 10, 1, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)


def filtered(query, *, unit=None, **others):
    """What is left of a query of matters: as queries that have nothing in common, since whoever has a matter is found
    by one index, and whoever has one of its claims where another has the matter, by another one."""
    query = _narrowed(query, **others)
    if not unit:
        return [query]
    held_apart = select(Claim.matter_no).where(Claim.held_apart == unit)
    return [query.where(Matter.holder == unit), query.where(Matter.matter_no.in_(held_apart))]


def _narrowed(query, *, state=None, channel=None, phone=None, external_no=None):
    if state:
        query = query.where(Matter.state == state)
    if channel:
        query = query.where(Matter.channel == channel)
    if phone:
        query = query.where(ever_of_person("phone", kept_number(phone)))
    if external_no:
        query = query.where(Matter.external_no == external_no)
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
    named, narrated = _named(words), _narrated(words)
    if not keeps_pairs(session):
        return _page(session, _each(queries, or_(named, narrated)), cursor)
    if in_very_many(session, words):
        narrated = and_(~named, narrated, *_of_the_newest(session, cursor))
        return _page(session, _each(queries, named) + _each(queries, narrated), cursor)
    return _looked_up(session, _each(queries, or_(named, narrated)), words, cursor)


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


def _of_the_newest(session, cursor):
    """What is that common is found sooner by reading than by looking it up."""
    until = [Matter.registered_at <= moment_of(cursor, Matter.matter_no)] if cursor else []
    newest = select(Matter.registered_at).where(*until).order_by(Matter.registered_at.desc())
    edge = session.scalar(newest.offset(READ_FIRST).limit(1))
    return [] if edge is None else [Matter.registered_at >= edge]


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


def _looked_up(session, told, words, cursor):
    """Which matters can be meant at all is asked first, newest first; then only as many are read as a page needs."""
    until = session.scalar(select(func.max(Matter.registered_at))) or FIRST_DAY
    if cursor:
        until = max(FIRST_DAY, min(until, moment_of(cursor, Matter.matter_no).value))
    of_that_name = select(Matter.matter_no, Matter.registered_at).where(_named(words))
    page, rows = Page([], None), []
    for numbers in filter(None, may_have(session, words, of_that_name, until + A_MOMENT)):
        page = _page(session, _each(told, Matter.matter_no.in_(numbers)), cursor)
        rows += page.rows
        if page.next_cursor or len(rows) > PAGE:
            break
    return page if len(rows) == len(page.rows) else cut(rows, Matter.registered_at, Matter.matter_no, PAGE)


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
