"""The servers below Liandong as victims: killed at once, started again while the storm goes on."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol


class Victim(Protocol):
    """What a storm may kill. `start()` does not wait; a victim that is still starting may be killed again."""

    def kill(self) -> None: ...
    def start(self) -> Any: ...
    def wait_until_up(self) -> None: ...


class Server:
    """A Broker() or Postgres() of our own, whose `start()` waits for an answer, as a victim."""

    def __init__(self, server: Any) -> None:
        self.server = server
        self._hands = ThreadPoolExecutor(1)
        self._starting: Future[None] = self._hands.submit(lambda: None)

    def kill(self) -> None:
        self.wait_until_up()
        self.server.kill()

    def start(self) -> None:
        self._starting = self._hands.submit(self.server.start)

    def wait_until_up(self) -> None:
        self._starting.result()
