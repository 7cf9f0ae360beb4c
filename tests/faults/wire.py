"""The cable between a city and its broker, in a process of its own: `wire.say("cut")`, "freeze", "deafen", "mend"."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

ORDERS = ("cut", "freeze", "deafen", "mend")
LAID = """
import sys, eventlet
eventlet.monkey_patch()
from eventlet import tpool
from tests.support.cable import Cable
with Cable(sys.argv[1]) as cable:
    print(cable.url, flush=True)
    while order := tpool.execute(sys.stdin.readline).strip():
        getattr(cable, order)()
        print(order, flush=True)
"""


class Wire:
    """`Wire(broker.url)`; what connects to `wire.url` reaches the broker as long as nobody harms the wire."""

    def __init__(self, url: str) -> None:
        words = [sys.executable, "-W", "ignore", "-c", LAID, url]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self._hear()

    def say(self, order: str) -> None:
        """Harm the wire or mend it; returns when it is done."""
        assert order in ORDERS, order
        assert self._process.stdin
        print(order, file=self._process.stdin, flush=True)
        assert self._hear() == order

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def _hear(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


@contextmanager
def harmed(wire: Wire, order: str) -> Iterator[None]:
    """While this lasts the wire is frozen or deaf; what was held up passes afterwards."""
    wire.say(order)
    try:
        yield
    finally:
        wire.say("mend")
