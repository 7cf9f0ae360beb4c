"""What console publishes: who works here and where."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from shared.contracts.base import event
from shared.contracts.fields import Code, Line, OneOf, Sealed
from shared.contracts.words import ROLES, UNIT_KINDS


@event("unit.changed", version=2, subject="code", upgrades={1: lambda data: data})
class UnitChanged:
    """A unit was added, changed or closed; the whole of what is known of it now. Heard by every service.

    `successor` is the unit that a closed one's powers went to (信访工作条例 24 ¶2), if one was named.
    """

    code: Code
    kind: Annotated[str, OneOf(UNIT_KINDS)]
    name: Line
    name_en: Line
    superior: Code | None = None
    mail: Line | None = None
    phone: Line | None = None
    active: bool = True
    successor: Code | None = None


@event("staff.changed", version=2, subject="username", upgrades={1: lambda data: data})
class StaffChanged:
    """A member of staff was added or changed; the whole of what is known. Heard by every service.

    `successor` is the colleague who takes over what somebody who left had in hand, if one was named. Tokens and
    cookies issued before `signed_out_before` are no longer good.
    """

    username: Code
    name: Sealed[Line]
    unit: Code
    role: Annotated[str, OneOf(ROLES)]
    active: bool = True
    signed_out_before: datetime | None = None
    successor: Code | None = None
