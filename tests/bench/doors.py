"""Registering and reading a matter: our door beside a plain one, alone and while events come in."""

import http.client
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
from urllib.parse import urlsplit

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

COLUMNS = ("door", "clients", "registered/s", "p50", "p99", "read/s", "p50", "p99")


@dataclass
class Door:
    """Where matters are registered and read."""

    name: str
    address: str
    path: str
    headers: dict[str, str]


def report(requests: int, clients: Sequence[int] = (1, 8, 32)) -> Iterator[str]:
    """The table, and how many times slower ours is."""
    bodies = matters(max(requests, 200))
    rows, ours, plain = [], {}, {}
    with RealCity(fsync=True) as city:
        door = our_door(city)
        for many in clients:
            city.wait_until_quiet()
            row, ours[many] = measured(door, "Liandong", many, requests, bodies)
            rows.append(row)
        city.wait_until_quiet()
        load = Load(city, all_rows()[: requests * 2]).start()
        rows.append(measured(door, "Liandong while events come in", 8, requests, bodies)[0])
        load.finish()
        city.wait_until_quiet(600)
        with doors_and_readers_apart(city):
            load = Load(city, all_rows()[: requests * 2]).start()
            rows.append(measured(door, "the same, doors and readers apart", 8, requests, bodies)[0])
            load.finish()
            city.wait_until_quiet(600)
    with plain_door() as door:
        for many in clients:
            row, plain[many] = measured(door, "plain Flask", many, requests, bodies)
            rows.append(row)
    more = "ours also checks, seals, keeps the event and the answer, and passes the matter on"
    yield f"{requests:,} requests each ({source()}); {more}."
    yield ""
    yield from table(COLUMNS, rows)
    yield ""
    for many in clients:
        slower = plain[many].per_second / ours[many].per_second
        yield f"- {many} clients: the plain door registers {slower:.1f} times as many"


def measured(
    door: Door, name: str, clients: int, requests: int, bodies: Sequence[bytes]
) -> tuple[tuple[object, ...], Served]:
    registered = served(door.address, door.headers, asking("POST", door.path, bodies), clients, requests)
    known = newest(door, bodies[0])
    read = served(door.address, door.headers, lambda _: ("GET", known, None), clients, requests)
    return (name, clients, *shown(registered), *shown(read)), registered


def asking(method: str, path: str, bodies: Sequence[bytes]) -> Callable[[int], tuple[str, str, bytes]]:
    return lambda number: (method, path, bodies[number % len(bodies)])


def newest(door: Door, body: bytes) -> str:
    """The path of a matter that was just registered."""
    url = urlsplit(door.address)
    with closing(http.client.HTTPConnection(url.hostname or "", url.port)) as connection:
        connection.request("POST", door.path, body, {"Content-Type": "application/json", **door.headers})
        return f"{door.path}/{json.loads(connection.getresponse().read())['matter_no']}"


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
