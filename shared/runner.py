"""Runs services in one process: topology first, then pages and readers, then a graceful end."""

from __future__ import annotations

import gc
import logging
import os
import signal
from collections.abc import Callable, Sequence
from typing import Any

import eventlet
from nameko.runners import ServiceRunner

from shared import stalls
from shared.clocks import in_force
from shared.config import Misconfigured, settings
from shared.db import close_databases, database, utc_now
from shared.db.migrate import is_migrated, migrate
from shared.messaging import services, transport
from shared.messaging.audit import heal
from shared.messaging.topology import declare, remember_subscriptions
from shared.web.server import Site

log = logging.getLogger(__name__)

GRACE = 40.0
YOUNG, OLDER, OLD = 10_000, 20, 50


def migrate_all(names: Sequence[str]) -> None:
    """Bring the tables of these services to this version, and write down what their readers hear."""
    for name in names:
        migrate(database(name), services.migrations_of(name))
        with database(name).transaction() as session:
            remember_subscriptions(session, services.hearings_of(name), utc_now())


def serve(names: Sequence[str], only: str | None = None, opened: Callable[[str], None] = print) -> int:
    """Run the services until SIGTERM or Ctrl-C, then finish what is begun; the exit code.

    `only` is None, "web" (pages, no readers) or "events" (readers, no pages). `opened` gets the address.
    A second signal ends at once.
    """
    _refuse_unsafe_settings(names)
    site = Site(names)
    if only != "events":
        site.listen()
    runner = ServiceRunner({"site": site, "only": only})
    for name in names:
        runner.add_service(services.service_classes()[name])
    _prepare_broker()
    ended = eventlet.Event()
    _end_on_signals(ended)
    runner.start()
    _look_for_garbage_less_often()
    eventlet.spawn(_watch, runner, ended)
    eventlet.spawn(stalls.seen.watch)
    if only != "events":
        opened(site.open())
    failure = ended.wait()
    finished = _stop(site, runner)
    return 0 if failure is None and finished else 1


def _refuse_unsafe_settings(names: Sequence[str]) -> None:
    if settings().embedded and len(names) < len(services.service_classes()):
        raise Misconfigured("one service alone needs LIANDONG_BROKER_URL: a broker in memory serves one process")
    in_force.check()
    missing = [name for name in names if not is_migrated(database(name), services.migrations_of(name))]
    if missing:
        raise Misconfigured(f"the tables of {', '.join(missing)} are not at this version: run `liandong migrate`")


def _prepare_broker() -> None:
    """Declare the whole topology before anything is published; what a broker in memory has forgotten, send again."""
    try:
        with transport.connected(settings().broker_url) as connection:
            declare(connection.default_channel, services.hearings())
    except Exception as error:
        # Not a reason to refuse callers: relay and readers go on trying, and declare it again when they connect.
        log.warning("broker not reached yet", extra={"reason": type(error).__name__})
    if settings().embedded:
        heal()


def _look_for_garbage_less_often() -> None:
    """What is loaded by now stays for good, and is looked through no more; the rest less often than Python would: a
    look through everything stops every green thread, and batches make much that is young and nothing that is old."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, OLDER, OLD)


def _end_on_signals(ended: Any) -> None:
    def end(*_: Any) -> None:
        if ended.ready():
            os._exit(1)
        ended.send(None)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)


def _watch(runner: ServiceRunner, ended: Any) -> None:
    try:
        runner.wait()
        failure = None
    except Exception as error:
        log.critical("a service died", exc_info=error)
        failure = error
    if not ended.ready():
        ended.send(failure)


def _stop(site: Site, runner: ServiceRunner) -> bool:
    """Finish what is begun; whether that was done within the grace."""
    with eventlet.Timeout(GRACE, False):
        site.close()
        runner.stop()
        close_databases()
        return True
    log.error("did not finish in time; what was not settled comes again", extra={"seconds": GRACE})
    return False
