"""All five services in this process, each with a database of its own; their post goes when a test says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import Any

import pytest
from sqlalchemy import inspect, text

from services.console.commands import load_demo_city
from shared.config import settings
from shared.db import close_databases, database, utc_now
from shared.demo.messages import city_folder
from shared.messaging import services
from shared.messaging.envelope import write
from shared.messaging.outbox import mark_sent, unsent
from shared.messaging.settle import Settler
from shared.runner import migrate_all
from shared.web.access import issue_token
from shared.web.app import ServiceApp, create_app
from shared.web.server import Site
from tests.integration.doors.visitor import Visitor
from tests.support.city import staff
from tests.support.matters import a_matter
from tests.support.posts import SECRETS, environment

KEYS = {**SECRETS, "LIANDONG_INDEX_KEY": "b25seSBmb3IgdGVzdHMsIDMyIGJ5dGVzIGxvbmcgb2s="}
COUNTERS = "number_series"
LEFT_BY_READING = {"look", "tries"}
ON_ONE_DATABASE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For a module that asks nothing of the database that SQLite and PostgreSQL could answer differently."""


class Town:
    """`town.visitor("operator")` asks at any door; `town.deliver()` carries the post until none is left."""

    def __init__(self) -> None:
        classes = services.service_classes()
        self.site = Site(list(classes))
        self.apps: dict[str, ServiceApp] = {}
        self.settlers = {
            hearing.queue: Settler(database(hearing.service), hearing.queue, hearing.handlers)
            for hearing in services.hearings()
        }
        for name, service in classes.items():
            app = create_app(name, database(name), settings(), *service.pages.blueprints)
            self.apps[name] = app
            self.site.mount(name, app)
        self.tables = {name: inspect(app.database.engine).get_table_names() for name, app in self.apps.items()}

    def visitor(self, username: str | None = None) -> Visitor:
        """Somebody at the doors, with a token of theirs unless they are nobody."""
        return Visitor(self, self.token(username) if username else None)

    def token(self, username: str, issued_at: datetime | None = None, **told: str) -> str:
        """What the console gives to whoever knows the password; `told` changes what it says of them."""
        with self.apps["console"].app_context():
            return issue_token({**staff()[username], **told}, issued_at or utc_now())

    def cookie(self, username: str) -> str:
        """What signing in puts into the browser."""
        app = self.apps["console"]
        told = {**staff()[username], "issued_at": utc_now().isoformat()}
        return str(app.session_interface.get_signing_serializer(app).dumps({"staff": told}))

    def register(self, by: str = "operator", **changes: Any) -> dict[str, Any]:
        """Register a matter and deliver what it causes: what the door answered."""
        answer = self.visitor(by).post("/intake/api/v1/matters", json=a_matter(**changes))
        assert answer.status_code == 201, answer.text
        self.deliver()
        return dict(answer.json)

    def referral(self, **changes: Any) -> dict[str, Any]:
        """Register a matter: the referral it became."""
        told = self.register(**changes)
        by = changes.get("by", "operator")
        found = self.visitor(by).get(f"/routing/api/v1/referrals?matter_no={told['matter_no']}").json
        return dict(found["referrals"][0])

    def deliver(self) -> None:
        """Carry every event to every reader that hears it, and theirs, until nothing is unsent."""
        while any([self._carry(name) for name in self.apps]):
            pass

    def _carry(self, service: str) -> bool:
        now = utc_now()
        with database(service).transaction() as session:
            rows = unsent(session, 1000)
        for hearing in services.hearings():
            if bodies := [write(row) for row in rows if row.type in hearing.types]:
                self.settlers[hearing.queue].settle(bodies)
        with database(service).transaction() as session:
            mark_sent(session, [row.position for row in rows], now)
        return bool(rows)

    def rows(self, service: str) -> dict[str, Any]:
        """How many rows each table has, and how far the counters have counted; that somebody looked is no change."""
        with database(service).reading() as session:
            counted = {
                table: session.scalar(text(f'SELECT count(*) FROM "{table}"'))
                for table in self.tables[service]
                if table not in LEFT_BY_READING
            }
            if COUNTERS in self.tables[service]:
                counted["numbers"] = session.scalar(text(f"SELECT coalesce(sum(last), 0) FROM {COUNTERS}"))
        return counted

    def texts(self, service: str) -> str:
        """Everything a service has stored, as one text."""
        with database(service).reading() as session:
            rows = chain.from_iterable(session.execute(text(f'SELECT * FROM "{t}"')) for t in self.tables[service])
            return "\n".join(str(value) for row in rows for value in row)


@contextmanager
def open_town() -> Iterator[Town]:
    """The town at the databases of the settings; closed afterwards."""
    try:
        yield Town()
    finally:
        close_databases()


def prepare(database_url: str) -> None:
    """Tables, units, staff, and the copies of them that every service keeps."""
    with environment(settings_for(database_url)):
        migrate_all(list(services.service_classes()))
        with open_town() as town:
            load_demo_city(city_folder())
            town.deliver()


def settings_for(database_url: str) -> dict[str, str]:
    return {"LIANDONG_DATABASE_URL": database_url, "LIANDONG_DEMO": "1", **KEYS}
