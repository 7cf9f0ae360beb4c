"""`Idempotency-Key`: the same write asked for twice is done once, and both get the first answer."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Response, g, request
from sqlalchemy import String, Text, delete
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from shared.db import SealedText, insert_if_absent
from shared.db.types import Moment
from shared.errors import Refused
from shared.web.uploads import digests


class KeyUsedDifferently(Refused):
    """这个 Idempotency-Key 已用于另一项内容不同的请求"""

    status = 422


class IdempotencyBase(DeclarativeBase):
    """The metadata of the answers kept."""


class GivenAnswer(IdempotencyBase):
    """The first answer to a request that carried a key, kept beside the write it answers; sealed."""

    __tablename__ = "given_answer"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None]
    body: Mapped[str | None] = mapped_column(SealedText("given_answer.body"))
    location: Mapped[str | None] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(Moment)


def create_given_answer_v1(op: Any) -> None:
    """The answers' table, for the first migration of every service."""
    op.create_table(
        "given_answer",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("request_hash", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("body", sa.Text),
        sa.Column("location", sa.Text),
        sa.Column("given_at", Moment(), nullable=False),
    )


def first_answer(session: Session, staff: Any, now: datetime) -> Response | None:
    """The answer given before under this request's key (a header, or a page form's hidden `form_key`); otherwise
    take the key, waiting for whoever holds it.

    Raises `KeyUsedDifferently` if the key came with another request.
    """
    header = request.headers.get("Idempotency-Key") or request.form.get("form_key")
    if not header:
        return None
    key = _digest(staff.username if staff else "", header)
    asked = _digest(request.method, request.path, _body())
    row = {"key": key, "request_hash": asked, "given_at": now}
    if insert_if_absent(session, GivenAnswer.__table__, [row], "key"):  # type: ignore[arg-type]
        g.idempotency_key = key
        return None
    given = session.get_one(GivenAnswer, key)
    if given.request_hash != asked:
        raise KeyUsedDifferently
    response = Response(given.body, status=given.status or 200, mimetype=_mimetype())
    if given.location:
        response.headers["Location"] = given.location
    return response


def keep(session: Session, response: Response) -> None:
    """Keep the answer beside the write, in the same transaction. A page form that is only shown again, with a line
    more, wrote nothing: its key stays free for the write to come."""
    if key := g.get("idempotency_key"):
        given = session.get_one(GivenAnswer, key)
        if request.form and not response.location:
            session.delete(given)
            return
        given.status = response.status_code
        given.body = response.get_data(as_text=True)
        given.location = response.headers.get("Location")


def forget_answers(session: Session, before: datetime) -> None:
    """Answers are kept for a repeated request, not as an archive of what was answered."""
    session.execute(delete(GivenAnswer).where(GivenAnswer.given_at < before))


def _body() -> str:
    if request.form or request.files:
        return urlencode(sorted([*request.form.items(multi=True), *digests()]))
    return request.get_data(cache=True).decode("utf-8", "replace")


def _mimetype() -> str:
    return "text/html" if request.form else "application/json"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
