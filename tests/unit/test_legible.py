"""What acts instead of being read is told by a mark, and nothing else is changed."""

import unicodedata

import pytest

from shared.legible import ACTING, legible

KEPT = [
    "林某，曹桥街道 3 组\n第二行\t制表\r\n",
    "<script>alert(1)</script> '; DROP TABLE matter; --",
    "👩‍👩‍👧‍👦🏳️‍🌈 𠮷野家 e\u0301 ﷽ שלום مرحبا",
    "␀⟨U+202E⟩",
]


@pytest.mark.parametrize("text", KEPT)
def test_text_stays_what_it_is(text):
    assert legible(text) == text


def test_every_control_character_but_tabs_and_line_ends_has_its_mark():
    for code in [*range(0x20), *range(0x7F, 0xA0)]:
        kept = chr(code) in "\t\n\r"
        assert (legible(chr(code)) == chr(code)) == kept
        assert kept or unicodedata.category(legible(chr(code))[0]) != "Cc"
    assert legible("\x00\x1f\x7f") == "␀␟␡"


def test_every_character_that_only_turns_the_direction_has_its_number():
    turning = {
        chr(code) for code in range(0x2000, 0x2070) if unicodedata.bidirectional(chr(code))[:2] in ("LR", "RL")
    }
    turning |= {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
    for sign in turning:
        assert legible(f"甲{sign}乙") == f"甲⟨U+{ord(sign):04X}⟩乙"


def test_what_was_made_legible_once_stays_so():
    text = "".join(map(chr, range(0x3000))) + "\ud800\udfff"
    assert legible(legible(text)) == legible(text)
    assert not ACTING.search(legible(text))
    assert legible(text).encode()
