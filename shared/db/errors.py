"""Which database errors mean what: the database is away, run it again, or it is the statement's own fault."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, TimeoutError

AWAY_CLASSES = ("08", "53", "57P", "58", "XX")  # connection, resources, operator intervention, system, internal
AGAIN_CODES = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock not available


class DatabaseAway(Exception):
    """The database cannot be reached or cannot write now: nothing was done, and it is nobody's fault here."""


class RunAgain(Exception):
    """A deadlock or a serialization failure: the same work, run again, is expected to succeed."""


def sort_out(error: Exception) -> Exception:
    """Translate a SQLAlchemy error into `DatabaseAway` or `RunAgain`; any other error comes back as it is."""
    if isinstance(error, TimeoutError):
        return DatabaseAway("no connection became free in time")
    if not isinstance(error, DBAPIError):
        return error
    code = getattr(error.orig, "pgcode", None) or ""
    text = str(error.orig)
    if code in AGAIN_CODES or "database is locked" in text:
        return RunAgain(code or "locked")
    if _away(error, code, text):
        return DatabaseAway(code or type(error.orig).__name__)
    return error


def _away(error: DBAPIError, code: str, text: str) -> bool:
    if error.connection_invalidated or code.startswith(AWAY_CLASSES):
        return True
    kind = type(error.orig).__name__
    if type(error.orig).__module__.startswith("psycopg2"):
        return not code and kind in ("OperationalError", "InterfaceError")
    return kind == "OperationalError" and any(s in text for s in ("disk", "full", "unable to open", "readonly"))
