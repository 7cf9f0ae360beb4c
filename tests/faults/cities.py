"""A whole Liandong of one's own, in each of its two modes."""

import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2

from shared.runner import GRACE
from tests.faults import reading
from tests.faults.program import LIANDONG, Program, surroundings
from tests.faults.victims import Server, Victim
from tests.faults.wire import Wire
from tests.support.mail_server import MailServer
from tests.support.ports import free_ports
from tests.support.private import PrivateServer
from tests.support.running import prepare
from tests.support.servers import Broker, Postgres

QUIET = 120
LOOK_AGAIN = 0.3


class NotQuiet(Exception):
    """Something hangs: Liandong did not come to rest in time. The message says where and how much."""


class City(PrivateServer):
    """Its programs, its tables and what else may be killed; `EmbeddedCity()` or `RealCity()`."""

    programs: dict[str, Program]
    victims: dict[str, Victim]

    def __init__(self, mode: str) -> None:
        super().__init__(mode)
        self.mode = mode
        self.stack = ExitStack()
        self.mail = self.stack.enter_context(closing(MailServer()))
        self.environment = {
            **surroundings(),
            "LIANDONG_DEMO": "1",
            "LIANDONG_VAR": str(self.folder / "var"),
            "LIANDONG_MAIL_URL": self.mail.url,
        }

    def read(self) -> closing[reading.Reading]:
        """The tables as they are now: `with city.read() as tables`."""
        raise NotImplementedError

    def addresses(self) -> list[str]:
        """The words that tell `liandong demo load` where to go."""
        raise NotImplementedError

    def queues(self) -> dict[str, int]:
        """How many messages the broker holds in each queue, as the broker says."""
        raise NotImplementedError

    def start(self) -> None:
        """Start whatever does not run, and return when all of it answers."""
        for victim in self.victims.values():
            victim.start()
        for victim in self.victims.values():
            victim.wait_until_up()

    def close(self) -> None:
        self.stack.close()
        super().close()

    def liandong(self, *words: str, timeout: float | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command of Liandong to its end, with this city's settings. Raises `TimeoutExpired`."""
        return self.command(LIANDONG, *words, timeout=timeout)

    def command(self, *words: object, timeout: float | None = None) -> subprocess.CompletedProcess[str]:
        told = list(map(str, words))
        return subprocess.run(told, env=self.environment, capture_output=True, text=True, timeout=timeout)

    def wait_until(self, truth: Callable[[reading.Reading], bool], seconds: float = QUIET) -> None:
        """Return when the tables say so."""
        deadline = time.monotonic() + seconds
        while True:
            with self.read() as tables:
                if truth(tables):
                    return
                busy = tables.on_their_way()
            if time.monotonic() > deadline:
                raise NotQuiet(f"not true within {seconds} s; on its way: {dict(busy)}\n{self.tails()}")
            time.sleep(LOOK_AGAIN)

    def wait_until_quiet(self, seconds: float = QUIET) -> float:
        """Return when nothing is on its way, seen twice in a row; how many seconds that took."""
        began = time.monotonic()
        calm = 0
        while calm < 2:
            with self.read() as tables:
                busy = tables.on_their_way()
            calm = 0 if busy else calm + 1
            if time.monotonic() - began > seconds:
                raise NotQuiet(f"after {seconds} s still on its way: {dict(busy)}\n{self.tails()}")
            time.sleep(LOOK_AGAIN)
        return time.monotonic() - began

    def tails(self) -> str:
        return "\n".join(f"── {name}\n{program.log_tail()}" for name, program in self.programs.items())


class EmbeddedCity(City):
    """One process, SQLite, a broker in memory: `liandong demo run`."""

    def __init__(self) -> None:
        super().__init__("embedded")
        program = Program("embedded", ("demo", "run"), free_ports(1)[0], self.environment)
        self.programs = {"embedded": self.stack.enter_context(closing(program))}
        self.victims = dict(self.programs)

    def start(self) -> None:
        super().start()
        wait_for(self.folder / "var" / "demo-filled", self.tails)

    def read(self) -> closing[reading.Reading]:
        return closing(reading.of_files(self.folder / "var" / "db"))

    def addresses(self) -> list[str]:
        return ["--address", self.programs["embedded"].address]

    def queues(self) -> dict[str, int]:
        return {}  # they live in the process and end with it


class RealCity(City):
    """Five processes, RabbitMQ and PostgreSQL, all of our own. `wired`: the broker is reached over a wire that a test
    may harm. `configured`: more lines for PostgreSQL."""

    wire: Wire

    def __init__(self, *, fsync: bool = True, broker: Any = None, wired: bool = False, configured: str = "") -> None:
        super().__init__("real")
        with self.stack:
            self.broker = self.stack.enter_context(closing(broker or Broker()))
            self.postgres = self.stack.enter_context(closing(Postgres(fsync=fsync, more=configured)))
            self._begin(wired)
            self.stack = self.stack.pop_all()

    def _begin(self, wired: bool) -> None:
        below = {"RabbitMQ": Server(self.broker), "PostgreSQL": Server(self.postgres)}
        for server in below.values():
            server.start()
        for server in below.values():
            server.wait_until_up()
        if wired:
            self.wire = self.stack.enter_context(Wire(self.broker.url))
        self.environment["LIANDONG_BROKER_URL"] = self.wire.url if wired else self.broker.url
        self.environment["LIANDONG_DATABASE_URL"] = self.postgres.url
        ports = dict(zip(reading.SERVICES, free_ports(len(reading.SERVICES)), strict=True))
        self.programs = {name: self._program(name, port, self.environment) for name, port in ports.items()}
        self.victims = {**below, **self.programs}
        prepare(self.environment)

    def _program(self, name: str, port: int, environment: Mapping[str, str]) -> Program:
        return self.stack.enter_context(closing(Program(name, ("serve", name), port, environment)))

    @contextmanager
    def second_replicas(self, *words: str, **more: str) -> Iterator[list[Program]]:
        """While this lasts every service has one replica more, with these words and settings."""
        with ExitStack() as stack:
            ports = zip(reading.SERVICES, free_ports(len(reading.SERVICES)), strict=True)
            replicas = [
                stack.enter_context(closing(Program(name, ("serve", name, *words), port, self.environment)))
                for name, port in ports
            ]
            for replica in replicas:
                replica.start(**more)
            for replica in replicas:
                replica.wait_until_up()
            yield replicas
            for replica in replicas:
                replica.terminate(GRACE + 5)

    @contextmanager
    def only_web(self, service: str) -> Iterator[None]:
        """While this lasts a service that was ended answers at its door and hears nothing."""
        port = int(self.programs[service].address.rpartition(":")[2])
        with closing(Program(service, ("serve", service, "--only", "web"), port, self.environment)) as door:
            door.start()
            door.wait_until_up()
            yield
            door.terminate(GRACE + 5)

    def sql(self, *statements: str) -> None:
        """Say something to the database server that no service would."""
        with closing(psycopg2.connect(self.postgres.url)) as connection:
            connection.autocommit = True
            for statement in statements:
                connection.cursor().execute(statement)

    def read(self) -> closing[reading.Reading]:
        return closing(reading.of_schemas(self.postgres.url))

    def queues(self) -> dict[str, int]:
        told = self.broker.ctl("list_queues", "name", "messages").splitlines()[1:]
        return {name: int(messages) for name, messages in (line.split("\t") for line in told)}

    def addresses(self) -> list[str]:
        pairs = [f"--service={name}={program.address}" for name, program in self.programs.items()]
        return ["--address", self.programs["console"].address, *pairs]


def wait_for(file: Path, tails, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not file.exists():
        assert time.monotonic() < deadline, f"{file.name} did not appear\n{tails()}"
        time.sleep(0.1)
