"""What a test lets go wrong in a handler."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

_troubles: dict[tuple[str, str], tuple[Callable | Exception, list[str]]] = {}


@contextmanager
def trouble(service, toy, what) -> Iterator[list[str]]:
    """While this lasts the service's handlers meet it at this toy: an exception, or a call with their session.

    Gives the list of the events that met it, which grows.
    """
    met: list[str] = []
    _troubles[service.name, toy] = (what, met)
    try:
        yield met
    finally:
        del _troubles[service.name, toy]


def meet_trouble(session, event):
    """Called by the toys' handlers after their work, so that what they did must be undone."""
    what, met = _troubles.get((session.info["service"], event.toy), (None, []))
    met.append(event.meta.id)
    if isinstance(what, Exception):
        raise what
    if what is not None:
        session.flush()
        what(session)
