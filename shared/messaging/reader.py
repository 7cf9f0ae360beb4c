"""What a service hears: one queue, raw deliveries in batches, acknowledged only when their effects are committed."""

from __future__ import annotations

import contextlib
import logging
import os
import random
import time
from datetime import timedelta
from types import ModuleType
from typing import Any

import eventlet
from eventlet.queue import Empty, LightQueue
from eventlet.semaphore import Semaphore
from kombu import Connection, Consumer
from nameko.extensions import DependencyProvider

from shared.config import settings
from shared.crash import crash_point
from shared.db import DatabaseAway, RunAgain, database
from shared.messaging import dead_letters, services, transport
from shared.messaging.audit import heal
from shared.messaging.bell import Bell
from shared.messaging.errors import setback
from shared.messaging.handlers import collect
from shared.messaging.settle import Settler
from shared.messaging.topology import Hearing, declare, retired_subscriptions, work_queue

log = logging.getLogger(__name__)

BATCH = 200
PREFETCH = 400
GRACE = 25.0
TURN = 0.5
IDLE_LOOK = timedelta(seconds=5)
SHORTEST_LOOK = timedelta(seconds=0.05)
BREATH = 0.005
HUNG_AFTER = 3 * transport.HEARTBEAT + 15


class Reader(DependencyProvider):
    """`hears = Reader(handlers)` in a service: its queue and the modules whose `@handles` functions it runs.

    `lane` gives slow handlers a queue of their own. Three green threads: one keeps the connection and takes
    deliveries, one settles them in batches, one tries again what waits.
    """

    def __init__(self, *modules: ModuleType, lane: str | None = None) -> None:
        super().__init__()
        self.modules = modules
        self.lane = lane

    def hearing(self, service: str) -> Hearing:
        """The queue's name and the handlers by type; a service's own queue also hears redrives."""
        queue = f"liandong.{service}" + (f".{self.lane}" if self.lane else "")
        own_post = () if self.lane else (dead_letters,)
        return Hearing(service, queue, collect((*self.modules, *own_post)))

    def setup(self) -> None:
        hearing = self.hearing(self.container.service_name)
        self.queue = hearing.queue
        self.database = database(hearing.service)
        self.settler = Settler(self.database, hearing.queue, hearing.handlers, self._breathe)
        self.taken: LightQueue = LightQueue()
        self.writing = Semaphore()
        self.waiting_bell = Bell()
        self.stopping = False
        self.settling = False
        self.channel: Any = None
        self.acks_many = False
        self.turned_at = self.breathed_at = time.monotonic()
        self.finished = eventlet.Event()

    def start(self) -> None:
        if self.container.config.get("only") == "web":
            self.finished.send(None)
            return
        spawn = self.container.spawn_managed_thread
        spawn(self._receive, identifier=f"{self.queue} receives")
        spawn(self._settle, identifier=f"{self.queue} settles")
        spawn(self._try_again, identifier=f"{self.queue} tries again")
        spawn(self._watch, identifier=f"{self.queue} watchdog")

    def stop(self) -> None:
        """Take no more; finish and acknowledge what is held, within a bound; then say good-bye to the broker."""
        self.stopping = True
        self.waiting_bell.ring()
        with eventlet.Timeout(GRACE, False):
            self.finished.wait()

    # the connection ------------------------------------------------------------------------------------------

    def _receive(self) -> None:
        while not self.stopping:
            self.turned_at = time.monotonic()
            try:
                with transport.connected(settings().broker_url) as connection:
                    self._consume(connection)
            except Exception as error:
                log.warning("reader interrupted", extra={"queue": self.queue, "reason": setback(error).error})
                self.channel = None
                eventlet.sleep(random.uniform(0.5, 2.0))  # noqa: S311
                self._send_again_what_memory_lost()
            finally:
                self.channel = None
        if not self.finished.ready():
            self.finished.send(None)

    def _send_again_what_memory_lost(self) -> None:
        """A broker in memory forgets what it had delivered when a channel closes; RabbitMQ does not."""
        if settings().embedded:
            with contextlib.suppress(DatabaseAway, RunAgain):
                heal()

    def _consume(self, connection: Connection) -> None:
        channel = connection.channel()
        with self.database.reading() as session:
            retired = retired_subscriptions(session)
        declare(channel, services.hearings(), retired)
        channel.basic_qos(0, PREFETCH, False)
        consumer = Consumer(
            channel,
            [work_queue(self.queue)],
            on_message=self._take,
            on_decode_error=self._take_what_kombu_cannot_unpack,
            auto_declare=False,
        )
        self.acks_many = connection.transport.driver_type == "amqp"
        self.channel = channel
        consumer.consume()
        while not self.stopping:
            self._turn(connection)
        with self.writing:
            consumer.cancel()
        while self.settling or not self.taken.empty():
            self._turn(connection)

    def _turn(self, connection: Connection) -> None:
        transport.turn(connection, TURN, self.writing)
        self.turned_at = time.monotonic()

    def _take(self, message: Any) -> None:
        crash_point("after_receive")
        self.taken.put((message.channel, message))

    def _take_what_kombu_cannot_unpack(self, message: Any, error: Exception) -> None:
        """A false `compression` header: kombu would break off and meet it again for ever; we judge the body."""
        self._take(message)

    def _watch(self) -> None:
        while not self.finished.ready():
            eventlet.sleep(5)
            if time.monotonic() - self.turned_at > HUNG_AFTER:
                log.critical("reader hangs; ending this process", extra={"queue": self.queue})
                os._exit(70)

    # the batches ---------------------------------------------------------------------------------------------

    def _settle(self) -> None:
        while not self.finished.ready():
            batch = self._next_batch()
            if batch:
                self._settle_batch(batch)
            self.settling = False

    def _next_batch(self) -> list[tuple[Any, Any]]:
        try:
            batch = [self.taken.get(timeout=TURN)]
        except Empty:
            return []
        self.settling = True
        while len(batch) < BATCH and not self.taken.empty():
            batch.append(self.taken.get_nowait())
        return [taken for taken in batch if taken[0] is self.channel]

    def _settle_batch(self, batch: list[tuple[Any, Any]]) -> None:
        failures = 0
        while batch and batch[0][0] is self.channel:
            try:
                if self.settler.settle([message.body for _, message in batch]):
                    self.waiting_bell.ring()
                crash_point("before_ack")
                self._acknowledge(batch)
                return
            except (DatabaseAway, RunAgain) as error:
                failures = min(failures + 1, 5)
                log.warning("database away or busy", extra={"queue": self.queue, "reason": str(error)})
                eventlet.sleep(0.2 * 2**failures * random.uniform(0.5, 1.0))  # noqa: S311

    def _breathe(self) -> None:
        """Let the others have their turn; not after each event, for a turn costs more than some handlers."""
        if time.monotonic() - self.breathed_at > BREATH:
            eventlet.sleep(0)
            self.breathed_at = time.monotonic()

    def _acknowledge(self, batch: list[tuple[Any, Any]]) -> None:
        """Deliveries of a channel are settled in their order, so AMQP takes the last tag for all."""
        with self.writing:
            channel, last = batch[-1]
            if channel is not self.channel:
                return  # the connection was lost meanwhile: they come again, and that is harmless
            try:
                if self.acks_many:
                    channel.basic_ack(last.delivery_tag, multiple=True)
                else:
                    for _, message in batch:
                        channel.basic_ack(message.delivery_tag)
            except Exception as error:
                log.warning("not acknowledged", extra={"queue": self.queue, "reason": type(error).__name__})

    # what waits ----------------------------------------------------------------------------------------------

    def _try_again(self) -> None:
        while not self.stopping:
            try:
                while not self.stopping and self.settler.retry_one():
                    eventlet.sleep(0)
                due = self.settler.next_due()
                pause = IDLE_LOOK if due is None else min(max(due, SHORTEST_LOOK), IDLE_LOOK)
            except (DatabaseAway, RunAgain):
                pause = IDLE_LOOK
            self.waiting_bell.wait(pause.total_seconds())
