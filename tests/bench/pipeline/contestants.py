"""Who takes part: how its processes are started, and in which words it is asked."""

import base64
import json
import secrets
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from shared.config import fresh_secrets
from tests.bench.peers.stages import STAGES, queue_of
from tests.faults.messages import Row

Told = dict[str, str]
Message = tuple[bytes, dict[str, object]]
PYTHON = sys.executable
PATIENT = ("--loglevel=WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat")


@dataclass(frozen=True)
class Contestant:
    """`commands` are its processes, `message(told)` the body and properties that ask its first stage."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    message: Callable[[Told], Message]
    queues: tuple[str, ...] = tuple(map(queue_of, STAGES))
    exchange: str = ""
    routing_key: str = queue_of("intake")
    prepares: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def makes_its_own_tables(self) -> bool:
        return bool(self.prepares)


def told(number: int, row: Row) -> Told:
    """A real message as the first stage is asked to register it."""
    return {
        "id": str(uuid4()),
        "matter_no": f"LD-20261122-{number:06d}",
        "petitioner": f"演示信访人{number}",
        "narrative": f"{row['留言主题']}\n{row['留言详情']}"[:18_000],
    }


def plain(told: Told) -> Message:
    return json.dumps(told, ensure_ascii=False).encode(), {"content_type": "application/json"}


def as_task(told: Told) -> Message:
    """In the words of Celery's protocol 2."""
    body = json.dumps([[told], {}, {"callbacks": None, "errbacks": None, "chain": None, "chord": None}])
    headers = {"lang": "py", "task": "bench.intake", "id": told["id"], "root_id": told["id"], "parent_id": None}
    properties = {"content_type": "application/json", "content_encoding": "utf-8", "correlation_id": told["id"]}
    return body.encode(), {**properties, "application_headers": headers}


def as_event(told: Told) -> Message:
    """In the envelope of shared/messaging."""
    envelope = {
        "specversion": "1.0",
        "id": told["id"],
        "source": "/liandong/producer",
        "type": "bench.asked",
        "subject": told["matter_no"],
        "time": "2026-11-22T09:30:00+08:00",
        "datacontenttype": "application/json",
        "dataversion": 1,
        "sequence": told["matter_no"][-6:],
        "data": {name: told[name] for name in ("matter_no", "petitioner", "narrative")},
    }
    return json.dumps(envelope, ensure_ascii=False).encode(), {"content_type": "application/cloudevents+json"}


def bare() -> Contestant:
    return Contestant("bare loop", tuple((PYTHON, "-m", "tests.bench.peers.bare", s) for s in STAGES), plain)


def ours() -> Contestant:
    module = (PYTHON, "-W", "ignore", "-m", "tests.bench.peers.small")
    return Contestant(
        "Liandong, three small handlers",
        tuple((*module, "run", stage) for stage in STAGES),
        as_event,
        queues=tuple(map("liandong.{}".format, STAGES)),
        exchange="liandong.events",
        routing_key="bench.asked",
        prepares=(*module, "prepare"),
        settings=_secrets(),
    )


def peers() -> Iterator[Contestant]:
    for mode in ("ordinary", "promised"):
        yield _of_module("nameko", "tests.bench.peers.plain_nameko", mode)
        yield _of_module("FastStream", "tests.bench.peers.plain_faststream", mode)
        yield _celery(mode)


def _of_module(name: str, module: str, mode: str) -> Contestant:
    start = (PYTHON, "-W", "ignore", "-m", module)
    runs = tuple((*start, "run", stage) for stage in STAGES)
    return Contestant(f"{name}, {mode}", runs + _relays(start, mode), plain, settings={"BENCH_MODE": mode})


def _celery(mode: str) -> Contestant:
    module = "tests.bench.peers.plain_celery"
    worker = (PYTHON, "-m", "celery", "-A", module, "worker", *PATIENT, "-c", "2")
    runs = tuple((*worker, "-Q", queue_of(stage), "-n", f"{stage}@%h") for stage in STAGES)
    relays = _relays((PYTHON, "-m", module), mode)
    return Contestant(f"Celery, {mode}", runs + relays, as_task, settings={"BENCH_MODE": mode})


def _relays(start: tuple[str, ...], mode: str) -> tuple[tuple[str, ...], ...]:
    return tuple((*start, "relay", stage) for stage in ("intake", "routing")) if mode == "promised" else ()


def _secrets() -> dict[str, str]:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    mail = {"MAIL_URL": "file:nowhere", "MAIL_FROM": "bench@localhost", "SMS_DOMAIN": "sms.localhost"}
    return {f"LIANDONG_{name}": value for name, value in {**fresh_secrets(), "INDEX_KEY": key, **mail}.items()}
