"""What is missing on this machine, and how to mend it."""

from __future__ import annotations

from datetime import datetime

from shared.clocks import in_force
from shared.clocks.deadline import HERE
from shared.clocks.sources import BadData
from shared.config import Misconfigured, settings
from shared.db import database
from shared.db.migrate import is_migrated
from shared.messaging import services, transport


def examine() -> list[str]:
    """One line for each thing looked at, beginning with `well` or `missing`."""
    mode = "embedded: SQLite and a broker in memory" if settings().embedded else "RabbitMQ and PostgreSQL"
    return [
        f"well     mode: {mode}",
        _broker(),
        *(_tables(name) for name in services.service_classes()),
        _clocks(),
        _demo(),
    ]


def _broker() -> str:
    try:
        with transport.connected(settings().broker_url):
            return "well     the broker answers"
    except Exception as error:
        return f"missing  the broker does not answer ({type(error).__name__}): look at LIANDONG_BROKER_URL"


def _tables(name: str) -> str:
    try:
        if is_migrated(database(name), services.migrations_of(name)):
            return f"well     {name}: its tables are at this version"
        return f"missing  {name}: its tables are older than this version: run `liandong migrate`"
    except Exception as error:
        return (
            f"missing  {name}: its database does not answer ({type(error).__name__}): look at LIANDONG_DATABASE_URL"
        )


def _clocks() -> str:
    try:
        in_force.check()
    except (BadData, Misconfigured) as error:
        return f"missing  rules and calendars: {error}"
    year = datetime.now(HERE).year
    if year in in_force.calendar().years:
        return f"well     the official calendar of {year} is known"
    return f"missing  the official calendar of {year}: put {year}.yaml into LIANDONG_CLOCK_DATA/calendars"


def _demo() -> str:
    if settings().demo:
        return "well     demo: everyone knows these passwords, keep it off the network"
    return "well     not a demo: demo sign-ins are refused"
