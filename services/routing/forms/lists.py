"""How routing's lists are filtered."""

from datetime import date
from typing import Annotated

from shared.contracts.base import form
from shared.contracts.fields import Code, Line, MatterNo, OneOf
from shared.contracts.words import (
    REFERRAL_KINDS,
    STATES,
)

TABS = ("new", "mine", "assisting", "waiting", "late", "finishing", "answered")
NOBODY = "nobody"
DUES = ("today", "week", "unknown")


@form
class ReferralFilter:
    unit: Code | None = None
    state: Annotated[str, OneOf(STATES)] | None = None
    matter_no: MatterNo | None = None
    due_before: date | None = None
    cursor: Line | None = None


@form
class DeskFilter:
    """`tab` and `due` as the desk names them; `handler` is a user name of the unit, or nobody."""

    tab: Annotated[str, OneOf(TABS)] = "new"
    due: Annotated[str, OneOf(DUES)] | None = None
    kind: Annotated[str, OneOf(REFERRAL_KINDS)] | None = None
    handler: Code | None = None
    cursor: Line | None = None


@form
class LedgerFilter:
    """`since` and `until` are days of arrival, both included."""

    state: Annotated[str, OneOf(STATES)] | None = None
    kind: Annotated[str, OneOf(REFERRAL_KINDS)] | None = None
    since: date | None = None
    until: date | None = None
    cursor: Line | None = None


@form
class SentFilter:
    """`state` is where it is stuck; without one, everything that is still open."""

    sender: Code | None = None
    state: Annotated[str, OneOf(STATES)] | None = None
    unit: Code | None = None
    late: bool = False
    pressed: bool = False
    cursor: Line | None = None
