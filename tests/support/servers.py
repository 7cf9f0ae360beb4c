"""Where tests get their RabbitMQ, PostgreSQL and Chromium: those of the environment, else private ones."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, Self, TypeVar

import pytest

from tests.support.packages import Unavailable, program
from tests.support.postgres import Postgres, create_database
from tests.support.private import DidNotStart
from tests.support.rabbitmq import Broker

__all__ = [
    "Broker",
    "DidNotStart",
    "NotOurs",
    "Postgres",
    "Unavailable",
    "broker",
    "chromium_path",
    "on_ci",
    "or_skip",
    "postgres",
]

BROKER_URL = "LIANDONG_TEST_BROKER_URL"
DATABASE_URL = "LIANDONG_TEST_DATABASE_URL"
CHROMIUM = "LIANDONG_TEST_CHROMIUM"

Server = TypeVar("Server")


class NotOurs(Exception):
    """A test wanted to stop or change a server that the environment lends to it."""


class LentServer:
    """A server named in the environment: used as it is, never started, stopped or configured."""

    def __init__(self, variable: str) -> None:
        self.url = os.environ[variable]
        self._variable = variable

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def start(self) -> None: ...

    def close(self) -> None: ...

    def not_ours(self, *_arguments: object, **_options: object) -> NoReturn:
        raise NotOurs(
            f"The server in {self._variable} is lent, not ours to stop or configure; "
            "a test that must do so starts a Broker() or Postgres() of its own"
        )

    stop = kill = not_ours


class LentBroker(LentServer):
    ctl = new_vhost = LentServer.not_ours


class LentPostgres(LentServer):
    def new_database(self, name: str) -> str:
        return create_database(self.url, name)


def or_skip(get: Callable[[], Server]) -> Server:
    """What get() gives; where it is unavailable the test is skipped, except on CI."""
    try:
        return get()
    except Unavailable as reason:
        if on_ci():
            raise
        pytest.skip(str(reason))


def on_ci() -> bool:
    return os.environ.get("CI") == "true"


def broker() -> Broker | LentBroker:
    """For tests that only use a broker; one that kills it takes a Broker() of its own."""
    return LentBroker(BROKER_URL) if os.environ.get(BROKER_URL) else Broker()


def postgres(*, fsync: bool = True) -> Postgres | LentPostgres:
    """For tests that only use a database; one that kills it takes a Postgres() of its own."""
    return LentPostgres(DATABASE_URL) if os.environ.get(DATABASE_URL) else Postgres(fsync=fsync)


def chromium_path() -> str:
    given = os.environ.get(CHROMIUM)
    return given or str(working_chromium())


def working_chromium() -> Path:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = program(*names, packages=("chromium", "fonts-noto-cjk"))
    if subprocess.run([found, "--version"], capture_output=True).returncode != 0:
        raise Unavailable(f"{found} does not run (on Ubuntu it may only stand in for a snap)")
    return found
