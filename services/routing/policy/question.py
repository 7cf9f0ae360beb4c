"""What a decision may look at: the matter, one of its claims, and the city it happens in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from services.routing.policy.territory import Territory
from shared.contracts.words import OUTSIDE_KINDS

PETITION_OFFICE = "petition_office"
BUREAU = "bureau"
SENDING_KINDS = ("hotline", "petition_office", "bureau")
"""The kinds of unit that send matters on, follow them up and visit the petitioner."""


@dataclass(frozen=True)
class MatterTold:
    """What is known of the matter itself. `elsewhere`: its place names another city."""

    kind: str
    sender: str
    received_on: date
    channel: str | None = None
    narrative: str = ""
    groups: tuple = ()
    territory: Territory | None = None
    elsewhere: bool = False
    reply_by: date | None = None
    accused: str | None = None


@dataclass(frozen=True)
class ClaimTold:
    """One claim. `returned_by` are the units that gave it back and were let go; `withdrew` those in which everyone
    withdrew from its matter; `same_as` is the matter in which a unit below the sender has it in hand already, within
    its period."""

    category: str
    text: str = ""
    facts: Mapping = field(default_factory=dict)
    returned_by: frozenset = frozenset()
    withdrew: frozenset = frozenset()
    same_as: str | None = None


@dataclass(frozen=True)
class Question:
    matter: MatterTold
    claim: ClaimTold


@dataclass(frozen=True)
class CityUnit:
    """`successor` is the unit that a closed one's powers went to, if one was named; `formerly` those it was below
    before."""

    code: str
    kind: str = "justice_office"
    superior: str | None = None
    active: bool = True
    successor: str | None = None
    formerly: tuple = ()

    @property
    def outside(self):
        return self.kind in OUTSIDE_KINDS


@dataclass(frozen=True)
class City:
    """The directory of units by code, and how many referrals each of them holds that it has not answered."""

    units: Mapping
    open_referrals: Mapping = field(default_factory=dict)

    def chain(self, code):
        """A unit and those above it, from below."""
        chain = [code]
        while (unit := self.units.get(chain[-1])) and unit.superior and unit.superior not in chain:
            chain.append(unit.superior)
        return tuple(chain)

    def ever_above(self, code):
        """A unit and all that are or once were above it: a report about one of them is kept from it."""
        found = list(self.chain(code))
        for unit in found:  # grows while it is read
            before = self.units[unit].formerly if unit in self.units else ()
            found += [above for one in before for above in self.chain(one) if above not in found]
        return tuple(found)

    def common_superior(self, one, other):
        """The lowest unit above both; None if their systems do not meet."""
        above_other = self.chain(other)[1:]
        return next((unit for unit in self.chain(one)[1:] if unit in above_other), None)

    def below(self, code):
        """A unit and all that are below it."""
        return [unit for unit in self.units if code in self.chain(unit)]

    def follower_of(self, code):
        """The unit itself while it is open, else whoever followed it and is open; None where nobody did."""
        seen = set()
        while code in self.units and not self.units[code].active and code not in seen:
            seen.add(code)
            code = self.units[code].successor
        return code if self.is_open(code) else None

    def is_open(self, code):
        return code in self.units and self.units[code].active

    def is_closed(self, code):
        """A unit nobody has told of yet is not."""
        return code in self.units and not self.units[code].active
