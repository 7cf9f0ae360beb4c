"""How alike two narratives are, and what a narrative is recognised by among a million.

Each run of three characters counts once. Thirty-two bands of three least hashes (MinHash) nearly always find what has
half of its runs in common with a text, and hardly ever what has a tenth; those found are compared run by run.
"""

import hashlib
import re
import unicodedata
from zlib import crc32

BANDS, ROWS = 32, 3
LONGEST = 4_000
FEWEST_RUNS = 8
"""A shorter text is like many others and says nothing."""
ALIKE = 0.35
THE_SAME = 0.6
PRIME = (1 << 61) - 1


def _number(name):
    """One of the numbers that every process must have alike, for ever."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()) % PRIME or 1


HASHES = tuple((_number(f"factor {n}"), _number(f"shift {n}")) for n in range(BANDS * ROWS))


def runs(text):
    """Each run of three characters once; spaces, punctuation and the width of characters do not count."""
    plain = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text[:LONGEST]).lower())
    return frozenset(plain[at : at + 3] for at in range(len(plain) - 2))


def bands(text):
    """Numbers of which two texts that are alike have at least one in common; none for a text that is too short."""
    numbers = [crc32(run.encode()) for run in runs(text)]
    if len(numbers) < FEWEST_RUNS:
        return []
    least = [min([(factor * number + shift) % PRIME for number in numbers]) for factor, shift in HASHES]
    return sorted({_band(at, least[at * ROWS : (at + 1) * ROWS]) for at in range(BANDS)})


def likeness(one, other):
    """What share of the runs of two texts they have in common, from 0 to 1."""
    either = len(one | other)
    return len(one & other) / either if either else 0.0


def _band(at, least):
    told = hashlib.blake2b(repr((at, *least)).encode(), digest_size=8)
    return int.from_bytes(told.digest(), "big", signed=True)
