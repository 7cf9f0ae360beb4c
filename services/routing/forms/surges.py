"""What taking notice of an early warning needs."""

from shared.contracts.base import form
from shared.contracts.fields import Line


@form
class NoticeTakenForm:
    """What is done about it."""

    words: Line


@form
class WarningFilter:
    cursor: Line | None = None
