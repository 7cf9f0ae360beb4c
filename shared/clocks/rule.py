"""One row of the rulebook: from what on, how long, by which article, where and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.contracts.words import Vocabulary, Word

NATIONAL = "national"
CITY = "city"

UNITS = Vocabulary(
    "unit_of_time",
    hours=("小时", "hours"),
    days=("日", "days"),
    working_days=("个工作日", "working days"),
    months=("个月", "months"),
    years=("年", "years"),
    ordered=("按指定日期", "on the day set"),
    at_once=("当即", "at once"),
    none=("不设期限", "no period"),
)
"""How a rule counts. `ordered`: a person sets the day; `at_once`: with the act itself; `none`: no period runs."""

RULE_KINDS = Vocabulary(
    "rule_kind",
    duty=("办理期限", "a unit must have done it"),
    right=("权利期限", "a person may do it until then"),
    window=("异议期", "a unit may do it until then"),
    convention=("计算规则", "how periods are counted"),
)


@dataclass(frozen=True)
class ExtensionRule:
    """How far a period may be extended: `cap` days in all (None: as whoever approves says), in how many times, by
    whose approval, and which notice is owed before it is complete."""

    cap: int | None
    times: int
    approver: str
    notice: str | None


@dataclass(frozen=True)
class Rule:
    """One row: from `starts` on `period` `unit`s, by its article, in a region, from one day to another.

    `limit` is a number the article sets that is no period (five representatives), for groups of `up_to` people where
    it says so; `fact` names the fact of a claim a limitation starts from; `setting` says that the city may choose
    another number; `ladder` who is chased how.
    """

    key: str
    name: Word
    article: str
    cite: str
    starts: Word
    ends: Word
    period: int
    unit: str
    kind: str
    region: str
    valid_from: date
    valid_to: date | None = None
    roll_forward: bool = False
    pauses: tuple[str, ...] = ()
    extension: ExtensionRule | None = None
    notice: str | None = None
    limit: int | None = None
    up_to: int | None = None
    fact: str | None = None
    setting: bool = False
    ladder: str = "none"
    because: Word | None = None

    @property
    def edition(self) -> str:
        """What tells this row from others of its key: `national/2022-05-01`."""
        return f"{self.region}/{self.valid_from.isoformat()}"

    @property
    def runs(self) -> bool:
        """Whether there is a period that can run out."""
        return self.unit not in ("none", "at_once")

    def in_force(self, on: date) -> bool:
        """Whether it is in force that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
