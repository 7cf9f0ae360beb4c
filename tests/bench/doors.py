"""Registering and reading a matter: our door beside a plain one, alone and while events come in."""

import json
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.config import DEMO_PASSWORD
from shared.demo.client import Client
from shared.demo.messages import messages
from tests.bench.clients import Served, as_json, served
from tests.bench.results import at, table
from tests.faults.cities import RealCity
from tests.faults.load import Load
from tests.faults.messages import all_rows, source, write
from tests.faults.program import LIANDONG, Program, surroundings
from tests.support.ports import free_ports
from tests.support.postgres import Postgres
from tests.support.private import PrivateServer

BUSY_CLIENTS = 8
COLUMNS = ("door", "clients", "registered/s", "p50", "p99", "read/s", "p50", "p99")


@dataclass
class Door:
    """Where matters are registered and read."""

    name: str
    address: str
    path: str
    headers: dict[str, str]


def report(requests: int, clients: Sequence[int] = (1, 8, 32)) -> Iterator[str]:
    """The table, how many times slower ours is than a plain one, and how many times slower it is when busy."""
    bodies = matters(max(requests, 200))
    with RealCity(fsync=True) as city:
        door = our_door(city)
        ours = [measured(city, door, "Liandong", many, requests, bodies) for many in clients]
        busy = [while_events_come(city, door, "Liandong while events come in", requests, bodies)]
        with doors_and_readers_apart(city):
            busy.append(while_events_come(city, door, "the same, doors and readers apart", requests, bodies))
    with plain_door() as door:
        plain = [passed("plain Flask", door, many, requests, bodies) for many in clients]
    more = "ours also checks, seals, keeps the event and the answer, and passes the matter on"
    yield f"{requests:,} requests each ({source()}); {more}."
    yield ""
    yield from table(COLUMNS, [one.row for one in (*ours, *busy, *plain)])
    yield ""
    for mine, other in zip(ours, plain, strict=True):
        yield f"- {mine.clients} clients: the plain door {times_as_many(other, mine)}"
    alone = next(one for one in ours if one.clients == BUSY_CLIENTS)
    for one in busy:
        yield f"- {one.name}, {BUSY_CLIENTS} clients: alone ours {times_as_many(alone, one)}"


@dataclass
class Passed:
    """What so many clients had of a door."""

    name: str
    clients: int
    registered: Served
    read: Served

    @property
    def row(self) -> tuple[object, ...]:
        return (self.name, self.clients, *shown(self.registered), *shown(self.read))


def times_as_many(one: Passed, other: Passed) -> str:
    registered = one.registered.per_second / other.registered.per_second
    read = one.read.per_second / other.read.per_second
    return f"registers {registered:.1f} times and reads {read:.1f} times as many"


def passed(name: str, door: Door, clients: int, requests: int, bodies: Sequence[bytes]) -> Passed:
    """Register so many, then read them."""
    registered = served(door.address, door.headers, asking("POST", door.path, bodies), clients, requests)
    paths = [f"{door.path}/{json.loads(told)['matter_no']}" for told in registered.told]
    read = served(door.address, door.headers, lambda number: ("GET", paths[number], None), clients, requests)
    return Passed(name, clients, registered, read)


def measured(city: RealCity, door: Door, name: str, clients: int, requests: int, bodies: Sequence[bytes]) -> Passed:
    city.wait_until_quiet(600)
    return passed(name, door, clients, requests, bodies)


def while_events_come(city: RealCity, door: Door, name: str, requests: int, bodies: Sequence[bytes]) -> Passed:
    """The same beside a client that registers one real message after another, of which events run through all."""
    city.wait_until_quiet(600)
    load = Load(city, all_rows()[: requests * 2]).start()
    seen = passed(name, door, BUSY_CLIENTS, requests, bodies)
    load.finish()
    city.wait_until_quiet(600)
    return seen


def asking(method: str, path: str, bodies: Sequence[bytes]) -> Callable[[int], tuple[str, str, bytes]]:
    return lambda number: (method, path, bodies[number % len(bodies)])


def shown(each: Served) -> tuple[str, str, str]:
    return (
        f"{each.per_second:,.0f}",
        f"{1000 * at(0.5, each.seconds):.1f} ms",
        f"{1000 * at(0.99, each.seconds):.1f} ms",
    )


def matters(count: int) -> list[bytes]:
    """Real messages as matters that come in now."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "messages.csv"
        write(all_rows()[:count], file)
        return [
            as_json({name: told for name, told in one.items() if name != "received_at"}) for one in messages(file)
        ]


def our_door(city: RealCity) -> Door:
    city.start()
    addresses = {name: program.address for name, program in city.programs.items()}
    client: Any = Client(addresses["console"], addresses).sign_in("operator", DEMO_PASSWORD)
    headers = {"Authorization": f"Bearer {client.token}"}
    return Door("Liandong", addresses["intake"], "/intake/api/v1/matters", headers)


@contextmanager
def doors_and_readers_apart(city: RealCity) -> Iterator[None]:
    """While this lasts intake answers in one process and hears in another."""
    program, words = city.programs["intake"], city.programs["intake"].words
    restarted(program, (*words, "--only", "web"))
    hearing = city.spawn(LIANDONG, *words, "--only", "events", env=city.environment)
    yield
    city.end(hearing, signal.SIGTERM)
    restarted(program, words)


def restarted(program: Program, words: tuple[str, ...]) -> None:
    program.terminate(60)
    program.words = words
    program.start()
    program.wait_until_up()


@contextmanager
def plain_door() -> Iterator[Door]:
    [port] = free_ports(1)
    with Postgres() as postgres, closing(PrivateServer("plain")) as house:
        environment = {
            **surroundings(),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "BENCH_DATABASE": postgres.url,
            "BENCH_PORT": str(port),
        }
        words = (sys.executable, "-W", "ignore", "-m", "tests.bench.peers.plain_flask")
        process = house.spawn(*words, env=environment)
        address = ("127.0.0.1", port)
        house.wait_for_answer(
            process, lambda: socket.create_connection(address).close(), unless=(OSError,), seconds=30
        )
        yield Door("plain Flask", f"http://127.0.0.1:{port}", "/matters", {})
