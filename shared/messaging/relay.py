"""The relay of each replica: takes unsent events, hands them to the broker, marks what was confirmed."""

from __future__ import annotations

import logging
import random
import time
from datetime import timedelta

import eventlet
from nameko.extensions import DependencyProvider

from shared.config import settings
from shared.crash import crash_point
from shared.db import database, utc_now
from shared.messaging import services, transport
from shared.messaging.bell import Bell
from shared.messaging.errors import setback
from shared.messaging.outbox import mark_sent, need_not_be_durable, put_off, unsent
from shared.messaging.topology import declare

log = logging.getLogger(__name__)

WINDOW = 500
SLOW_TICK = 1.0
UNROUTABLE_PAUSE = timedelta(seconds=15)
LONGEST_BACKOFF = 5.0
LONGEST_WITHOUT_A_TURN = transport.HEARTBEAT / 4


class Relay(DependencyProvider):
    """Moves committed events to the broker. The commit wakes it; a slow tick is the safety net."""

    def setup(self) -> None:
        self.database = database(self.container.service_name)
        self.bell = Bell()
        self.database.after_publishing(self.bell.ring)
        self.stopping = False
        self.stopped = eventlet.Event()

    def start(self) -> None:
        self.container.spawn_managed_thread(self.run, identifier=f"{self.container.service_name} relay")

    def stop(self) -> None:
        self.stopping = True
        self.bell.ring()
        with eventlet.Timeout(transport.CONFIRM_PATIENCE, False):
            self.stopped.wait()

    def run(self) -> None:
        failures = 0
        while not self.stopping:
            try:
                self._relay_until_stopped()
            except Exception as error:
                failures = failures + 1 if failures < 8 else failures
                log.warning("relay interrupted", extra={"reason": setback(error).error})
                self.bell.wait(random.uniform(0.5, 1.0) * min(0.2 * 2**failures, LONGEST_BACKOFF))  # noqa: S311
        if not self.stopped.ready():
            self.stopped.send(None)

    def _relay_until_stopped(self) -> None:
        with transport.connected(settings().broker_url) as connection:
            declare(connection.default_channel, services.hearings())
            publisher = transport.publisher(connection)
            unlocked = eventlet.semaphore.Semaphore()
            turned = time.monotonic()
            while True:
                if self.relay_once(publisher) < WINDOW:
                    if self.stopping:
                        return
                    rang = self.bell.wait(SLOW_TICK)
                    if not rang or time.monotonic() - turned > LONGEST_WITHOUT_A_TURN:
                        transport.turn(connection, 0.001, unlocked)
                        turned = time.monotonic()

    def relay_once(self, publisher: transport.ConfirmedPublisher | transport.MemoryPublisher) -> int:
        """Send what is unsent, at most a window of it; how many rows were taken."""
        with self.database.transaction() as session:
            rows = unsent(session, WINDOW)
            if not rows:
                return 0
            crash_point("before_publish")
            started = time.monotonic()
            sent = publisher.send(rows)
            crash_point("before_mark")
            need_not_be_durable(session)
            mark_sent(session, sent.confirmed, utc_now())
            put_off(session, sent.returned, UNROUTABLE_PAUSE)
        if sent.returned:
            log.error("the broker has no queue for events", extra={"count": len(sent.returned)})
        log.debug("relayed", extra={"count": len(rows), "seconds": time.monotonic() - started})
        return len(rows)
