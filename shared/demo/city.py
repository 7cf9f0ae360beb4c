"""Sets up the demo city at the first start, and serves it."""

from __future__ import annotations

import importlib.metadata
import os
from pathlib import Path

import click
import eventlet

from shared.config import settings
from shared.demo.fill import fill
from shared.demo.messages import city_folder
from shared.messaging import services
from shared.runner import migrate_all, serve


def serve_demo() -> int:
    """Tables, city, sign-ins and matters where they are missing; then all services until Ctrl-C."""
    os.umask(0o077)  # what people told lies under var/
    names = list(services.service_classes())
    click.echo("preparing tables …")
    migrate_all(names)
    filled = settings().var / "demo-filled"
    if not filled.exists():
        click.echo("loading the demo city: units, places, rules, staff …")
    _load_city(city_folder(), first=not filled.exists())
    return serve(names, opened=lambda address: _welcome(address, filled))


def _load_city(folder: Path, first: bool) -> None:
    for point in importlib.metadata.entry_points(group="liandong.demo"):
        point.load()(folder, first)


def _welcome(address: str, filled: Path) -> None:
    password = settings().demo_password
    click.echo(f"""
  Liandong is running: {address}

  sign in (password: {password})
    operator                   12348 hotline: log a call
    petition                   petition office: forward, triage, follow up
    caoqiao, zhapu, danghu …   township offices: sign for, answer (heads: caoqiao2 …)
    aid, aid2                  legal-aid centre
    leader · ops · admin       bureau · queues and dead letters · staff

  Ctrl-C stops it. What it holds lies under {settings().var}/
""")
    if not filled.exists():
        eventlet.spawn(fill, address, filled)
