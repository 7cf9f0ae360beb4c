"""What was open while something was broken: committed and not acknowledged, or not yet in effect."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event

import psycopg2

from tests.faults.cities import City
from tests.faults.load import Load

LOOK_AGAIN = 0.5


@dataclass
class Wounds:
    """`matters` nobody had acknowledged yet, `effects` as (reader, event); `look` adds what is open now."""

    matters: set[str] = field(default_factory=set)
    effects: set[tuple[str, str]] = field(default_factory=set)

    @contextmanager
    def watched(self, city: City, load: Load) -> Iterator[None]:
        """While this lasts: look again and again, whenever there are tables to be read."""
        ended = Event()
        with ThreadPoolExecutor(1) as eyes:
            looking = eyes.submit(self._look_until, ended, city, load)
            try:
                yield
            finally:
                ended.set()
        looking.result()

    def _look_until(self, ended: Event, city: City, load: Load) -> None:
        while not ended.wait(LOOK_AGAIN):
            with suppress(psycopg2.Error, sqlite3.Error):
                self.look(city, load)

    def look(self, city: City, load: Load) -> set[tuple[str, str]]:
        """To be called while something is broken, or just mended: the effects that are open now."""
        with city.read() as tables:
            committed = set(tables.narratives()) - load.earlier
            hanging = tables.unsettled()
        self.effects |= hanging
        self.matters |= committed - load.numbers
        return hanging
