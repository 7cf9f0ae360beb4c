"""What narratives are found by: their pairs of characters, kept with the week, so that the newest matters that have
some words are known without opening those that are older."""

from datetime import UTC, datetime

from sqlalchemy import Text, bindparam, cast, delete, exists, func, insert, literal, select, text, union_all
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from services.intake.models import Matter, MatterWords
from services.intake.policy.character_pairs import character_pairs
from services.intake.policy.weeks import week_of, windows

LOOKED_UP = 1000
READ_OF_THEM_FIRST = 100
VERY_MANY = 20_000
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
        session.execute(words, [_kept(matter) for matter in matters])


def _kept(matter):
    at = matter.registered_at
    return {"number": matter.matter_no, "found": [*character_pairs(matter.narrative), week_of(at)], "at": at}


def without_words(now=None):
    """Matters from before narratives could be searched, or could be searched newest first."""
    kept = MatterWords.matter_no == Matter.matter_no
    return (~exists().where(kept, MatterWords.registered_at.is_not(None)),)


def make_findable(session, matter, now):
    session.execute(delete(MatterWords).where(MatterWords.matter_no == matter.matter_no))
    keep_words(session, [matter])


def in_very_many(session, words):
    """Whether the database expects these pairs in more narratives than it could put in order while somebody waits."""
    pairs = character_pairs(words)
    plan = pairs and session.scalar(HOW_MANY, {"wanted": _all_of(pairs)})
    return bool(plan) and plan[0]["Plan"]["Plan Rows"] > VERY_MANY


def may_have(session, words, of_that_name, until):
    """The matters `of_that_name` and those whose narrative has all these pairs, registered before `until`: their
    numbers, newest first, a few at a time; what is older is looked up only if somebody goes on asking."""
    pairs, given = character_pairs(words), set()
    for since, before, weeks in windows(until):
        lists = [_between(of_that_name, Matter.registered_at, since, before)]
        if pairs:
            lists.append(_with_pairs(pairs, since, before, weeks))
        found = union_all(*(select(one.limit(LOOKED_UP).subquery()) for one in lists)).subquery()
        newest = select(found.c.matter_no).order_by(found.c.registered_at.desc(), found.c.matter_no.desc())
        numbers = [number for number in dict.fromkeys(session.scalars(newest)) if number not in given]
        yield numbers[:READ_OF_THEM_FIRST]
        yield numbers[READ_OF_THEM_FIRST : LOOKED_UP - len(given)]
        given.update(numbers)
        if len(given) >= LOOKED_UP:
            return


def _with_pairs(pairs, since, until, weeks):
    wanted = " & ".join([_all_of(pairs), *_any_of(weeks)])
    at = func.coalesce(MatterWords.registered_at, LONG_AGO).label("registered_at")
    found = select(MatterWords.matter_no, at).where(MatterWords.pairs.op("@@")(cast(literal(wanted, Text), TSQUERY)))
    return _between(found, at, since, until).order_by(at.desc(), MatterWords.matter_no.desc())


def _between(query, at, since, until):
    return query.where(at < until, *([at >= since] if since else []))


def _all_of(pairs):
    return " & ".join(f"'{pair}'" for pair in pairs)


def _any_of(weeks):
    return ["(" + " | ".join(f"'{week}'" for week in weeks) + ")"] if weeks else []


def keeps_pairs(session):
    """Whether words are looked up; SQLite reads every narrative instead."""
    return session.get_bind().dialect.name == "postgresql"
