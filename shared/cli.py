"""`liandong …`: the command line. Green threads are set up before anything else is imported."""

from __future__ import annotations

import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
import eventlet  # noqa: E402

eventlet.monkey_patch()

import sys  # noqa: E402
from datetime import timedelta  # noqa: E402
from importlib.metadata import entry_points  # noqa: E402

import click  # noqa: E402

from shared import logging as lines  # noqa: E402
from shared.clocks.sources import BadData  # noqa: E402
from shared.config import Misconfigured  # noqa: E402
from shared.db import DatabaseAway  # noqa: E402
from shared.messaging import audit as auditing  # noqa: E402
from shared.messaging import services  # noqa: E402


class Command(click.Group):
    """Commands of shared/ and those that services contribute by the entry points `liandong.commands`."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Every command's name."""
        contributed = (point.name for point in entry_points(group="liandong.commands"))
        return sorted({*super().list_commands(context), *contributed})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """A command of its own, or one contributed."""
        found = super().get_command(context, name)
        if found is None:
            found = next((p.load() for p in entry_points(group="liandong.commands", name=name)), None)
        return found


@click.group(cls=Command)
@click.option("--log", default="INFO", help="DEBUG, INFO, WARNING or ERROR")
def liandong(log: str) -> None:
    """Liandong coordinates petitions and legal aid. Settings come from the environment: `liandong doctor`."""
    lines.set_up(log)


@liandong.command()
@click.argument("name")
@click.option("--only", type=click.Choice(["web", "events"]), help="pages without readers, or the reverse")
def serve(name: str, only: str | None) -> None:
    """Run one service, or `all` of them in one process, until SIGTERM or Ctrl-C."""
    from shared.runner import serve as run

    names = list(services.service_classes()) if name == "all" else [name]
    unknown = set(names) - set(services.service_classes())
    if unknown:
        raise click.UsageError(f"no such service: {name}; there are {', '.join(services.service_classes())} and all")
    sys.exit(run(names, only, lambda address: click.echo(f"{name} answers at {address}")))


@liandong.command()
def migrate() -> None:
    """Bring every service's tables to this version."""
    from shared.runner import migrate_all

    migrate_all(list(services.service_classes()))
    click.echo("all tables are at this version")


@liandong.command()
@click.option("--heal", is_flag=True, help="send again what is not settled")
@click.option("--patience", default=60, show_default=True, help="seconds an event may be on its way")
def audit(heal: bool, patience: int) -> None:
    """Check that nothing is lost. Exit code 0 if nothing is, 1 otherwise."""
    if heal and (sent := auditing.heal(timedelta(seconds=patience))):
        click.echo(f"sent again: {sent} events; audit once more when the services have had a minute with them")
        sys.exit(0)
    findings = auditing.audit(timedelta(seconds=patience))
    for concern in auditing.concerns():
        click.echo(f"note: {concern}")
    for finding in findings:
        click.echo(f"WRONG: {finding}")
    click.echo("nothing is lost" if not findings else f"{len(findings)} invariants are broken")
    sys.exit(1 if findings else 0)


@liandong.command()
def doctor() -> None:
    """Say what is missing and how to mend it."""
    from shared.doctor import examine

    ailments = examine()
    for line in ailments:
        click.echo(line)
    sys.exit(1 if any(line.startswith("missing") for line in ailments) else 0)


@liandong.command()
def contracts() -> None:
    """Write the catalogue of events to shared/contracts/README.md."""
    from shared.contracts.catalogue import write

    click.echo(f"written: {write()}")


@liandong.command()
def secrets() -> None:
    """Print fresh secrets as lines for an environment file."""
    from shared.config import fresh_secrets

    for name, value in fresh_secrets().items():
        click.echo(f"LIANDONG_{name}={value}")


def main() -> None:
    """The console script's entry."""
    try:
        liandong()
    except (Misconfigured, BadData) as error:
        click.echo(f"liandong: {error}", err=True)
        sys.exit(2)
    except DatabaseAway as error:
        click.echo(f"liandong: the database does not answer ({error}): look at LIANDONG_DATABASE_URL", err=True)
        sys.exit(3)
