"""Who the petitioner of a matter is after a correction, kept by a service that has a copy of it.

A service declares `class Corrected(CorrectedRow, Base)`, keeps it with `keep_corrected` when it hears
`matter.corrected`, and asks `corrected_person` before it uses what came with an older event.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared.contracts.intake import MatterCorrected
from shared.db.types import SealedText


class CorrectedRow:
    """The columns of a service's `corrected`."""

    __tablename__ = "corrected"

    matter_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    number: Mapped[int]
    person: Mapped[str] = mapped_column(SealedText("corrected.person"))


def create_corrected_v1(op: Any) -> None:
    """The table, for a migration of the service."""
    op.create_table(
        "corrected",
        sa.Column("matter_no", sa.String(24), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
    )


def keep_corrected(session: Session, table: Any, event: MatterCorrected) -> bool:
    """Keep the newest correction; False where an older one comes late, which changes nothing."""
    known = session.get(table, event.matter_no, with_for_update=True)
    if known is None:
        known = table(matter_no=event.matter_no, number=0)
        session.add(known)
    if event.number <= known.number:
        return False
    person = event.petitioner
    told: dict[str, Any] = {"name": person.name, "phone": person.phone, "address": person.address}
    told |= {"place": event.place, "groups": list(person.groups), "narrative": event.narrative}
    known.number, known.person = event.number, json.dumps(told, ensure_ascii=False)
    return True


def corrected_person(session: Session, table: Any, matter_no: str) -> dict[str, Any] | None:
    """`name`, `phone`, `address`, `place`, and since groups and words are corrected too `groups` and `narrative`, as
    they are now; None where nothing was corrected."""
    known = session.get(table, matter_no)
    if known is None:
        return None
    person: dict[str, Any] = json.loads(known.person)
    return person
