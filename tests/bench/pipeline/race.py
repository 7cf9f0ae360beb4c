"""One run of one contestant: a virtual host and a database of its own, its processes, and what it managed."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import amqp
import psycopg2

from tests.bench.peers.stages import QUORUM, STAGES, queue_of, table_statements
from tests.bench.pipeline.contestants import Contestant, Told
from tests.bench.pipeline.processors import computed
from tests.faults.program import surroundings
from tests.support.postgres import Postgres
from tests.support.private import PrivateServer
from tests.support.rabbitmq import Broker

ROOT = Path(__file__).parents[3]
WINDOW = 500
LONGEST = 900
STARTS_WITHIN = 90
NOTICED = "SELECT count(*), count(DISTINCT matter_no) FROM notify.notice"
SECONDS = """
SELECT extract(epoch FROM (SELECT max(pg_xact_commit_timestamp(xmin)) FROM notify.notice)
                        - (SELECT min(pg_xact_commit_timestamp(xmin)) FROM intake.matter))
"""
LATENCIES = """
SELECT extract(epoch FROM pg_xact_commit_timestamp(n.xmin) - pg_xact_commit_timestamp(m.xmin))
FROM notify.notice n JOIN intake.matter m USING (matter_no)
"""
DURABLE = "track_commit_timestamp = on\nshared_buffers = 256MB\n"


class NotFinished(Exception):
    """A contestant did not notice every matter exactly once in time; the message carries its last words."""


@dataclass(frozen=True)
class Ground:
    """The servers of the race, the same for all."""

    broker: Broker
    postgres: Postgres


@contextmanager
def ground() -> Iterator[Ground]:
    """Durable as in production: fsync and quorum queues; commit times are kept, to be read afterwards."""
    with Broker() as broker, Postgres(more=DURABLE) as postgres:
        yield Ground(broker, postgres)


def capacity(ground: Ground, contestant: Contestant, asked: Sequence[Told], name: str) -> float:
    """Matters a second, from the first commit of intake to the last of notify: all of them wait, and the later stages
    listen already, when the first stage starts."""
    first, *later = contestant.commands
    with closing(Run(ground, contestant, name)) as run:
        run.ask(asked)
        run.start(later)
        run.wait_until_it_listens(len(STAGES) - 1)
        run.start([first])
        run.wait_until_noticed(len(asked))
        return len(asked) / float(run.rows(SECONDS)[0][0])


def computing(ground: Ground, contestant: Contestant, asked: Sequence[Told], name: str) -> dict[str, float]:
    """Seconds of a processor for each matter, by who computed; what starting takes is left out."""
    with closing(Run(ground, contestant, name)) as run:
        run.start()
        run.wait_until_it_listens()
        before = run.computed()
        run.ask(asked)
        run.wait_until_noticed(len(asked))
        return {party: (seconds - before[party]) / len(asked) for party, seconds in run.computed().items()}


def latencies(
    ground: Ground, contestant: Contestant, asked: Sequence[Told], name: str, per_second: float
) -> list[float]:
    """Seconds from intake's commit to the notice's, of each matter of a steady load, in their order of size."""
    with closing(Run(ground, contestant, name)) as run:
        run.start()
        run.wait_until_it_listens()
        run.ask(asked, per_second)
        run.wait_until_noticed(len(asked))
        return sorted(float(seconds) for (seconds,) in run.rows(LATENCIES))


class Run(PrivateServer):
    """`Run(ground, contestant, name)` has its tables and queues; `start()` starts its processes."""

    def __init__(self, ground: Ground, contestant: Contestant, name: str) -> None:
        super().__init__(name)
        self.ground, self.contestant, self.name = ground, contestant, name
        self.broker_url, database_url = ground.broker.new_vhost(name), ground.postgres.new_database(name)
        self.environment = {
            **surroundings(),
            "PYTHONPATH": str(ROOT),
            "BENCH_BROKER": self.broker_url,
            "BENCH_DATABASE": database_url,
            "LIANDONG_BROKER_URL": self.broker_url,
            "LIANDONG_DATABASE_URL": database_url,
            **contestant.settings,
        }
        self.database = psycopg2.connect(database_url)
        self.database.autocommit = True
        self.running: list[subprocess.Popen[bytes]] = []
        self._prepare()

    def start(self, commands: Sequence[tuple[str, ...]] | None = None) -> None:
        """Start all its processes, or these."""
        chosen = self.contestant.commands if commands is None else commands
        self.running += [self.spawn(*command, env=self.environment) for command in chosen]

    def close(self) -> None:
        self.database.close()
        super().close()
        self.ground.broker.ctl("delete_vhost", self.name)

    def computed(self) -> dict[str, float]:
        """Seconds of a processor so far, by who computed."""
        postgres, broker = self.ground.postgres.process, self.ground.broker.process
        assert postgres and broker
        own = sum(computed(process.pid) for process in self.running)
        return {"its own processes": own, "PostgreSQL": computed(postgres.pid), "RabbitMQ": computed(broker.pid)}

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        with self.database.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def ask(self, asked: Sequence[Told], per_second: float | None = None) -> None:
        """Publish what asks the first stage, persistent and confirmed; at so many a second, or at once."""
        with closing(self._dial()) as connection:
            channel = connection.channel()
            channel.confirm_select()
            waiting: set[int] = set()
            channel.events["basic_ack"].add(
                lambda tag, multiple: waiting.difference_update(
                    [one for one in waiting if one <= tag] if multiple else [tag]
                )
            )
            began = time.monotonic()
            for number, told in enumerate(asked, 1):
                waiting.add(number)
                body, properties = self.contestant.message(told)
                message = amqp.Message(body, delivery_mode=2, **properties)
                channel.basic_publish(message, self.contestant.exchange, self.contestant.routing_key)
                if per_second:
                    time.sleep(max(0.0, began + number / per_second - time.monotonic()))
                while len(waiting) > (0 if per_second or number == len(asked) else WINDOW):
                    connection.drain_events(timeout=30)

    def wait_until_it_listens(self, stages: int = len(STAGES)) -> None:
        """Return when so many stages have a consumer."""
        deadline = time.monotonic() + STARTS_WITHIN
        while sum(map(self._consumers, self.contestant.queues)) < stages:
            self._must_go_on(deadline)

    def wait_until_noticed(self, matters: int) -> None:
        """Return when each has its notice, and only one."""
        deadline = time.monotonic() + LONGEST
        while True:
            [(notices, of_matters)] = self.rows(NOTICED)
            if notices == of_matters == matters:
                return
            if notices > matters:
                raise NotFinished(f"{self.contestant.name}: {notices} notices of {matters} matters")
            self._must_go_on(deadline)

    def _consumers(self, queue: str) -> int:
        with closing(self._dial()) as connection:
            try:
                return min(1, connection.channel().queue_declare(queue, passive=True).consumer_count)
            except amqp.NotFound:
                return 0

    def _must_go_on(self, deadline: float) -> None:
        ended = [process.args for process in self.running if process.poll() is not None]
        if ended or time.monotonic() > deadline:
            told = self.rows(NOTICED)
            raise NotFinished(f"{self.contestant.name}: {told} noticed; ended: {ended}\n{self.log_tail(40)}")
        time.sleep(0.25)

    def _prepare(self) -> None:
        if self.contestant.prepares:
            if self.wait_for_end(self.spawn(*self.contestant.prepares, env=self.environment)) != 0:
                raise NotFinished(f"{self.contestant.name} cannot be prepared\n{self.log_tail(40)}")
            return
        for statement in table_statements():
            self.rows(statement)
        with closing(self._dial()) as connection:
            channel = connection.channel()
            for stage in STAGES:
                channel.queue_declare(queue_of(stage), durable=True, auto_delete=False, arguments=QUORUM)

    def _dial(self) -> amqp.Connection:
        url = urlsplit(self.broker_url)
        connection = amqp.Connection(f"{url.hostname}:{url.port}", virtual_host=unquote(url.path[1:]) or "/")
        connection.connect()
        return connection
