"""Which places of the city a text names, while it is typed: where they stand in it, and what they are called today.

They are offered, never taken: a place is left out where the words before it speak of another city, and a village or a
community alone, whose name many cities have, wherever the text names another city or a district at all.
"""

import re
from dataclasses import dataclass

MOST_OFFERED = 5
CLAUSE = re.compile(r"[，。；：！？、,.;:!?\s]|[在到往]")
DISTRICT = re.compile(r"[一-龥]{1,2}(?<![社小园新发校景厂片山库辖城地库矿灾])区(?!别|分|域)")
TOWNSHIP = ("街道", "镇", "乡")


@dataclass(frozen=True)
class ToldPlace:
    """`words[start:end]` names it; `now_called` is given where that is an old name."""

    start: int
    end: int
    name: str
    unit: str
    now_called: str | None = None

    @property
    def as_place(self):
        """What is put into the field of the place."""
        return f"{self.name}（今{self.now_called}）" if self.now_called else self.name


def places_told(gazetteer, words):
    """The first of them, in the order of the text, each once."""
    named = _joined(gazetteer.named_at(words))
    units_of_townships = {only(one.units) for one in named if _is_township(one) and only(one.units)}
    abroad = gazetteer.speaks_of_elsewhere(words.replace("市民", "市")) or DISTRICT.search(words)
    told = {}
    for one in named:
        unit = only(one.units) or only(one.units & units_of_townships)
        alone = not _is_township(one) and unit not in units_of_townships
        if unit and not (abroad and alone) and not gazetteer.speaks_of_elsewhere(_clause_before(words, one.start)):
            told.setdefault(one.name, ToldPlace(one.start, one.end, one.name, unit, one.now_called))
    return list(told.values())[:MOST_OFFERED]


def only(units):
    return next(iter(units)) if len(units) == 1 else None


def _joined(named):
    """A village right behind its township is one place."""
    joined = []
    for one in sorted(named, key=lambda name: name.start):
        before = joined[-1] if joined else None
        if before and before.end == one.start and before.units & one.units:
            joined[-1] = before.followed_by(one)
        else:
            joined.append(one)
    return joined


def _is_township(one):
    return one.name.endswith(TOWNSHIP) or any(part in one.name for part in TOWNSHIP[:2])


def _clause_before(words, start):
    return CLAUSE.split(words[:start])[-1]
