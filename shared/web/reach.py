"""How a person may be reached, in words, wherever somebody might ring or write."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from shared.contracts.intake import Reach
from shared.contracts.words import LANGUAGES, NEEDS
from shared.web.language import word


@dataclass(frozen=True)
class Wish:
    """One thing to mind; `tone` is that of a badge, "late" where minding it protects the person."""

    text: str
    tone: str


def wishes(reach: Reach | None) -> list[Wish]:
    """What to mind before ringing or writing, the weightiest first; empty where nothing was said."""
    if reach is None:
        return []
    told = []
    if reach.safe_to_ring is False:
        told.append(Wish(gettext("不便致电，请勿打电话、发短信"), "late"))
    if reach.do_not_announce:
        told.append(Wish(gettext("回电勿表明来电单位"), "late"))
    if reach.safe_to_ring:
        told.append(Wish(gettext("可以致电"), "good"))
    if reach.ring_when:
        told.append(Wish(gettext("方便联系：%(when)s", when=reach.ring_when), "neutral"))
    if reach.language:
        told.append(Wish(word(LANGUAGES[reach.language]), "neutral"))
    return [*told, *(Wish(word(NEEDS[need]), "neutral") for need in reach.needs)]
