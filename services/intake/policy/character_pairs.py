"""Which pairs of neighbouring characters a text has: what a word of two or more characters is looked up by."""

import re

RUNS = re.compile(r"\w{2,}")


def character_pairs(text):
    """Each pair once, in order; "拆迁补偿" has 拆迁, 迁补 and 补偿. Punctuation parts what stands around it."""
    runs = RUNS.findall(_lowered(text))
    return sorted({run[at : at + 2] for run in runs for at in range(len(run) - 1)})


def _lowered(text):
    """Only A to Z, as every database understands it."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)
