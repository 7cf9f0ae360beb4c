"""One process of Liandong, to be started, killed, ended in good order and started again."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from tests.support.private import PrivateServer

LIANDONG = Path(sys.executable).with_name("liandong")
START = 60


class Program(PrivateServer):
    """`Program("intake", ("serve", "intake"), port, environment)`; `start()` does not wait for an answer."""

    def __init__(self, name: str, words: tuple[str, ...], port: int, environment: Mapping[str, str]) -> None:
        super().__init__(name)
        self.name = name
        self.words = words
        self.address = f"http://127.0.0.1:{port}"
        self.environment = {**environment, "LIANDONG_PORT": str(port)}
        self._ready = f"{self.address}/{'console' if name == 'embedded' else name}/-/ready"

    def start(self, **more: str) -> None:
        """Start it if it does not run; `more` are settings for this time only."""
        if not self.is_running:
            self.process = self.spawn(LIANDONG, *self.words, env={**self.environment, **more})

    def wait_until_up(self, seconds: float = START) -> None:
        self.wait_for_answer(self.process, self._ask, unless=(OSError,), seconds=seconds)

    def kill(self) -> None:
        if self.process:
            self.end(self.process, signal.SIGKILL)

    def terminate(self, seconds: float) -> int:
        """SIGTERM; its exit code, or -9 where it did not end within so many seconds."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait_for_end(self.process, seconds=seconds)

    def wait_for_death(self, seconds: float) -> int:
        """The exit code of a process that is to end by itself; -15 where it had to be ended."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return self.terminate(seconds)

    def resident(self) -> int:
        """How much memory it holds, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) // 1024

    def _ask(self) -> None:
        with urllib.request.urlopen(self._ready, timeout=5) as answer:
            json.load(answer)


def surroundings() -> dict[str, str]:
    """Our environment without any setting of Liandong's."""
    return {name: value for name, value in os.environ.items() if not name.startswith("LIANDONG_")}
