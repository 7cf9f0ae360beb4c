"""The editions of the city's rules: read from a file, published whole or not at all, kept ready in each process."""

from datetime import date

from sqlalchemy import func, select

from services.routing.models import ReferralOrder, RulesEdition
from services.routing.policy.question import City, CityUnit
from services.routing.policy.rulebook import Rulebook
from services.routing.policy.rules_file import Known, read_rules, words_of
from services.routing.policy.rules_problems import Problem
from shared.contracts.words import CATEGORIES
from shared.directory import KnownUnit
from shared.errors import Refused

OPEN = ("AWAITING_SIGN", "IN_PROGRESS", "OBJECTED")
_kept = {}


class RulesRefused(Refused):
    """规则没有通过检查，正在使用的规则没有改动：{problems}"""

    status = 422


def publish_rules(session, text, *, now, by=None, more_units=(), name="rules.yaml"):
    """The number of the new edition; of the published one, if it says the same. Raises `RulesRefused`."""
    rulebook = checked(session, text, more_units, name)
    same = session.scalar(select(RulesEdition.number).where(RulesEdition.text == text))
    if same is not None:
        return same
    latest = session.scalar(select(func.max(RulesEdition.valid_from)))
    if latest and rulebook.valid_from <= latest:
        taken = Problem.at(_line_of(text, "valid_from"), "valid_from_taken", latest=latest)
        raise RulesRefused(problems="\n".join(words_of([taken], name)))
    edition = RulesEdition(valid_from=rulebook.valid_from, text=text, published_at=now, published_by=by)
    session.add(edition)
    session.flush()
    return edition.number


def checked(session, text, more_units=(), name="rules.yaml"):
    rulebook, problems = read_rules(text, known(session, more_units))
    if problems:
        raise RulesRefused(problems="\n".join(words_of(problems, name)))
    return rulebook


def known(session, more_units=()):
    units = {unit.code for unit in city_now(session).units.values() if unit.active}
    return Known(frozenset(units.union(more_units)), frozenset(CATEGORIES))


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
        rows = session.scalars(select(KnownUnit)).all()
        session.info["city"] = City({u.code: CityUnit(u.code, u.kind, u.superior, u.active) for u in rows})
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
    book, problems = read_rules(text, Known(_Anything(), frozenset(CATEGORIES)))
    if problems:
        raise RulesRefused(problems="\n".join(words_of(problems)))
    return book


class _Anything(frozenset):
    def __contains__(self, _):
        return True


def _line_of(text, name):
    return next((n for n, line in enumerate(text.splitlines(), 1) if line.startswith(name)), 1)
