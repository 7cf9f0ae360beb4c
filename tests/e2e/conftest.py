"""One running Liandong in each mode, one browser, and whoever sits before it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.people import People
from tests.support import running
from tests.support.running import Liandong
from tests.support.servers import broker, chromium_path, or_skip, postgres

CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 10_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=or_skip(chromium_path), args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def embedded() -> Iterator[Liandong]:
    with running.embedded() as liandong:
        yield liandong


@pytest.fixture(scope="session")
def distributed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Liandong]:
    with ExitStack() as stack:
        servers = [stack.enter_context(or_skip(get)) for get in (broker, lambda: postgres(fsync=False))]
        database = servers[1].new_database(f"e2e_{os.getpid()}_{secrets.token_hex(3)}")
        folder = tmp_path_factory.mktemp("distributed")
        yield stack.enter_context(running.distributed(servers[0].url, database, folder))


@pytest.fixture(params=["embedded", "distributed"])
def liandong(request: pytest.FixtureRequest) -> Liandong:
    """Each story is told twice: all in one process, and in five behind a proxy."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def people(browser: Browser, liandong: Liandong) -> Iterator[People]:
    with People(browser, liandong) as people:
        yield people
