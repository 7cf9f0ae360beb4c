"""The clocks others keep for a matter, in words: how long is left, due today, how late, calendar not announced."""

from dataclasses import dataclass
from datetime import date

from shared.web.clocks import TONES, clock_name, clock_words, rule_called, where_it_stands


@dataclass(frozen=True)
class RunningClock:
    kind: str
    due_on: date | None
    state: str = "running"


def in_words(clock, today):
    """Its name, where it stands today in words, and how that is coloured."""
    stands = where_it_stands(RunningClock(clock.kind, clock.due_on), rule_called(clock.rule, clock.edition), today)
    return {
        "name": clock_name(clock.rule, clock.edition),
        "words": clock_words(stands, clock.due_on),
        "tone": TONES[stands.band],
    }


def every_clock_in_words(clocks, units, today):
    """Each with whose it is: a duty is its unit's, a right the petitioner's own."""
    for clock in clocks:
        told = in_words(clock, today)
        owner = units.get(clock.unit, clock.unit)
        yield told if clock.kind == "right" else {**told, "name": f"{told['name']} · {owner}"}
