"""How the petitioner of a matter asked to be reached, kept by a service that rings or writes.

A service declares `class KnownReach(ReachRow, Base)`, keeps it with `keep_reach` when it hears `matter.contacted`,
and asks `reach_of` before it rings or writes: what came with the matter may be older than what was said since.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared.contracts.intake import MatterContacted, Reach
from shared.db.types import SealedText


class ReachRow:
    """The columns of a service's `known_reach`."""

    __tablename__ = "known_reach"

    matter_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    number: Mapped[int]
    reach: Mapped[str | None] = mapped_column(SealedText("known_reach.reach"))


def create_known_reach_v1(op: Any) -> None:
    """The table, for a migration of the service."""
    op.create_table(
        "known_reach",
        sa.Column("matter_no", sa.String(24), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("reach", sa.Text),
    )


def keep_reach(session: Session, table: Any, event: MatterContacted) -> None:
    """Keep what was said at the newest contact; an older one that comes late changes nothing."""
    known = session.get(table, event.matter_no, with_for_update=True)
    if known is None:
        known = table(matter_no=event.matter_no, number=0)
        session.add(known)
    if event.number > known.number:
        known.number, known.reach = event.number, as_json(event.petitioner.reach)


def reach_of(session: Session, table: Any, matter_no: str, told: Reach | None) -> Reach | None:
    """What was said last; `told` is what came with the matter, where the person was not heard since."""
    known = session.get(table, matter_no)
    return told if known is None else from_json(known.reach)


def as_json(reach: Reach | None) -> str | None:
    """A reach as text, to be kept sealed."""
    return None if reach is None else json.dumps(asdict(reach), ensure_ascii=False)


def from_json(text: str | None) -> Reach | None:
    """The reach that `as_json` wrote."""
    if text is None:
        return None
    told = json.loads(text)
    return Reach(**{**told, "needs": tuple(told["needs"])})
