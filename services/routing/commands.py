"""`liandong rules …`: look at rules before they are published, publish them, and ask what they decide.

`liandong referrals draw`: what may be done with a referral, drawn into the documentation.
"""

from pathlib import Path

import click

from services.routing import trying
from services.routing.editions import (
    NotWithdrawn,
    PublishedBefore,
    RulesRefused,
    checked,
    publish_rules,
    withdraw_rules,
)
from services.routing.policy.referral_drawing import drawing
from services.routing.trying import NoSuchMatter
from shared.db import database, utc_now
from shared.web.page import HERE

DRAWING = Path(__file__).parent / "REFERRALS.md"
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def rules():
    """The rules by which claims are sent on."""


@rules.command()
@click.argument("file", type=FILE)
def check(file):
    """Say what is wrong in FILE, with its lines; the units beside it in units.yaml count as known."""
    with database("routing").reading() as session:
        book = _checked(session, file)
    click.echo(f"{file}: {len(book.rules())} rules, in force from {book.valid_from}")


@rules.command()
@click.argument("file", type=FILE)
def publish(file):
    """Put FILE in force from the day it names; whole, or not at all. It names units that are loaded."""
    with database("routing").transaction() as session:
        told = {"now": utc_now(), "name": str(file)}
        number = _or_say_what_is_wrong(publish_rules, session, _text(file), **told)
    click.echo(f"edition {number} is published")


@rules.command()
@click.argument("number", type=int)
def withdraw(number):
    """Take back edition NUMBER, which is not in force yet and has decided nothing."""
    try:
        with database("routing").transaction() as session:
            withdraw_rules(session, number, today=utc_now().astimezone(HERE).date())
    except NotWithdrawn as refused:
        raise click.ClickException(
            f"edition {number} is in force, has decided matters, or does not exist: it stays"
        ) from refused
    click.echo(f"edition {number} is withdrawn")


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
        book = _checked(session, file)
        told = trying.replayed(session, book, since.replace(tzinfo=HERE), last)
    for change in told.changes:
        click.echo(f"{change.matter_no}\t{change.category}\t{change.before}\t→\t{change.after}\t{change.rule}")
    click.echo(f"{told.claims} claims of {told.matters} matters: {len(told.changes)} would go another way")


def _checked(session, file):
    told = {"more_units": trying.units_beside(file), "name": str(file), "now": utc_now()}
    return _or_say_what_is_wrong(checked, session, _text(file), **told)


def _text(file):
    """Raises a usage error for a file in another encoding, with the line where it begins."""
    told = file.read_bytes()
    try:
        return told.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = told[: error.start].count(b"\n") + 1
        raise click.ClickException(
            f"{file}:{line}: 不是 UTF-8 编码，请另存为 UTF-8（not encoded as UTF-8）"
        ) from None


def _or_say_what_is_wrong(act, *arguments, **more):
    try:
        return act(*arguments, **more)
    except PublishedBefore as refused:
        raise click.ClickException(
            f"these rules were replaced by edition {refused.facts['number']}: give them a later valid_from"
        ) from refused
    except RulesRefused as refused:
        for line in refused.facts["problems"].splitlines():
            click.echo(line, err=True)
        raise click.ClickException("the rules did not pass, those in use are unchanged") from refused


@click.group()
def referrals():
    """Referral orders and what may be done with them."""


@referrals.command()
def draw():
    """Draw the table of acts into services/routing/REFERRALS.md."""
    DRAWING.write_text(drawing(), encoding="utf-8")
    click.echo(f"written: {DRAWING}")
