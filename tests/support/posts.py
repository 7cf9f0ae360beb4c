"""A post for tests: services of a test's own at one broker, and words for what must become of their events."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from kombu import Connection
from nameko.containers import ServiceContainer
from sqlalchemy import delete, select
from sqlalchemy.orm import DeclarativeBase

from shared.config import fresh_secrets, settings
from shared.contracts import EVENTS
from shared.db import close_databases, database
from shared.messaging import publish, services, transport
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from shared.messaging.tables import Outbox, PostBase, Settlement
from shared.messaging.topology import declare
from shared.runner import migrate_all

NOTICES = {
    "LIANDONG_MAIL_URL": "file:nowhere",
    "LIANDONG_MAIL_FROM": "liandong@localhost",
    "LIANDONG_SMS_DOMAIN": "sms.localhost",
}
SECRETS = {f"LIANDONG_{name}": secret for name, secret in fresh_secrets().items()}


@dataclass(frozen=True)
class Place:
    """Where a post stands: a broker and a database server, or memory and a folder."""

    broker_url: str
    database_url: str

    @property
    def on_rabbitmq(self) -> bool:
        return self.broker_url.startswith("amqp")

    @property
    def environment(self) -> dict[str, str]:
        addresses = {"LIANDONG_BROKER_URL": self.broker_url, "LIANDONG_DATABASE_URL": self.database_url}
        return {**addresses, **NOTICES, **SECRETS}


class Post:
    """Services of one place, run in this process: `post.open(Shop, Shop)` are two replicas of one of them."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.opened: list[ServiceContainer] = []

    def open(self, *classes: type) -> list[ServiceContainer]:
        """Starts a replica for each of the classes."""
        containers = [ServiceContainer(cls, {}) for cls in classes]
        for container in containers:
            self.opened.append(container)
            container.start()
        return containers

    def close(self, *containers: ServiceContainer) -> None:
        """Stops these replicas in good order, or all of them."""
        for container in containers or tuple(self.opened):
            container.stop()
            self.opened.remove(container)

    def publish(self, service: Any, *events: Any) -> list[str]:
        """Publishes in one transaction of a service, as its own request would; gives the ids."""
        with database(service.name).transaction() as session:
            return [publish(session, event) for event in events]

    def drop(self, *bodies: bytes, queue: str, **properties: Any) -> None:
        """Puts raw bodies into a queue, as nobody of ours would."""
        how = {"content_type": "application/json", "content_encoding": "binary", **properties}
        with transport.connected(self.place.broker_url) as connection:
            producer = connection.Producer(auto_declare=False)
            for body in bodies:
                producer.publish(body, exchange="", routing_key=queue, **how)

    def in_queue(self, queue: str) -> int:
        """How many messages a queue has ready."""
        with transport.connected(self.place.broker_url) as connection:
            return int(connection.default_channel.queue_declare(queue, passive=True).message_count)

    def rows(self, service: Any, query: Any) -> list[Any]:
        """The rows of a query over one entity in a service's database."""
        with database(service.name).reading() as session:
            return list(session.scalars(query))

    def outbox(self, service: Any) -> list[Outbox]:
        """What a service has published, in order."""
        return self.rows(service, select(Outbox).order_by(Outbox.position))

    def settlements(self, service: Any, queue: str | None = None) -> dict[str, Settlement]:
        """What became of events in a service's reader, by id."""
        reader = queue or f"liandong.{service.name}"
        rows = self.rows(service, select(Settlement).where(Settlement.reader == reader))
        return {row.event_id: row for row in rows}

    def states(self, service: Any, queue: str | None = None) -> dict[str, str]:
        """`handled`, `waiting` or `dead`, by event id."""
        return {event_id: row.state for event_id, row in self.settlements(service, queue).items()}

    def published(self, service: Any, kind: Any, **facts: Any) -> list[Any]:
        """The events of this kind with these facts in a service's outbox, as their readers will see them."""
        type_ = kind.event_type.type
        rows = [row for row in self.outbox(service) if row.type == type_]
        events = [EVENTS[type_].load(json.loads(row.data), row.version) for row in rows]
        return [event for event in events if all(getattr(event, name) == fact for name, fact in facts.items())]


@contextmanager
def standing(place: Place, *classes: type) -> Iterator[None]:
    """While this lasts the process's settings name the place, and these are all the services there are."""
    with environment(place.environment), services.only(*classes):
        try:
            yield
        finally:
            close_databases()


@contextmanager
def environment(variables: dict[str, str]) -> Iterator[None]:
    """While this lasts the settings come from these variables and no others."""
    others = {name: None for name in os.environ if name.startswith("LIANDONG_")}
    with pytest.MonkeyPatch.context() as patch:
        for name in others:
            patch.delenv(name)
        for name, value in variables.items():
            patch.setenv(name, value)
        settings.cache_clear()
        yield
    settings.cache_clear()


@contextmanager
def empty_post(*tables: type[DeclarativeBase]) -> Iterator[Post]:
    """A post whose queues and tables are empty; `tables` are those that the services keep beside the post's own.

    At the end every replica is stopped.
    """
    for name in services.service_classes():
        empty(name, PostBase, *tables)
    with transport.connected(settings().broker_url) as connection:
        delete_queues(connection)
        declare(connection.default_channel, services.hearings())
    post = Post(Place(settings().broker_url, settings().database_url))
    try:
        yield post
    finally:
        post.close()


def empty(service: str, *bases: type[DeclarativeBase]) -> None:
    with database(service).transaction() as session:
        for base in bases:
            for table in base.metadata.tables.values():
                session.execute(delete(table))


def delete_queues(connection: Connection) -> None:
    for hearing in services.hearings():
        connection.default_channel.queue_delete(hearing.queue)
    if connection.transport.driver_type == "memory":
        connection.transport.state.clear()  # there a queue's bindings outlive it


def relay(service: type) -> Relay:
    """A relay of a service that does not run by itself: `relay(Maker).relay_once(publisher)`."""
    container = ServiceContainer(service, {})
    [found] = [extension for extension in container.dependencies if isinstance(extension, Relay)]
    found.setup()
    return found


def set_up(place: Place, *classes: type) -> Place:
    """Runs the migrations of the services at this place, once for all tests there."""
    with standing(place, *classes):
        migrate_all(list(services.service_classes()))
    return place


def reader(container: ServiceContainer) -> Any:
    """The reader of a service's own queue in this replica."""
    readers = [extension for extension in container.dependencies if isinstance(extension, Reader)]
    return next(found for found in readers if found.lane is None)


def consuming(container: ServiceContainer) -> bool:
    """Whether this replica takes deliveries."""
    return reader(container).channel is not None


def leave(place: Place, *classes: type) -> None:
    """Deletes the queues of these services."""
    with standing(place, *classes), transport.connected(place.broker_url) as connection:
        delete_queues(connection)
