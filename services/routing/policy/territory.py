"""Which unit has the territory of a place, given by code or by the words of a caller, old names included."""

import re
from dataclasses import dataclass

import ahocorasick


@dataclass(frozen=True)
class KnownPlace:
    """A name people use: of a township or village today, or an old one (`now_called` says what it is today)."""

    code: str
    name: str
    unit: str
    now_called: str | None = None


@dataclass(frozen=True)
class Territory:
    """The unit that has the place, and the name it was recognised by."""

    unit: str
    name: str
    now_called: str | None = None


@dataclass(frozen=True)
class NamedAt:
    """A name of the city's places as it stands in a text, and the units that have a place of this name."""

    start: int
    end: int
    name: str
    units: frozenset[str]
    now_called: str | None = None

    def followed_by(self, other):
        """Both as one, where this one ends at the beginning of the other."""
        units, now_called = self.units & other.units, self.now_called or other.now_called
        return NamedAt(self.start, other.end, self.name + other.name, units, now_called)


PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|"
    "贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
NAMED_PROVINCE = re.compile(f"({PROVINCES})(?![路街弄巷])")
NAMED_CITY = re.compile(r"[一-龥]{1,3}(?<![城超菜夜集门本全我股花鱼早])[市县](?![场民集区社])")
IN_A_STREET_NAME = ("路", "街", "弄", "巷", "大道")
FULL_NAMES = ("街道", "镇", "乡", "村", "社区")


class Gazetteer:
    """The places of one city. `within` names the city and what it lies in (浙江, 嘉兴, 平湖): words that name another
    province, city or county are never guessed into this one, whatever village they share with it."""

    def __init__(self, places, within=()):
        self._within = tuple(within)
        self._by_code = {place.code: place for place in places}
        by_name = {}
        for place in places:
            by_name.setdefault(place.name, set()).add(place)
        self._names = ahocorasick.Automaton()
        for name, meant in by_name.items():
            self._names.add_word(name, (name, frozenset(meant)))
        if by_name:
            self._names.make_automaton()

    def territory_of(self, code, words):
        """The territory of a place code or of the place the words name; None if neither says it clearly.

        The longest names count, and all that are named must lie in one unit: "曹桥街道野马村" is clear,
        a village name that two townships share is not.
        """
        if code:
            place = self._by_code.get(code)
            return place and Territory(place.unit, place.name, place.now_called)
        named = [] if self._elsewhere(words or "") else self._named_in(words or "")
        units = [{place.unit for place in places} for _, places in named]
        common = set.intersection(*units) if units else set()
        if len(common) != 1:
            return None
        [unit] = common
        name, places = max(named, key=lambda found: len(found[0]))
        now_called = next((p.now_called for p in places if p.unit == unit and p.now_called), None)
        return Territory(unit, name, now_called)

    def names_elsewhere(self, code, words):
        """Whether the place lies in another city: its code is not of this one, or its words name another."""
        return code not in self._by_code if code else self._elsewhere(words or "")

    def named_at(self, words):
        """The names of this city's places in a text, with where they stand; of names in names only the longest."""
        return [
            NamedAt(
                start,
                end + 1,
                name,
                frozenset(place.unit for place in places),
                next((place.now_called for place in places if place.now_called), None),
            )
            for start, end, name, places in self._longest_in(words)
        ]

    def speaks_of_elsewhere(self, words):
        """Whether a text names another province, city or county."""
        return self._elsewhere(words)

    def _elsewhere(self, words):
        named = [found.group() for pattern in (NAMED_PROVINCE, NAMED_CITY) for found in pattern.finditer(words)]
        return any(not any(own in name for own in self._within) for name in named)

    def _named_in(self, words):
        return [(name, places) for _, _, name, places in self._longest_in(words)]

    def _longest_in(self, words):
        if not len(self._names):
            return []
        found = [
            (end - len(name) + 1, end, name, places)
            for end, (name, places) in self._names.iter(words)
            if name.endswith(FULL_NAMES) or not words.startswith(IN_A_STREET_NAME, end + 1)
        ]
        return [one for one in found if not _inside_longer(one[0], one[1], found)]


def _inside_longer(start, end, found):
    return any(s <= start and end <= e and e - s > end - start for s, e, _, _ in found)
