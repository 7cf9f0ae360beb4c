"""Characters that act instead of being read, made visible: what is stored is what was written, as a mark to be read.

A control character becomes its picture (NUL is ␀), everything else its number (⟨U+202E⟩). It is done once, where a
text comes in, so that pages, letters, papers, spreadsheets and logs all say the same, a search finds it, and
PostgreSQL, which can hold no NUL, holds what was written. Tabs and the ends of lines stay what they are.
"""

from __future__ import annotations

import re

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
NO_CHARACTERS = "\ud800-\udfff"
ACTING = re.compile(f"[{CONTROLS}{DIRECTIONS}{NO_CHARACTERS}]")
PICTURES = {**{chr(code): chr(0x2400 + code) for code in range(0x20)}, "\x7f": "\u2421"}


def legible(text: str) -> str:
    """`legible("林\\x00某") == "林␀某"`; a change of direction is told by its number: `"⟨U+202E⟩"`."""
    return ACTING.sub(_mark, text)


def _mark(found: re.Match[str]) -> str:
    return PICTURES.get(found[0]) or f"⟨U+{ord(found[0]):04X}⟩"
