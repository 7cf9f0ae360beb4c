"""`liandong demo run` and `liandong demo load FILE`."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from pathlib import Path

import click
from tqdm import tqdm

from shared.config import PORTS, settings
from shared.demo.client import Client, Refusal, Unanswered
from shared.demo.messages import messages

OUTAGE_PATIENCE = 180


@click.group()
def demo() -> None:
    """The demo city, and loading real messages into it."""


@demo.command("run")
def run() -> None:
    """Set up and run all of Liandong in this process with the demo city, at http://127.0.0.1:12348."""
    os.environ.setdefault("LIANDONG_DEMO", "1")
    from shared.demo.city import serve_demo

    sys.exit(serve_demo())


@demo.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--address", default=f"http://127.0.0.1:{PORTS['all']}", show_default=True)
@click.option("--service", multiple=True, metavar="NAME=ADDRESS", help="where a service has an address of its own")
@click.option("--limit", type=int, help="only the first so many")
@click.option("--per-second", type=click.FloatRange(0, min_open=True), help="at most so many a second")
@click.option("--log-file", type=click.Path(path_type=Path), help="write each matter number here, synced to disk")
def load(
    file: Path,
    address: str,
    service: tuple[str, ...],
    limit: int | None,
    per_second: float | None,
    log_file: Path | None,
) -> None:
    """Register every message of FILE (csv) through the JSON door of a running Liandong.

    Goes on through outages: each message has its own Idempotency-Key, so none is registered twice.
    """
    addresses = dict(pair.split("=", 1) for pair in service)
    began = time.monotonic()
    pace = 1 / per_second if per_second else 0.0
    done = register_all(list(messages(file))[:limit], address, addresses, log_file, pace)
    click.echo(f"registered {done} matters in {time.monotonic() - began:.1f} s")


def register_all(
    matters: list[dict[str, object]],
    address: str,
    addresses: dict[str, str],
    log_file: Path | None,
    pace: float = 0.0,
) -> int:
    """Register matters one after another, each until it is answered, `pace` seconds apart at least; how many were."""
    client = _signed_in(address, addresses)
    log = log_file.open("a", encoding="utf-8") if log_file else None
    for number, matter in enumerate(tqdm(matters, unit="matter", disable=not sys.stderr.isatty())):
        earliest = time.monotonic() + pace
        answer = _until_answered(client, matter, _key(number, matter))
        if log:
            print(answer["matter_no"], file=log, flush=True)
            os.fsync(log.fileno())
        time.sleep(max(0.0, earliest - time.monotonic()))
    if log:
        log.close()
    return len(matters)


def _key(number: int, matter: dict[str, object]) -> str:
    """The same in every run for a message of one file, another for that of another file."""
    told = json.dumps(matter, ensure_ascii=False, sort_keys=True).encode()
    return f"demo-load-{number}-{hashlib.sha256(told).hexdigest()[:16]}"


def _until_answered(client: Client, matter: dict[str, object], key: str) -> dict[str, str]:
    deadline = time.monotonic() + OUTAGE_PATIENCE
    while True:
        try:
            return dict(client.post("/intake/api/v1/matters", matter, key=key))
        except Unanswered:
            if time.monotonic() > deadline:
                raise
        except Refusal as refusal:
            if refusal.status != 503 or time.monotonic() > deadline:
                raise
        time.sleep(0.2)


def _signed_in(address: str, addresses: dict[str, str]) -> Client:
    deadline = time.monotonic() + OUTAGE_PATIENCE
    while True:
        try:
            return Client(address, addresses).sign_in("operator", settings().demo_password)
        except Unanswered:
            if time.monotonic() > deadline:
                raise
        except Refusal as refusal:
            if refusal.status != 503 or time.monotonic() > deadline:
                raise
        time.sleep(0.2)
