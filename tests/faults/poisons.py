"""Twelve bodies and wrappings that nobody should ever put into a queue, and what must become of each."""

import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from shared import contracts

HEARD_EVERYWHERE = "redrive.requested"
EXAMPLE = Path(contracts.__file__).parent / "examples" / f"{HEARD_EVERYWHERE}.v1.json"

Poison = tuple[bytes, dict[str, Any]]


def deadly() -> Iterator[Poison]:
    """Eleven that no later version can read either, with the properties they come with."""
    whole = envelope()
    yield whole[:-1], {}
    yield b'{"name": "\xe6\x9e\xe6"}', {}
    yield pickle.dumps({"name": "x"}), {"content_type": "application/x-python-serialize"}
    yield whole[:-2], {"content_type": "application/of-no-known-kind", "content_encoding": "klingon"}
    yield b"[" * 100_000, {}
    yield b"PK\x03\x04 no archive", {"application_headers": {"compression": "application/x-gzip"}}
    yield b"{}", {"application_headers": {"nameko.call_id_stack": 5}}
    yield envelope(id=None), {}
    yield b" " * 20_000_000, {}
    yield envelope(data={"of": "another declaration"}), {}
    yield b"\x00" * 64, {}


def of_a_newer_version() -> bytes:
    """One that waits for a newer version of Liandong instead of dying."""
    return envelope(dataversion=99)


def envelope(**attributes: Any) -> bytes:
    told = json.loads(EXAMPLE.read_text()) | {"id": str(uuid4())} | attributes
    return json.dumps({name: value for name, value in told.items() if value is not None}).encode()
