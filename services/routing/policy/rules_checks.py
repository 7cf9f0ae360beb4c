"""What no single line of a rules file shows: cycles, rules that overlap in time, rules that can never fire."""

from datetime import date
from itertools import product

from services.routing.policy.rules_problems import Problem

ANYTHING_ELSE = None
MOST_CELLS = 100_000


def cycles(graph):
    """(name, way) of each name that comes back to itself; a way is told once, by the name it begins with."""
    told = set()
    for name in graph:
        way = _way_back(name, graph)
        if way and not told.intersection(way):
            told.update(way)
            yield name, way


def _way_back(start, graph):
    ways = [(start,)]
    seen = set()
    while ways:
        way = ways.pop()
        for following in graph.get(way[-1], ()):
            if following == start:
                return (*way, start)
            if following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return None


def overlapping(rulebook):
    """The same rule may be written several times, for periods that follow each other."""
    earlier = {}
    for rule in (*rulebook.rules(), *rulebook.aid):
        for other in earlier.setdefault(rule.name, []):
            if _meet(rule, other):
                yield Problem.at(rule.line, "overlap", rule=rule.name, other=other.line)
        earlier[rule.name].append(rule)


def never_firing(rulebook, kinds, categories):
    """Rules that ended before they began, or whose every claim an earlier rule takes."""
    domains = {"kinds": frozenset(kinds) - {"REPORT"}, "categories": frozenset(categories)}
    for rules in (rulebook.rules(), rulebook.aid):
        for number, rule in enumerate(rules):
            if found := _why_never(rule, rules[:number], rulebook, domains):
                why, why_en = found
                yield Problem.at(rule.line, "never_fires", rule=rule.name, why=why, why_en=why_en)


def _why_never(rule, before, rulebook, domains):
    starts, ends = _period(rule)
    if ends < max(starts, rulebook.valid_from):
        return "施行期间是空的，或者在本版施行前已经结束", "its period is empty or ends before this edition begins"
    if rule.when.kinds == {"REPORT"}:
        return (
            "检举控告类只移送纪检监察机关，不适用规则",
            "reports are never asked about",
        )
    takers = [other for other in before if _takes_whenever(other, rule)]
    if takers and not _left_over(rule, takers, domains):
        lines = "、".join(str(other.line) for other in takers)
        return f"第 {lines} 行的规则在先", f"the rules of lines {lines} come first"
    return None


def _takes_whenever(other, rule):
    """Whether the other rule fits whatever this one fits, but for kind, category and facts."""
    starts, ends = _period(rule)
    other_starts, other_ends = _period(other)
    groups, others = rule.when.groups, other.when.groups
    return (
        other_starts <= starts
        and ends <= other_ends
        and (others is None or (groups is not None and groups <= others))
        and _says_whenever(other.when.words, rule.when.words)
    )


def _says_whenever(others, words):
    return not others or (bool(words) and all(any(other in word for other in others) for word in words))


def _left_over(rule, takers, domains):
    """Whether some combination of kind, category and facts fits the rule and none of the takers."""
    names = sorted({name for each in (rule, *takers) for name, _ in each.when.facts})
    values = {name: _values_told(name, (rule, *takers)) for name in names}
    kinds = (rule.when.kinds or domains["kinds"]) & domains["kinds"]
    categories = (rule.when.categories or domains["categories"]) & domains["categories"]
    cells = product(kinds, categories, *(values[name] for name in names))
    for tried, (kind, category, *facts) in enumerate(cells):
        told = dict(zip(names, facts, strict=True))
        if tried > MOST_CELLS or (_fits(rule, kind, category, told) and not _any_fits(takers, kind, category, told)):
            return True
    return False


def _any_fits(rules, kind, category, told):
    return any(_fits(rule, kind, category, told) for rule in rules)


def _fits(rule, kind, category, told):
    when = rule.when
    return (
        (when.kinds is None or kind in when.kinds)
        and (when.categories is None or category in when.categories)
        and all(told[name] in values for name, values in when.facts)
    )


def _values_told(name, rules):
    told = {value for rule in rules for fact, values in rule.when.facts if fact == name for value in values}
    return (ANYTHING_ELSE, *sorted(told))


def _meet(one, other):
    (a, b), (c, d) = _period(one), _period(other)
    return a <= d and c <= b


def _period(rule):
    return rule.starts or date.min, rule.ends or date.max
