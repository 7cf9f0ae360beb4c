"""`liandong city …` and `liandong staff …`."""

from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace

import click
import yaml

from services.console import actions
from services.console.forms import ClosingForm
from services.console.passwords import hashed
from shared.config import settings
from shared.contracts.words import ROLES
from shared.db import database, utc_now
from shared.errors import InvalidFields, Refused

OPERATIONS = SimpleNamespace(username="operations")


@click.group()
def city():
    """The units, territories and staff of a city."""


@city.command("load")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def load(folder):
    """Load units and places from FOLDER; loading it again changes only what differs."""
    try:
        for line in load_city(folder):
            click.echo(line)
    except Refused as refused:
        raise click.ClickException(refused.sentence.format(**refused.facts)) from refused


def load_city(folder):
    for point in sorted(entry_points(group="liandong.city"), key=lambda point: point.name):
        with database(point.name).transaction() as session:
            yield f"{point.name}: {point.load()(session, folder, utc_now())}"


@city.command("close")
@click.argument("unit")
@click.option("--successor", help="the unit that its powers went to; else what it holds goes back to the senders")
@click.option("--reason", required=True)
def close(unit, successor, reason):
    """Close UNIT: what it holds is handed over, and nothing is sent there any more."""
    form = ClosingForm(words=reason, successor=successor)
    try:
        with database("console").transaction() as session:
            actions.close_unit(session, unit, form, by=OPERATIONS, now=utc_now())
    except InvalidFields as refused:
        raise click.UsageError(f"{successor} cannot take over from {unit}") from refused
    except Refused as refused:
        raise click.UsageError(f"{unit}: {refused.sentence}") from refused
    click.echo(f"{unit} is closed; " + (f"{successor} takes over" if successor else "what it holds goes back"))


@click.group()
def staff():
    """Who may sign in."""


@staff.command("add")
@click.argument("username")
@click.option("--role", required=True, type=click.Choice(list(ROLES)))
@click.option("--unit", default="bureau", show_default=True, help="the code of a unit")
@click.option("--name", help="as shown on pages; the user name if not given")
@click.password_option(help="asked for if not given")
def add(username, role, unit, name, password):
    """Add USERNAME or change its role, unit, name and password. First load a city: staff belong to its units."""
    if password == settings().demo_password and not settings().demo:
        raise click.UsageError("this is the demo password: choose another")
    try:
        with database("console").transaction() as session:
            actions.put_staff(
                session,
                username=username,
                role=role,
                unit=unit,
                name=name or username,
                password_hash=hashed(password.strip()),  # as the form reads it
            )
    except Refused as refused:
        raise click.UsageError(refused.sentence.format(**refused.facts)) from refused
    click.echo(f"{username} may sign in as {role} of {unit}")


@staff.command("remove")
@click.argument("username")
@click.option("--successor", help="the colleague who takes over; else what they had in hand goes back to their unit")
def remove(username, successor):
    """USERNAME may not sign in any more and is signed out everywhere, as soon as every service has heard of it."""
    try:
        with database("console").transaction() as session:
            actions.remove_staff(session, username, utc_now(), successor=successor)
    except InvalidFields as refused:
        raise click.UsageError(f"{successor} does not work beside {username}") from refused
    except Refused as refused:
        raise click.UsageError(f"{username}: {refused.sentence}") from refused
    click.echo(f"{username} may not sign in any more")


def load_demo_city(folder, first=True):
    """At every start, since a newer version may bring what an older one did not have; its sign-ins only once."""
    try:
        for line in load_city(folder):
            click.echo(f"  {line}")
    except Refused as refused:
        click.echo(f"  {refused.sentence.format(**refused.facts)}")
    if first:
        add_demo_staff(folder)


def add_demo_staff(folder):
    password_hash = hashed(settings().demo_password)
    with database("console").transaction() as session:
        for person in yaml.safe_load((folder / "demo_staff.yaml").read_text(encoding="utf-8")):
            actions.put_staff(session, password_hash=password_hash, **person)
