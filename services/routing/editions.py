"""The editions of the city's rules: read from a file, published whole or not at all, kept ready in each process."""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import exists, func, select

from services.routing.models import CityEdition, ReferralOrder, RoutedMatter, RulesEdition, Succession
from services.routing.policy.question import City, CityUnit
from services.routing.policy.rulebook import Rulebook
from services.routing.policy.rules_file import Known, read_rules, words_of
from shared.contracts.words import ASKED, CATEGORIES
from shared.directory import Formerly, KnownUnit
from shared.errors import Refused
from shared.web.page import HERE

WITHDRAWN = "withdrawn rules"
DISCIPLINE = "discipline_inspection"
AHEAD = timedelta(days=366)
OPEN = ("AWAITING_SIGN", "IN_PROGRESS", "AWAITING_REVIEW", "OBJECTED")
_kept = {}


class RulesRefused(Refused):
    """规则没有通过检查，正在使用的规则没有改动：{problems}"""

    status = 422


class PublishedBefore(Refused):
    """这些规则以前公布过，后来已由第 {number} 版代替；重新施行的，请改一个更晚的 valid_from"""


class NotWithdrawn(Refused):
    """第 {number} 版不存在、已经施行，或者已经有事项按它分派，不能撤回"""


def publish_rules(session, text, *, now, by=None, more_units=(), name="rules.yaml"):
    """The number of the new edition; of the newest, if it says the same. Raises `RulesRefused`."""
    newest = session.scalars(select(RulesEdition).order_by(RulesEdition.valid_from.desc()).limit(1)).one_or_none()
    if newest and newest.text == text:
        return newest.number
    if edition_saying(session, text):
        raise PublishedBefore(number=newest.number)
    rulebook = checked(session, text, more_units, name, now=now)
    edition = RulesEdition(
        number=_never_used(session), valid_from=rulebook.valid_from, text=text, published_at=now, published_by=by
    )
    session.add(edition)
    session.flush()
    return edition.number


def withdraw_rules(session, number, *, today):
    """Take back an edition that is not in force yet. Raises `NotWithdrawn`."""
    edition = session.get(RulesEdition, number, with_for_update=True)
    used = exists().where(RoutedMatter.edition == number)
    if edition is None or edition.valid_from <= today or session.scalar(select(used)):
        raise NotWithdrawn(number=number)
    session.merge(CityEdition(name=WITHDRAWN, last=max(number, _last_withdrawn(session))))
    session.delete(edition)


def _never_used(session):
    """A number that stood for no other rules before, whichever process remembers them."""
    newest = session.scalar(select(func.max(RulesEdition.number))) or 0
    return 1 + max(newest, _last_withdrawn(session))


def _last_withdrawn(session):
    return session.scalar(select(CityEdition.last).where(CityEdition.name == WITHDRAWN)) or 0


def checked(session, text, more_units=(), name="rules.yaml", *, now):
    """The rules of a text that could be published now. Raises `RulesRefused`."""
    rulebook, problems = read_rules(text, known(session, text, more_units, now))
    if problems:
        raise RulesRefused(problems="\n".join(words_of(problems, name)))
    return rulebook


def edition_saying(session, text):
    """The number of the edition that was published with this text; None if none was."""
    return session.scalar(select(RulesEdition.number).where(RulesEdition.text == text))


def known(session, text, more_units, now):
    """`more_units` are (code, kind) of units that are not told of yet."""
    kinds = {unit.code: unit.kind for unit in city_now(session).units.values() if unit.active} | dict(more_units)
    newest = None if edition_saying(session, text) else session.scalar(select(func.max(RulesEdition.valid_from)))
    return Known(
        units=frozenset(kinds),
        categories=frozenset(CATEGORIES),
        facts=ASKED,
        discipline=frozenset(code for code, kind in kinds.items() if kind == DISCIPLINE),
        not_after=now.astimezone(HERE).date() + AHEAD,
        published=newest or date.min,
    )


def edition_on(session, day):
    """The number of the edition in force on a day; None before the first."""
    query = select(RulesEdition.number).where(RulesEdition.valid_from <= day)
    return session.scalar(query.order_by(RulesEdition.valid_from.desc()).limit(1))


def edition_in_use(session, matter):
    """The matter's own edition; the newest, for a matter from before there were any."""
    return matter.edition or edition_on(session, date.max)


def rulebook_in_use(session, matter):
    """Its rules, or rules that say nothing: the guards hold even where none were ever published."""
    return rulebook(session, edition_in_use(session, matter)) or Rulebook(date.min)


def rulebook(session, number):
    """The rules of an edition. They never change, so a process reads them once."""
    if number is None:
        return None
    key = (str(session.get_bind().url), number)
    if key not in _kept:
        _kept[key] = _read(session.get_one(RulesEdition, number).text)
    return _kept[key]


def any_rules(session):
    return session.scalar(select(func.count()).select_from(RulesEdition)) > 0


def city_now(session):
    """The units as known here. Asked once in each transaction."""
    if "city" not in session.info:
        rows = session.execute(
            select(KnownUnit, Succession.successor).outerjoin(Succession, Succession.unit == KnownUnit.code)
        )
        before = defaultdict(tuple)
        for whose, unit in session.execute(
            select(Formerly.whose, Formerly.unit).where(~Formerly.whose.startswith("@"))
        ):
            before[whose] += (unit,)
        units = {u.code: CityUnit(u.code, u.kind, u.superior, u.active, to, before[u.code]) for u, to in rows}
        session.info["city"] = City(units)
    return session.info["city"]


def city_under(session, book):
    """The city with what its units have in hand, where these rules set a limit to that."""
    city = city_now(session)
    if book is None or not book.capacity:
        return city
    query = (
        select(ReferralOrder.unit, func.count())
        .where(ReferralOrder.state.in_(OPEN), ReferralOrder.unit.in_(book.capacity))
        .group_by(ReferralOrder.unit)
    )
    return City(city.units, dict(session.execute(query).all()))


def _read(text):
    """An edition was checked when it was published: units closed since then are for the guards."""
    book, problems = read_rules(text, Known(_Anything(), frozenset(CATEGORIES), _Anything()))
    if problems:
        raise RulesRefused(problems="\n".join(words_of(problems)))
    return book


class _Anything(frozenset):
    def __contains__(self, _):
        return True
