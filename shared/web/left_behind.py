"""What a request that only reads leaves behind: that somebody looked."""

from __future__ import annotations

from collections.abc import Callable

from flask import g
from sqlalchemy.orm import Session

from shared.db import Database


def leave_behind(deed: Callable[[Session], None]) -> None:
    """Have `deed` done once the request has read what it shows, in a short transaction of its own.

    The page is answered after that has committed: what could not be written down is not shown.
    """
    g.setdefault("left_behind", []).append(deed)


def write_down(database: Database) -> None:
    """Do what the request left behind; called by the app after every answer."""
    if deeds := g.pop("left_behind", None):
        with database.transaction() as session:
            for deed in deeds:
                deed(session)
