"""Clients at a door: so many at once, each with a connection of its own, asking again as soon as it is answered."""

import http.client
import json
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from threading import Lock
from urllib.parse import urlsplit

Ask = tuple[str, str, bytes | None]


class Refused(Exception):
    """The door did not answer as it should; the message has what it said."""


@dataclass(frozen=True)
class Served:
    """How fast a door was: requests a second, every answer's seconds in their order of size, and what was told."""

    per_second: float
    seconds: list[float]
    told: list[bytes]


def served(
    address: str, headers: Mapping[str, str], ask: Callable[[int], Ask], clients: int, requests: int
) -> Served:
    """`ask(number)` says what the request of that number asks: method, path, body."""
    numbers, lock = count(), Lock()

    def next_number() -> int:
        with lock:
            return next(numbers)

    def one_client(_: int) -> list[tuple[float, bytes]]:
        return list(_asking(address, headers, ask, iter(next_number, None), requests))

    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as at_once:
        answers = [each for client in at_once.map(one_client, range(clients)) for each in client]
    per_second = len(answers) / (time.perf_counter() - began)
    return Served(per_second, sorted(seconds for seconds, _ in answers), [told for _, told in answers])


def _asking(
    address: str, headers: Mapping[str, str], ask: Callable[[int], Ask], numbers: Iterator[int], requests: int
) -> Iterator[tuple[float, bytes]]:
    url = urlsplit(address)
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=60)
    for number in numbers:
        if number >= requests:
            break
        method, path, body = ask(number)
        began = time.perf_counter()
        connection.request(method, path, body, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        told = answer.read()
        if answer.status not in (200, 201):
            raise Refused(f"{method} {path}: {answer.status} {told[:300]!r}")
        yield time.perf_counter() - began, told
    connection.close()


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
