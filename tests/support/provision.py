"""Starts the servers a test run needs, once and all at the same time, and lends them to its parts."""

import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, Self

from tests.support import servers
from tests.support.servers import Broker, DidNotStart, Postgres, Unavailable

RABBITMQ, POSTGRESQL, CHROMIUM = "RabbitMQ", "PostgreSQL", "Chromium"

FIND: dict[str, Callable[[], Any]] = {
    RABBITMQ: servers.broker,
    POSTGRESQL: lambda: servers.postgres(fsync=False),
    CHROMIUM: servers.chromium_path,
}


class Servers:
    """`with Servers({RABBITMQ, POSTGRESQL}) as servers:`; what cannot be had stands in problems()."""

    def __init__(self, needs: Iterable[str]) -> None:
        self._needs = sorted(needs)
        self._found: dict[str, Any] = {}
        self._problems: dict[str, Exception] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with self._stack:
            starters = self._stack.enter_context(ThreadPoolExecutor())
            for name in self._needs:
                self._find(name)
            list(starters.map(self._start, list(self._found)))
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *exception: Any) -> None:
        self._stack.__exit__(*exception)

    def problems(self, needs: Iterable[str]) -> dict[str, Exception]:
        """Those of the needs that cannot be had, and why: Unavailable here, or found and DidNotStart."""
        return {name: self._problems[name] for name in needs if name in self._problems}

    def environment_for(self, part: str, needs: Iterable[str]) -> dict[str, str]:
        """Our environment, naming a virtual host and a database that no other part has used."""
        lent = {}
        if RABBITMQ in needs:
            lent[servers.BROKER_URL] = self._virtual_host(part)
        if POSTGRESQL in needs:
            lent[servers.DATABASE_URL] = self._database(part)
        if CHROMIUM in needs:
            lent[servers.CHROMIUM] = self._found[CHROMIUM]
        return {**os.environ, **lent}

    def _virtual_host(self, part: str) -> str:
        broker = self._found[RABBITMQ]
        return broker.new_vhost(part) if isinstance(broker, Broker) else broker.url

    def _database(self, part: str) -> str:
        postgres = self._found[POSTGRESQL]
        return postgres.new_database(part) if isinstance(postgres, Postgres) else postgres.url

    def _find(self, name: str) -> None:
        try:
            self._found[name] = FIND[name]()
        except Unavailable as problem:
            self._give_up(name, problem)
        if isinstance(self._found.get(name), Broker | Postgres):
            self._stack.callback(self._found[name].close)

    def _start(self, name: str) -> None:
        server = self._found[name]
        if not isinstance(server, Broker | Postgres):
            say(f"{name}: {server if name == CHROMIUM else 'the one named in the environment'}")
            return
        began = time.monotonic()
        say(f"{name}: starting a private one …")
        try:
            server.start()
        except DidNotStart as problem:
            self._give_up(name, problem)
        else:
            say(f"{name}: ready after {time.monotonic() - began:.1f} s")

    def _give_up(self, name: str, problem: Exception) -> None:
        say(f"{name}: {problem}")
        self._problems[name] = problem


def say(text: str) -> None:
    print(text, flush=True)
