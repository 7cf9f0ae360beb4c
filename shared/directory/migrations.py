"""The copies' tables, for the first migration of every service."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from shared.db.types import Moment


def create_directory_v1(op: Any) -> None:
    """Copies of units and staff, as of version 1."""
    op.create_table(
        "known_unit",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("superior", sa.String(64)),
        sa.Column("mail", sa.String(200)),
        sa.Column("phone", sa.String(200)),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "known_staff",
        sa.Column("username", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("signed_out_before", Moment()),
        sa.Column("sequence", sa.BigInteger, nullable=False),
    )


def create_formerly_v1(op: Any) -> None:
    """To what units and staff belonged before; what was so before this table is not known here."""
    op.create_table(
        "formerly",
        sa.Column("whose", sa.String(65), primary_key=True),
        sa.Column("unit", sa.String(64), primary_key=True),
    )
