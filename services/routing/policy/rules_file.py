"""What a rules file says: its text becomes an edition of the rules, or a list of what is wrong and in which line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.routing.policy.rulebook import Condition, Rule, Rulebook
from services.routing.policy.rules_checks import cycles, never_firing, overlapping
from services.routing.policy.rules_reading import NotReadable, Section, opened
from shared.contracts.words import GROUPS, KINDS

SECTIONS = ("valid_from", "reports_to", "subjects", "asked", "steer", "departments", "aid", "successors", "capacity")
RULE = ("rule", "when", "zh", "en", "from", "until")
WHEN = ("kind", "category", "groups", "facts", "words")
ARTICLE = r"《[^《》]{2,40}》第[一二三四五六七八九十百零]+条(?:第[一二三四五六七八九十]+[款项])*"
NAME = r"[a-z][a-z0-9_]{0,63}"
LONGEST_REASON = 80


@dataclass(frozen=True)
class Known:
    """What a rule may name: the codes of open units, those of discipline inspection, the categories of claims, and
    what is asked about a claim with its answers, where that is limited; the last day from which an edition may be in
    force, and the newest edition there is."""

    units: frozenset
    categories: frozenset
    discipline: frozenset
    facts: Mapping | None = None
    not_after: date = date.max
    published: date = date.min


def read_rules(text, known):
    """`(rulebook, ())`, or `(None, problems)` in the order of their lines: never half of a file."""
    try:
        sections = opened(text, SECTIONS)
    except NotReadable as error:
        return None, (error.problem,)
    reader = _Reader(sections, known)
    rulebook = reader.rulebook()
    problems = reader.problems or [
        *overlapping(rulebook),
        *never_firing(rulebook, KINDS, known.categories),
    ]
    if problems:
        return None, tuple(sorted(set(problems), key=lambda problem: (problem.line, problem.code)))
    return rulebook, ()


class _Reader:
    """Walks the sections of a file and gathers every problem on its way."""

    def __init__(self, top: Section, known):
        self.top = top
        self.known = known
        self.problems = top.problems
        self.subjects = self._subjects()

    def rulebook(self):
        aid = self.top.section("aid", ("unit", "scope"))
        return Rulebook(
            valid_from=self._valid_from(),
            reports_to=self._reports_to(),
            asked=self._rules(self.top, "asked", ("to", "article")),
            steer=self._in_order_of_items(self._rules(self.top, "steer", ("to", "item"))),
            departments=self._rules(self.top, "departments", ("to",)),
            aid_unit=self._unit(aid, "unit") if aid else None,
            aid=self._rules(aid, "scope", ("article",)) if aid else (),
            successors=self._successors(),
            capacity=self._capacity(),
        )

    def _valid_from(self):
        day = self.top.value("valid_from", date)
        if day and day > self.known.not_after:
            self.top.complain("valid_from", "too_far_ahead", latest=self.known.not_after)
        if day and day <= self.known.published:
            self.top.complain("valid_from", "valid_from_taken", latest=self.known.published)
        return day or date.min

    def _reports_to(self):
        units = self._units(self.top, "reports_to", needed=True)
        for unit in units:
            if unit in self.known.units and unit not in self.known.discipline:
                self.top.complain("reports_to", "not_discipline_inspection", code=unit)
        return units

    def _rules(self, within, name, more):
        return tuple(filter(None, (self._rule(entry, more) for entry in within.sections(name, (*RULE, *more)))))

    def _rule(self, entry, more):
        item = entry.value("item", int) if "item" in more else None
        if "item" in more and item not in range(1, 6):
            entry.complain("item", "wrong_item")
        return Rule(
            name=entry.matching("rule", NAME),
            when=self._condition(entry),
            unit=self._unit(entry, "to") if "to" in more else None,
            reason=entry.words("zh", LONGEST_REASON),
            reason_en=entry.words("en", LONGEST_REASON),
            line=entry.line,
            item=item,
            article=entry.matching("article", ARTICLE) if "article" in more else None,
            starts=entry.value("from", date, needed=False),
            ends=entry.value("until", date, needed=False),
        )

    def _condition(self, entry):
        when = entry.section("when", WHEN)
        if when is None:
            entry.complain("when", "missing")
            return Condition()
        facts = when.section("facts", None)
        return Condition(
            kinds=self._chosen(when, "kind", KINDS, "unknown_kind"),
            categories=self._categories(when),
            groups=self._chosen(when, "groups", GROUPS, "unknown_group"),
            facts=tuple((name, self._answers(facts, name)) for name in facts.names()) if facts else (),
            words=tuple(word for word in when.texts("words") if self._long_enough(when, word)),
        )

    def _answers(self, facts, name):
        answers = frozenset(facts.texts(name))
        if self.known.facts is not None:
            for code in sorted(answers - frozenset(self.known.facts.get(name, ()))):
                facts.complain(name, "unknown_fact", code=code)
        return answers

    def _long_enough(self, when, word):
        if len(word) >= 2:
            return True
        when.complain("words", "short_word", word=word)
        return False

    def _chosen(self, when, name, choices, problem):
        values = when.texts(name)
        for value in values:
            if value not in choices:
                when.complain(name, problem, code=value)
        return frozenset(values) or None

    def _categories(self, when):
        named = when.texts("category")
        for name in named:
            if name not in self.subjects and name not in self.known.categories:
                when.complain("category", "unknown_category", code=name)
        return frozenset().union(*(self._leaves(name) for name in named)) or None

    def _leaves(self, name, above=()):
        if name not in self.subjects or name in above:
            return {name}
        return set().union(*(self._leaves(inner, (*above, name)) for inner in self.subjects[name]))

    def _subjects(self):
        section = self.top.section("subjects", None)
        if section is None:
            return {}
        groups = {name: section.texts(name) for name in section.names()}
        for name, members in groups.items():
            if name in self.known.categories:
                section.complain(name, "taken_name", code=name)
            for member in members:
                if member not in groups and member not in self.known.categories:
                    section.complain(name, "unknown_category", code=member)
        return self._without_cycles(section, groups)

    def _successors(self):
        section = self.top.section("successors", None)
        if section is None:
            return {}
        named = {old: section.matching(old, NAME) for old in section.names()}
        found = self._without_cycles(section, {old: (new,) for old, new in named.items()})
        for old, new in named.items():
            if new not in named and new not in self.known.units:
                section.complain(old, "unknown_unit", code=new)
        return {old: named[old] for old in found}

    def _without_cycles(self, section, graph):
        for name, way in cycles(graph):
            section.complain(name, "cycle", way=" → ".join(way))
        return {} if any(cycles(graph)) else graph

    def _capacity(self):
        section = self.top.section("capacity", None)
        if section is None:
            return {}
        for unit in section.names():
            if unit not in self.known.units:
                section.complain(unit, "unknown_unit", code=unit)
            if (section.value(unit, int) or 0) < 1:
                section.complain(unit, "wrong_number")
        return {unit: section.value(unit, int) for unit in section.names()}

    def _units(self, within, name, needed):
        units = tuple(within.texts(name))
        if needed and not units:
            within.complain(name, "missing")
        for unit in units:
            if unit not in self.known.units:
                within.complain(name, "unknown_unit", code=unit)
        return units

    def _unit(self, within, name):
        unit = within.matching(name, NAME)
        if unit and unit not in self.known.units and not self._is_succeeded(unit):
            within.complain(name, "unknown_unit", code=unit)
        return unit

    def _is_succeeded(self, unit):
        section = self.top.section("successors", None)
        return section is not None and unit in section.names()

    def _in_order_of_items(self, rules):
        return tuple(sorted(rules, key=lambda rule: rule.item or 0))


def words_of(problems, name="rules.yaml"):
    """The problems as lines: `rules.yaml:12: 没有这个单位 nobody`."""
    return [f"{name}:{problem.line}: {problem.zh}（{problem.en}）" for problem in problems]
