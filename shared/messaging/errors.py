"""Why an event could not take effect, and what is done about it."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

from shared.db import RunAgain
from shared.errors import Refused
from shared.legible import legible

WITHOUT_LIMIT = None
ATTEMPTS = 20


class NotYet(Exception):
    """What this event builds on has not arrived here. Raise it from a handler: the event waits and is tried again."""


class UnknownEvent(Exception):
    """A newer writer's type or version: it waits until this reader is upgraded."""


class NotHeardHere(UnknownEvent):
    """A type this reader has no handler for reached its queue: it waits until this reader is upgraded."""


class LastingError(Exception):
    """No further attempt can help. The message must hold no personal data."""


@dataclass(frozen=True)
class Setback:
    """What a failure means: why (`not_yet`, `unknown`, `error`, `lasting`), its words, how often to try."""

    why: str
    error: str
    attempts: int | None

    def is_final(self, attempts: int) -> bool:
        """Whether, after so many attempts, the event is a dead letter."""
        return self.attempts is not None and attempts >= self.attempts


def setback(error: BaseException) -> Setback:
    """Classify a handler's or the decoding's failure. The words hold no value of any field or parameter."""
    if isinstance(error, NotYet):
        return Setback("not_yet", f"NotYet: {_words(error)}"[:400], WITHOUT_LIMIT)
    if isinstance(error, UnknownEvent):
        return Setback("unknown", _words(error), WITHOUT_LIMIT)
    if isinstance(error, LastingError):
        return Setback("lasting", _words(error), 1)
    if isinstance(error, Refused):
        return Setback("lasting", f"{type(error).__name__} at {_place(error)}"[:400], 1)
    if isinstance(error, RunAgain):
        return Setback("error", "deadlock or serialization failure", ATTEMPTS)
    return Setback("error", f"{type(error).__name__} at {_place(error)}"[:400], ATTEMPTS)


def _words(error: BaseException) -> str:
    """What its author said, made fit for every database; where nothing was said, the kind and the place."""
    words = legible(str(error)).strip()
    return (words or f"{type(error).__name__} at {_place(error)}")[:400]


def _place(error: BaseException) -> str:
    """File, line and function where it was raised: an exception's own words may quote a person."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/services/" in frame.filename or "/shared/" in frame.filename]
    if not frames:
        return "an unknown place"
    frame = (ours or list(frames))[-1]
    return f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} in {frame.name}"
