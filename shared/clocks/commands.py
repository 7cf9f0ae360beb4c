"""`liandong calendar`: which years are announced, and what a new year's notice has moved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

import click
from sqlalchemy import select

from shared.clocks import in_force
from shared.clocks.calendar import Calendar
from shared.clocks.climbing import Keeper
from shared.clocks.deadline import HERE
from shared.clocks.following import compute_all_again
from shared.clocks.rulebook import NoSuchRule
from shared.db import database
from shared.messaging.services import service_classes
from shared.messaging.tables import Outbox


@click.command()
@click.option("--recompute", is_flag=True, help="compute running clocks again and list every due date that moved")
def calendar(recompute: bool) -> None:
    """Say which years' calendars are announced; put a new year's file into LIANDONG_CLOCK_DATA/calendars."""
    known = in_force.calendar()
    for line in years(known, datetime.now(HERE).year):
        click.echo(line)
    if recompute:
        moved = sum(compute_all_again(database(keeper.service), keeper, known.edition) for keeper in keepers())
        click.echo(f"computed again: {moved} due dates moved now; all that moved since the last notice:")
        for line in moved_since_the_last_notice(known):
            click.echo(line)


def years(known: Calendar, this_year: int) -> Iterator[str]:
    """One line for each year that is announced, and for this year and the next if they are not."""
    for announcement in sorted(known.announcements, key=lambda announcement: announcement.year):
        told = f"announced {announcement.announced_on}, {announcement.source} {announcement.address}"
        yield f"{announcement.year}: {told}"
    for year in sorted({this_year, this_year + 1} - known.years):
        yield f"{year}: not announced; due dates that need it wait for it"


def keepers() -> list[Keeper]:
    """Every service's keeper of clocks."""
    return [kind.clocks for kind in service_classes().values() if hasattr(kind, "clocks")]


def moved_since_the_last_notice(known: Calendar) -> Iterator[str]:
    """`matter rule: before → after` of every due date that moved since then, whoever computed it again."""
    if not known.announcements:
        return
    last = max(announcement.announced_on for announcement in known.announcements)
    since = datetime.combine(last, time(), HERE).astimezone(UTC)
    for keeper in keepers():
        query = select(Outbox.data).where(Outbox.type == "clock.moved", Outbox.created_at >= since, Outbox.data != "")
        with database(keeper.service).reading() as session:
            told = session.scalars(query.order_by(Outbox.subject, Outbox.position)).all()
        yield from (_line(json.loads(data)) for data in told)


def _line(told: dict[str, Any]) -> str:
    was, now = told["was_due_on"] or "not announced", told["clock"]["due_on"] or "not announced"
    return f"{told['matter_no']} {_name(told['clock'])}: {was} → {now}"


def _name(clock: dict[str, Any]) -> str:
    try:
        return in_force.rulebook().of_edition(clock["rule"], clock["edition"]).name.zh
    except NoSuchRule:
        return str(clock["rule"])
