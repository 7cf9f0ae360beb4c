"""Connections to the broker, in both kinds: RabbitMQ with confirms, and kombu's own memory."""

from __future__ import annotations

import contextlib
import random
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import eventlet
from amqp import Message
from amqp.method_framing import frame_writer
from amqp.transport import TCPTransport
from kombu import Connection

from shared.crash import crash_point
from shared.messaging.envelope import CONTENT_TYPE, write
from shared.messaging.topology import EVENTS

HEARTBEAT = 10
CONFIRM_PATIENCE = 10.0
POLITE = 2.0
MEMORY_OPTIONS = {"polling_interval": 0.005}
HELD_AT_MOST = 256 * 1024
RECEIVED_AT_ONCE = 64 * 1024


class FrameWriter:
    """Writes a connection's frames; those of many messages leave together, not with a system call for each."""

    def __init__(self, connection: Any, transport: Any) -> None:
        self._write_frame = frame_writer(connection, self)
        self._transport = transport
        self._held = bytearray()
        self._holding = False

    def __call__(self, *frame: Any) -> None:
        self._write_frame(*frame)

    def write(self, data: Any) -> None:
        """Called by py-amqp with the bytes of one frame or more."""
        if not self._holding:
            self._transport.write(data)
            return
        self._held += data
        if len(self._held) >= HELD_AT_MOST:
            self._let_go()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Hold back what is written meanwhile; all of it has left at the end. After an error drop the connection."""
        self._holding = True
        try:
            yield
            self._let_go()
        finally:
            self._holding = False
            self._held.clear()

    def _let_go(self) -> None:
        self._transport.write(bytes(self._held))
        self._held.clear()


AMQP_OPTIONS = {
    "read_timeout": 15,
    "write_timeout": 10,
    "client_properties": {"connection_name": "liandong"},
    "frame_writer": FrameWriter,
}


class Receive:
    """Receives what has come at once, and gives it out in the small pieces that py-amqp asks for: it asks the socket
    three times for each frame, and a message is three frames or more."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._held, self._at = b"", 0

    def __call__(self, size: int) -> bytes:
        """As a socket's `recv`: from one byte to `size`, none when the broker has closed. Raises what that raises."""
        if not self.holds_more:
            self._held, self._at = self._sock.recv(RECEIVED_AT_ONCE), 0
        piece = self._held[self._at : self._at + size]
        self._at += len(piece)
        return piece

    @property
    def holds_more(self) -> bool:
        """Whether something came that was not asked for yet."""
        return self._at < len(self._held)


class NotConfirmed(Exception):
    """The broker refused events or did not answer in time: whether they arrived is unknown, so send them again."""


@dataclass
class Sent:
    """What the broker said of a batch: positions it holds, and positions it found no queue for."""

    confirmed: list[int] = field(default_factory=list)
    returned: list[int] = field(default_factory=list)


@contextlib.contextmanager
def connected(urls: str) -> Iterator[Connection]:
    """An open connection. After an error it is dropped hard: a polite good-bye to a frozen peer never ends.

    `urls` names one broker, or the nodes of a cluster with `;` between them: the first that answers is taken.
    """
    nodes = urls.split(";")
    connection = _first_that_answers(random.sample(nodes, len(nodes)))
    try:
        yield connection
        with eventlet.Timeout(POLITE, False):
            connection.release()
    finally:
        connection.collect()


def _first_that_answers(urls: Sequence[str]) -> Connection:
    *others, last = urls
    for url in others:
        with contextlib.suppress(Exception):
            return _connect(url)
    return _connect(last)


def _connect(url: str) -> Connection:
    in_memory = url.startswith("memory")
    connection = Connection(
        url,
        heartbeat=0 if in_memory else HEARTBEAT,
        connect_timeout=5,
        transport_options=MEMORY_OPTIONS if in_memory else AMQP_OPTIONS,
    )
    try:
        with eventlet.Timeout(15, TimeoutError("the broker did not answer")):
            connection.connect()
    except BaseException:
        connection.collect()
        raise
    wire = getattr(connection.connection, "transport", None)
    if isinstance(wire, TCPTransport):
        wire._quick_recv = Receive(wire.sock)
    return connection


def turn(connection: Connection, timeout: float, lock: Any) -> None:
    """Take in what the broker sends, for at most `timeout` seconds, and keep the heartbeat going."""
    with contextlib.suppress(socket.timeout, TimeoutError):
        connection.drain_events(timeout=timeout)
        while _more_has_come(connection):
            connection.drain_events(timeout=timeout)
    if connection.supports_heartbeats and connection.get_heartbeat_interval():
        with lock:
            connection.heartbeat_check()


def _more_has_come(connection: Connection) -> bool:
    wire = getattr(connection.connection, "transport", None)
    receive = getattr(wire, "_quick_recv", None)
    return isinstance(receive, Receive) and receive.holds_more


def publisher(connection: Connection) -> ConfirmedPublisher | MemoryPublisher:
    """What hands events to this kind of broker."""
    in_memory = connection.transport.driver_type == "memory"
    return MemoryPublisher(connection) if in_memory else ConfirmedPublisher(connection)


class MemoryPublisher:
    """Hands events to kombu's memory, which cannot fail and forgets all: the outbox is the truth."""

    def __init__(self, connection: Connection) -> None:
        self.producer = connection.Producer()

    def send(self, rows: Sequence[Any]) -> Sent:
        """Publish the rows; all of them count as confirmed."""
        for row in rows:
            self.producer.publish(write(row), exchange=EVENTS, routing_key=row.type, content_type=CONTENT_TYPE)
        crash_point("after_publish")
        return Sent(confirmed=[row.position for row in rows])


class ConfirmedPublisher:
    """Publishes persistent and mandatory on a channel of its own and matches the confirms to the rows."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.channel = connection.channel()
        self.channel.confirm_select()
        self.channel.events["basic_ack"].add(self._acked)
        self.channel.events["basic_nack"].add(self._nacked)
        self.channel.events["basic_return"].add(self._returned)
        self.last_tag = 0
        self.waiting: dict[int, int] = {}
        self.refused = False
        self.unroutable: set[str] = set()

    def send(self, rows: Sequence[Any]) -> Sent:
        """Publish the rows and wait for every confirm. Raises `NotConfirmed`; then throw the connection away."""
        self.unroutable.clear()
        with self.channel.connection.frame_writer.together():
            for row in rows:
                self._publish(row)
        crash_point("after_publish")
        self._await_confirms()
        returned = [row.position for row in rows if row.event_id in self.unroutable]
        confirmed = [row.position for row in rows if row.event_id not in self.unroutable]
        return Sent(confirmed, returned)

    def _publish(self, row: Any) -> None:
        self.last_tag += 1
        self.waiting[self.last_tag] = row.position
        message = Message(
            write(row), content_type=CONTENT_TYPE, delivery_mode=2, message_id=row.event_id, type=row.type
        )
        self.channel.basic_publish(message, exchange=EVENTS.name, routing_key=row.type, mandatory=True)

    def _await_confirms(self) -> None:
        deadline = time.monotonic() + CONFIRM_PATIENCE
        while self.waiting and not self.refused:
            if time.monotonic() > deadline:
                raise NotConfirmed(f"{len(self.waiting)} events unanswered after {CONFIRM_PATIENCE:.0f} s")
            with contextlib.suppress(socket.timeout, TimeoutError):
                self.connection.drain_events(timeout=1)
        if self.refused:
            raise NotConfirmed("the broker refused events")

    def _acked(self, tag: int, multiple: bool) -> None:
        for settled in [t for t in self.waiting if t <= tag] if multiple else [tag]:
            self.waiting.pop(settled, None)

    def _nacked(self, tag: int, multiple: bool) -> None:
        self.refused = True

    def _returned(self, error: Any, exchange: str, routing_key: str, message: Message) -> None:
        self.unroutable.add(message.properties["message_id"])
