"""`liandong history …`: whether what was done still stands as it was done."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from shared.history.chain import Act, contradictions
from shared.history.verifying import cuts, write_down_cuts
from shared.history.verifying import export as exported
from shared.history.verifying import verify as verified


@click.group()
def history() -> None:
    """The chained history of what each service did about a matter."""


@history.command()
@click.option("--matter", help="Look at this matter only.")
def verify(matter: str | None) -> None:
    """Find acts that were changed, removed or moved. Exit code 0 if there is none, 1 otherwise."""
    for sentence in cuts():
        click.echo(f"CUT: {sentence}")
    _say(verified(matter))


@history.command()
@click.argument("service")
@click.option("--reason", required=True, help="Which backup was restored, when and why; kept for ever.")
def restored(service: str, reason: str) -> None:
    """Write down that an older backup of SERVICE was restored: what others heard since is cut off, not forged."""
    if not reason.strip():
        raise click.UsageError("say the reason")
    try:
        click.echo(f"{write_down_cuts(service, reason.strip())} acts written down as lost with that backup")
    except LookupError:
        raise click.UsageError(f"no service is called {service}") from None


@history.command()
@click.argument("matter")
def export(matter: str) -> None:
    """Print the chained acts about MATTER, a line of JSON each; personal fields stay sealed."""
    for act in exported(matter):
        click.echo(json.dumps(act.told, ensure_ascii=False))


@history.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check an export without the database. Exit code 0 if it is whole, 1 otherwise."""
    _say(contradictions(_lines(file)))


def _lines(file: Path) -> Iterator[Act]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield Act(**json.loads(line))
            except (ValueError, TypeError) as error:
                raise click.ClickException(f"{file}:{number}: not a line of an export") from error


def _say(wrong: Iterator[str]) -> None:
    found = 0
    for sentence in wrong:
        found += 1
        click.echo(f"WRONG: {sentence}")
    click.echo("every act stands as it was done" if not found else f"{found} contradictions")
    sys.exit(1 if found else 0)
