"""The rulebook: every period the law or the city sets, as data, with its article and when it is in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from shared.clocks.rule import CITY, NATIONAL, RULE_KINDS, UNITS, ExtensionRule, Rule
from shared.clocks.sources import Entry, read
from shared.contracts.words import Word

FOLDER = Path(__file__).parent / "rules"

FIELDS = (
    *("key", "name", "article", "cite", "starts", "ends", "period", "unit", "roll_forward", "kind", "pauses"),
    *("extension", "notice", "limit", "up_to", "fact", "setting", "ladder", "region", "valid_from", "valid_to"),
    "because",
)


class NoSuchRule(LookupError):
    """The rulebook has no row of that key in force on that day, or none of that edition."""


@dataclass(frozen=True)
class Rulebook:
    """All rows. `regions` are the overlays that are switched on; national rows always count."""

    rules: tuple[Rule, ...]
    regions: frozenset[str] = frozenset()

    @classmethod
    def read(cls, *folders: Path, regions: Iterable[str] = ()) -> Rulebook:
        """Every rule of the folders' YAML files; a row of a later folder replaces one of the same key and edition.

        Raises `BadData` with file, line and reason, also where two rows of one key and region overlap in time.
        """
        found: dict[tuple[str, str], tuple[Rule, Entry]] = {}
        for folder in folders:
            here = [(rule, entry) for path in sorted(folder.glob("*.yaml")) for rule, entry in _rules(path)]
            _no_overlap(here)
            found.update({(rule.key, rule.edition): (rule, entry) for rule, entry in here})
        return cls(tuple(rule for rule, _ in found.values()), frozenset(regions))

    def candidates(self, key: str, on: date) -> tuple[Rule, ...]:
        """The rows of a key in force that day: the national one first, then overlays. Raises `NoSuchRule`.

        Where there are several, the earliest due date counts: an overlay never lengthens a national period. A day
        before the first row of a key is judged by that first row: older law is not kept here.
        """
        known = [rule for rule in self._by_key.get(key, ()) if self._is_on(rule)]
        first = min((rule.valid_from for rule in known), default=on)
        found = [rule for rule in known if rule.in_force(max(on, first))]
        if not found:
            raise NoSuchRule(f"{key} on {on}")
        return tuple(sorted(found, key=lambda rule: (rule.region != NATIONAL, rule.region)))

    def of_edition(self, key: str, edition: str) -> Rule:
        """The row a running clock was started under, whatever is in force today. Raises `NoSuchRule`."""
        for rule in self._by_key.get(key, ()):
            if rule.edition == edition:
                return rule
        raise NoSuchRule(f"{key} {edition}")

    def beside(self, rule: Rule, begun: date) -> tuple[Rule, ...]:
        """The rows that count for a clock which runs under one of them since `begun`: a row whose calendar was not
        announced when it began may be the earlier one today."""
        day = begun if rule.valid_to is None else min(begun, rule.valid_to)
        rows = self.candidates(rule.key, max(day, rule.valid_from))
        return rows if rule in rows else (rule, *rows)

    def watching(self, on: date) -> tuple[Rule, ...]:
        """The rows that start from a fact of a claim: the limitation watch."""
        return tuple(rule for rule in self.rules if rule.fact and rule.in_force(on) and self._is_on(rule))

    def _is_on(self, rule: Rule) -> bool:
        return rule.region in (NATIONAL, CITY) or rule.region in self.regions

    @cached_property
    def _by_key(self) -> dict[str, tuple[Rule, ...]]:
        by_key: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules:
            by_key[rule.key] = (*by_key.get(rule.key, ()), rule)
        return by_key


def _rules(path: Path) -> Iterator[tuple[Rule, Entry]]:
    told = read(path)
    if not isinstance(told, list) or not all(isinstance(entry, Entry) for entry in told):
        raise _whole(path).wrong("a file of rules is a list of rules")
    for entry in told:
        yield _rule(entry), entry


def _rule(entry: Entry) -> Rule:
    entry.allow(*FIELDS)
    rule = Rule(
        key=entry.take("key", str),
        name=Word(*entry.pair("name")),
        article=entry.take("article", str),
        cite=entry.take("cite", str),
        starts=Word(*entry.pair("starts")),
        ends=Word(*entry.pair("ends")),
        period=entry.may("period", int, 0),
        unit=entry.take("unit", str),
        kind=entry.take("kind", str),
        region=entry.may("region", str, NATIONAL),
        valid_from=entry.take("valid_from", date),
        valid_to=entry.may("valid_to", date),
        roll_forward=entry.may("roll_forward", bool, False),
        pauses=tuple(entry.may("pauses", list, [])),
        extension=_extension(entry.may("extension", Entry)),
        notice=entry.may("notice", str),
        limit=entry.may("limit", int),
        up_to=entry.may("up_to", int),
        fact=entry.may("fact", str),
        setting=entry.may("setting", bool, False),
        ladder=entry.may("ladder", str, "none"),
        because=Word(*entry.pair("because")) if "because" in entry else None,
    )
    _makes_sense(rule, entry)
    return rule


def _extension(entry: Entry | None) -> ExtensionRule | None:
    if entry is None:
        return None
    entry.allow("cap", "times", "approver", "notice")
    cap, times = entry.may("cap", int), entry.may("times", int, 1)
    if (cap is not None and cap < 1) or times < 1:
        raise entry.wrong("an extension has a cap of days and a number of times, both above 0")
    return ExtensionRule(cap, times, entry.take("approver", str), entry.may("notice", str))


def _makes_sense(rule: Rule, entry: Entry) -> None:
    counted = rule.unit in ("hours", "days", "working_days", "months", "years")
    if rule.unit not in UNITS or rule.kind not in RULE_KINDS:
        raise entry.wrong(f"no unit or kind is called {rule.unit!r}, {rule.kind!r}")
    if counted != (rule.period > 0):
        raise entry.wrong(f"a period of {rule.period} {rule.unit}: what is counted has one, what is not has none")
    if rule.valid_to and rule.valid_to < rule.valid_from:
        raise entry.wrong("'valid_to' lies before 'valid_from'")
    if rule.unit in ("hours", "none", "at_once") and (rule.roll_forward or rule.pauses or rule.extension):
        raise entry.wrong(f"{rule.unit}: nothing there can roll, be paused or be extended")
    if not rule.runs and rule.ladder != "none":
        raise entry.wrong("nobody is chased where no period runs: leave 'ladder' out")


def _no_overlap(rules: list[tuple[Rule, Entry]]) -> None:
    ordered = sorted(rules, key=lambda pair: (pair[0].key, pair[0].region, pair[0].valid_from))
    for (older, _), (newer, entry) in pairwise(ordered):
        same = (older.key, older.region) == (newer.key, newer.region)
        if same and (older.valid_to is None or older.valid_to >= newer.valid_from):
            raise entry.wrong(f"{newer.key}: overlaps the row in force from {older.valid_from}")


def _whole(path: Path) -> Entry:
    entry = Entry()
    entry.path, entry.line = path, 1
    return entry
