"""What private servers have in common: a folder, a few processes, and a sure end."""

import atexit
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Self

# Reads lists of process groups until we close the pipe or die; then ends the groups of the last list.
GUARD = """
while read -r line; do doomed=$line; done
alive() { for group in $doomed; do kill -0 -- "-$group" && return; done; return 1; }
end_all() { for group in $doomed; do kill -s "$1" -- "-$group"; done; }
end_all "$1"
left=100
while alive && [ "$left" -gt 0 ]; do sleep 0.1; left=$((left - 1)); done
end_all KILL
rm -rf -- "$2"
"""


class DidNotStart(Exception):
    """A private server ended or stayed silent; the message carries the last lines of its logs."""


class PrivateServer:
    """A throw-away server; its processes and its folder go when this process ends, however it ends."""

    process: subprocess.Popen[bytes] | None = None

    def __init__(self, kind: str, *, last_signal: str = "KILL") -> None:
        self.kind = kind
        self.folder = Path(tempfile.mkdtemp(prefix=f"liandong-{kind.lower()}-"))
        self._guard = start_guard(last_signal, self.folder)
        self._guarded: list[subprocess.Popen[bytes]] = []
        atexit.register(self.close)

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def start(self) -> None:
        raise NotImplementedError

    @property
    def _pipe(self) -> IO[bytes]:
        assert self._guard.stdin
        return self._guard.stdin

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def close(self) -> None:
        """Ends everything at once and removes the folder."""
        if self._pipe.closed:
            return
        atexit.unregister(self.close)
        self._pipe.close()
        for process in self._guarded:
            process.wait()
        self._guard.wait()

    def spawn(self, *command: object, **options: Any) -> subprocess.Popen[bytes]:
        """Starts a program in the folder, its output in output.log there, in a process group of its own."""
        with (self.folder / "output.log").open("ab") as output:
            process = subprocess.Popen(
                [str(word) for word in command],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **options,
            )
        self._guarded.append(process)
        self._tell_guard()
        return process

    def wait_for_end(self, process: subprocess.Popen[bytes], *, seconds: float = 30) -> int:
        """The exit code of a spawned program, which is killed after so many seconds."""
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        code = process.wait()
        self._tell_guard()
        return code

    def end(self, process: subprocess.Popen[bytes], number: signal.Signals) -> None:
        process.send_signal(number)
        self.wait_for_end(process)

    def wait_for_answer(
        self,
        process: subprocess.Popen[bytes],
        ask: Callable[[], object],
        *,
        unless: tuple[type[Exception], ...],
        seconds: float,
    ) -> None:
        """Asks a spawned program until it no longer raises one of these errors."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                ask()
                return
            except unless as silence:
                if process.poll() is not None:
                    raise self._did_not_start("ended while starting") from silence
                if time.monotonic() > deadline:
                    raise self._did_not_start(f"did not answer within {seconds} s") from silence
            time.sleep(0.05)

    def _did_not_start(self, what_happened: str) -> DidNotStart:
        return DidNotStart(f"{self.kind} {what_happened}.\n{self.log_tail()}")

    def _tell_guard(self) -> None:
        self._guarded = [process for process in self._guarded if process.poll() is None]
        groups = " ".join(str(process.pid) for process in self._guarded)
        self._pipe.write(f"{groups}\n".encode())
        self._pipe.flush()

    def log_tail(self, lines: int = 15) -> str:
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"{log.name}:\n{tail(log, lines)}" for log in logs if log.stat().st_size)


def start_guard(last_signal: str, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["sh", "-c", GUARD, "guard", last_signal, folder],
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def tail(log: Path, lines: int) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
