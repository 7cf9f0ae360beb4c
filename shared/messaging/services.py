"""Which services there are and what each hears: found by their entry points, so that shared/ imports none."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path

from shared.messaging.topology import Hearing

GROUP = "liandong.services"

_chosen: dict[str, type] | None = None


def service_classes() -> dict[str, type]:
    """The nameko service class of every service, by name."""
    return _installed() if _chosen is None else _chosen


@contextmanager
def only(*classes: type) -> Iterator[None]:
    """Let these be all the services there are, whatever is installed: `with only(Maker, Shop): ...`."""
    global _chosen
    before, _chosen = _chosen, {cls.name: cls for cls in classes}  # type: ignore[attr-defined]
    hearings.cache_clear()
    try:
        yield
    finally:
        _chosen = before
        hearings.cache_clear()


@lru_cache(maxsize=1)
def _installed() -> dict[str, type]:
    return {point.name: point.load() for point in sorted(entry_points(group=GROUP), key=lambda p: p.name)}


@lru_cache(maxsize=1)
def hearings() -> tuple[Hearing, ...]:
    """Every reader of every service: the whole topology."""
    from shared.messaging.reader import Reader

    return tuple(
        reader.hearing(name)
        for name, service in service_classes().items()
        for _, reader in inspect.getmembers(service, lambda member: isinstance(member, Reader))
    )


def hearings_of(service: str) -> tuple[Hearing, ...]:
    """The readers of one service."""
    return tuple(hearing for hearing in hearings() if hearing.service == service)


def migrations_of(service: str) -> Path:
    """The folder of a service's numbered migrations."""
    return Path(inspect.getfile(service_classes()[service])).parent / "migrations"
