"""Which unit has the territory of a place, given by code or by the words of a caller, old names included."""

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


class Gazetteer:
    """The places of one city. Knows no other city, so it never guesses a place into one."""

    def __init__(self, places):
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
        named = self._named_in(words or "")
        units = [{place.unit for place in places} for _, places in named]
        common = set.intersection(*units) if units else set()
        if len(common) != 1:
            return None
        [unit] = common
        name, places = max(named, key=lambda found: len(found[0]))
        now_called = next((p.now_called for p in places if p.unit == unit and p.now_called), None)
        return Territory(unit, name, now_called)

    def _named_in(self, words):
        if not len(self._names):
            return []
        found = [(end - len(name) + 1, end, name, places) for end, (name, places) in self._names.iter(words)]
        return [(name, places) for start, end, name, places in found if not _inside_longer(start, end, found)]


def _inside_longer(start, end, found):
    return any(s <= start and end <= e and e - s > end - start for s, e, _, _ in found)
