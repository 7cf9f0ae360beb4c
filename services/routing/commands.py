"""`liandong rules …`: look at rules before they are published, publish them, and ask what they decide."""

from pathlib import Path

import click

from services.routing import trying
from services.routing.editions import RulesRefused, checked, publish_rules
from services.routing.trying import NoSuchMatter
from shared.db import database, utc_now
from shared.web.page import HERE

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def rules():
    """The rules by which claims are sent on."""


@rules.command()
@click.argument("file", type=FILE)
def check(file):
    """Say what is wrong in FILE, with its lines; the units beside it in units.yaml count as known."""
    with database("routing").reading() as session:
        book = _or_say_what_is_wrong(checked, session, _text(file), trying.units_beside(file), str(file))
    click.echo(f"{file}: {len(book.rules())} rules, in force from {book.valid_from}")


@rules.command()
@click.argument("file", type=FILE)
def publish(file):
    """Put FILE in force from the day it names; whole, or not at all."""
    with database("routing").transaction() as session:
        number = _publish(session, file)
    click.echo(f"edition {number} is published")


@rules.command()
@click.argument("matter_no")
def explain(matter_no):
    """Say of each claim of MATTER_NO where the rules of its edition send it, and how each rule looked at it."""
    with database("routing").reading() as session:
        try:
            for line in trying.explained(session, matter_no):
                click.echo(line)
        except NoSuchMatter as missing:
            raise click.UsageError(f"there is no matter {matter_no}") from missing


@rules.command()
@click.option("--rules", "file", type=FILE, required=True, help="the new rules")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), required=True, help="matters received from this day on")
@click.option("--last", default=100_000, show_default=True, help="at most so many of the newest")
def replay(file, since, last):
    """How would the matters received since a day have gone under the rules of FILE? Changes nothing."""
    with database("routing").reading() as session:
        book = _or_say_what_is_wrong(checked, session, _text(file), trying.units_beside(file), str(file))
        told = trying.replayed(session, book, since.replace(tzinfo=HERE), last)
    for change in told.changes:
        click.echo(f"{change.matter_no}\t{change.category}\t{change.before}\t→\t{change.after}\t{change.rule}")
    click.echo(f"{told.claims} claims of {told.matters} matters: {len(told.changes)} would go another way")


def _publish(session, file):
    told = {"now": utc_now(), "more_units": trying.units_beside(file), "name": str(file)}
    return _or_say_what_is_wrong(publish_rules, session, _text(file), **told)


def _text(file):
    return file.read_text(encoding="utf-8", errors="replace")


def _or_say_what_is_wrong(act, *arguments, **more):
    try:
        return act(*arguments, **more)
    except RulesRefused as refused:
        for line in refused.facts["problems"].splitlines():
            click.echo(line, err=True)
        raise click.ClickException("the rules did not pass, those in use are unchanged") from refused
