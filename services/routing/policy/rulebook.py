"""Whether a rule of the city fits a claim, and on which of its words and fields that rests."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import ahocorasick

DENIED = re.compile(r"(?:[不没未无非]|没有|不要|不想)$")
ITEMS = {1: "第一项", 2: "第二项", 3: "第三项", 4: "第四项", 5: "第五项"}


@dataclass(frozen=True)
class Ground:
    """A word of the narrative or the value of a field that a decision rests on; `at` is where in the text."""

    field: str
    said: str
    at: int | None = None


@dataclass(frozen=True)
class Condition:
    """All that is given must be so: one of the kinds, categories and groups, each of the facts, one of the words."""

    kinds: frozenset | None = None
    categories: frozenset | None = None
    groups: frozenset | None = None
    facts: tuple = ()
    words: tuple = ()

    def missed_by(self, question, found):
        """The first field that does not fit, or None."""
        matter, claim = question.matter, question.claim
        if self.kinds is not None and matter.kind not in self.kinds:
            return "kind"
        if self.categories is not None and claim.category not in self.categories:
            return "category"
        if self.groups is not None and self.groups.isdisjoint(matter.groups):
            return "groups"
        for name, values in self.facts:
            if _plain(claim.facts.get(name)) not in values:
                return f"facts.{name}"
        if self.words and not any(word in found for word in self.words):
            return "words"
        return None

    def grounds(self, question, found):
        matter, claim = question.matter, question.claim
        grounds = [Ground("category", claim.category)] if self.categories is not None else []
        if self.groups is not None:
            grounds += [Ground("groups", group) for group in sorted(self.groups.intersection(matter.groups))]
        grounds += [Ground(f"facts.{name}", _plain(claim.facts[name])) for name, _ in self.facts]
        grounds += [found[word] for word in self.words if word in found]
        return tuple(grounds) or (Ground("kind", matter.kind),)


@dataclass(frozen=True)
class Rule:
    """One line of the city's rules. `item` is that of article 31 for a steering; `line` is where it stands."""

    name: str
    when: Condition
    unit: str
    reason: str
    reason_en: str
    line: int
    item: int | None = None
    article: str | None = None
    starts: date | None = None
    ends: date | None = None

    def in_force(self, day):
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Rulebook:
    """One edition: every section in the order in which it is asked."""

    valid_from: date
    reports_to: tuple = ()
    asked: tuple = ()
    steer: tuple = ()
    departments: tuple = ()
    aid_unit: str | None = None
    aid: tuple = ()
    successors: dict = field(default_factory=dict)
    capacity: dict = field(default_factory=dict)

    def rules(self):
        return (*self.asked, *self.steer, *self.departments)

    def said_in(self, question):
        """Every word of the rules that the claim or the narrative says, with the first place where it stands."""
        found = {}
        for name, text in (("text", question.claim.text), ("narrative", question.matter.narrative)):
            if text and len(self._words):
                for end, word in self._words.iter(text):
                    start = end - len(word) + 1
                    if not DENIED.search(text, max(0, start - 2), start):
                        found.setdefault(word, Ground(name, word, start))
        return found

    def fitting(self, rules, question, found):
        """(rule, grounds) of each of these rules that fits, in their order."""
        day = question.matter.received_on
        for rule in rules:
            if rule.in_force(day) and rule.when.missed_by(question, found) is None:
                yield rule, rule.when.grounds(question, found)

    def successor_of(self, unit):
        while unit in self.successors:
            unit = self.successors[unit]
        return unit

    @cached_property
    def _words(self):
        words = ahocorasick.Automaton()
        for rule in (*self.rules(), *self.aid):
            for word in rule.when.words:
                words.add_word(word, word)
        if len(words):
            words.make_automaton()
        return words


def _plain(value):
    """A fact as the rules write it: yes and no for true and false."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
