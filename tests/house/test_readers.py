"""Every event is heard, every queue is watched, and a handler is named for what it does."""

import importlib
import re
from types import SimpleNamespace

import pytest
from kombu import Connection

from services.console.queries import queue_rows
from shared.contracts import EVENTS
from shared.messaging.services import hearings, service_classes
from shared.messaging.topology import EVENTS as EXCHANGE
from shared.messaging.topology import SAFETY_NET_QUEUE, declare, work_queue
from tests.house.sources import ROOT, name, python_files

HEARINGS = {hearing.queue: hearing for hearing in hearings()}
EACH_QUEUE = pytest.mark.parametrize("queue", sorted(HEARINGS))


@pytest.mark.parametrize("type_", sorted(EVENTS))
def test_every_event_has_a_reader(type_):
    heard_by = [queue for queue, hearing in HEARINGS.items() if type_ in hearing.types]
    assert heard_by, f"nobody hears {type_}: an event without a reader is lost. Write a handler, or do not publish it"


@EACH_QUEUE
def test_everything_a_reader_hears_is_declared(queue):
    unknown = HEARINGS[queue].types - set(EVENTS)
    assert not unknown, f"{queue} hears {sorted(unknown)}, which shared/contracts does not declare"


@EACH_QUEUE
def test_a_queue_is_named_after_its_service(queue):
    assert re.fullmatch(rf"liandong\.{HEARINGS[queue].service}(\.[a-z]+)?", queue)


def test_every_service_has_a_reader_of_its_own():
    assert {hearing.service for hearing in hearings()} == set(service_classes())


def test_the_topology_each_replica_declares_brings_every_event_to_every_queue_that_hears_it():
    with Connection("memory://house") as connection:
        channel = connection.default_channel
        declare(channel, hearings())
        queues = {queue: work_queue(queue)(channel) for queue in HEARINGS}
        for queue in queues.values():
            queue.purge()
        for type_ in EVENTS:
            connection.Producer().publish(b"{}", exchange=EXCHANGE, routing_key=type_)
        arrived = {name: queue.queue_declare(passive=True).message_count for name, queue in queues.items()}
    assert arrived == {name: len(hearing.types) for name, hearing in HEARINGS.items()}


def test_every_queue_is_on_the_monitor(databases):
    with databases["console"].reading() as session:
        shown = {row.queue for row in queue_rows(session)}
    assert shown == {*HEARINGS, SAFETY_NET_QUEUE}, "services/console/queries.py queue_rows shows every queue there is"


def handlers():
    """(file, function) of everything marked @handles in a service or in shared/."""
    for path in python_files("services", "shared"):
        if path.name == "handlers.py" or "@handles" in path.read_text(encoding="utf-8"):
            module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            for member in vars(module).values():
                if hasattr(member, "hears") and member.__module__ == module.__name__:
                    yield SimpleNamespace(path=path, function=member, name=member.__name__)


ALL = list(handlers())


@pytest.mark.parametrize("handler", ALL, ids=lambda handler: f"{name(handler.path)}:{handler.name}")
def test_a_handler_is_named_for_what_it_does(handler):
    wrong = re.match(r"(on|process|handle|handler|do)_|.*_(handler|event)$", handler.name)
    assert not wrong, (
        f"{handler.name} in {name(handler.path)}: name it for what it does, e.g. tell_office, add_to_timeline"
    )


@pytest.mark.parametrize("handler", ALL, ids=lambda handler: f"{name(handler.path)}:{handler.name}")
def test_a_handler_is_in_the_reader_of_its_service(handler):
    running = {function for hearing in hearings() for each in hearing.handlers.values() for function in each}
    assert handler.function in running, (
        f"no reader runs {handler.name}: list its module in `hears = Reader(…)` of service.py"
    )
