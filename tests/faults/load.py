"""Messages on their way through the public door, and what the client may count on."""

import subprocess
import time
from collections import Counter
from itertools import count
from threading import Thread
from typing import Self

from shared.demo.messages import messages
from tests.faults.cities import City
from tests.faults.messages import Row, write
from tests.faults.program import LIANDONG
from tests.faults.questions import QUESTIONS
from tests.support.private import tail

PATIENCE = 600
batches = count(1)


class LoadStopped(Exception):
    """The client gave up, or was done before it was awaited; the message carries its last words."""


class Load:
    """`liandong demo load` on its way. Its log is synced to disk line by line: what stands there was acknowledged."""

    def __init__(self, city: City, rows: list[Row], *, per_second: float | None = None) -> None:
        self.city = city
        self.sent = len(rows)
        self.pace = ("--per-second", str(per_second)) if per_second else ()
        batch = next(batches)
        self.file = city.folder / f"messages-{batch}.csv"
        self.log = city.folder / f"acknowledged-{batch}"
        self.log.touch()
        self.longest_silence = 0.0
        write([row | {"留言主题": f"{row['留言主题']}（第{batch}批）"} for row in rows], self.file)
        with city.read() as tables:
            self.earlier = set(tables.narratives())
            self.wrong_earlier = {question: set(tables.ids(query)) for question, query in QUESTIONS.items()}
            self.owed_earlier = tables.owed()
            self.held_earlier = tables.held_by_the_dead()
        self.mailed_earlier = city.mail.taken.copy()

    def start(self) -> Self:
        words = ("demo", "load", self.file, *self.city.addresses(), *self.pace, "--log-file", self.log)
        self.began = time.monotonic()
        self.process = self.city.spawn(LIANDONG, *words, env=self.city.environment)
        Thread(target=self._listen, daemon=True).start()
        return self

    @property
    def narratives(self) -> Counter[str]:
        """What was sent, by the words of each message; some come twice."""
        return Counter(str(matter["narrative"]) for matter in messages(self.file))

    @property
    def acknowledged(self) -> list[str]:
        return [line for line in self.log.read_text().splitlines(keepends=True) if line.endswith("\n")]

    @property
    def numbers(self) -> set[str]:
        return {line.strip() for line in self.acknowledged}

    @property
    def is_over(self) -> bool:
        return self.process.poll() is not None

    def wait_until_acknowledged(self, count: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while len(self.acknowledged) < count:
            if self.is_over or time.monotonic() > deadline:
                raise LoadStopped(f"{len(self.acknowledged)} of {self.sent} acknowledged\n{self._words()}")
            time.sleep(0.01)

    def let_in(self, more: int) -> None:
        """Wait until so many more were acknowledged, or all."""
        self.wait_until_acknowledged(min(len(self.acknowledged) + more, self.sent))

    def wait_until_it_stalls(self, seconds: float = 3) -> None:
        """Wait until nothing has been acknowledged for so long."""
        known, since = -1, time.monotonic()
        while time.monotonic() - since < seconds:
            if len(self.acknowledged) != known:
                known, since = len(self.acknowledged), time.monotonic()
            if self.is_over:
                raise LoadStopped(f"the load is over\n{self._words()}")
            time.sleep(0.1)

    def finish(self) -> float:
        """Wait until every message was answered; how many seconds the whole load took."""
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            code = None
        if code != 0:
            raise LoadStopped(f"exit code {code}, {len(self.acknowledged)} of {self.sent}\n{self._words()}")
        return time.monotonic() - self.began

    def _listen(self) -> None:
        """Note how long the client went without an answer, at worst, once it had the first."""
        heard, at = 0, time.monotonic()
        while not self.is_over:
            size, now = self.log.stat().st_size, time.monotonic()
            if heard:
                self.longest_silence = max(self.longest_silence, now - at)
            if size != heard:
                heard, at = size, now
            time.sleep(0.05)

    def _words(self) -> str:
        return tail(self.city.folder / "output.log", 12) + "\n" + self.city.tails()
