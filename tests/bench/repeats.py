"""Whether a matter that is told again in other words is found, and whether what is found is told again."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from services.intake.comparing import MOST_FOUND
from services.intake.policy.alike import ALIKE, bands, likeness, runs
from shared.demo.messages import messages
from tests.bench.results import at

REAL = Path(__file__).resolve().parents[3] / "shared/data/petitions_zh/messages_with_replies.csv"
SEED = 19
BEFORE = (
    "您好，我再来反映一下上次的事情：",
    "上个月打过电话，一直没有人联系，再说一遍：",
    "受邻居委托来信，情况如下。",
)
AFTER = ("请尽快给个答复，谢谢。", "以上情况属实，盼复。", "如果再没有人管，我们还会再来。")


def report(most: int | None) -> Iterator[str]:
    """The lines of the figures; nothing without the real messages."""
    if not REAL.exists():
        yield "- left out: the messages are not here"
        return
    texts = [told["narrative"] for told in messages(REAL)][:most]
    told_again = _in_other_words(texts)
    began = time.perf_counter()
    known = Known(texts)
    each = (time.perf_counter() - began) / len(texts)
    twice = _real_twins(known)
    right, found, twins, looked_for = 0, 0, 0, []
    for number, text in enumerate(told_again):
        began = time.perf_counter()
        there = known.alike_to(text)
        looked_for.append(time.perf_counter() - began)
        right += number in there
        found += len(there)
        twins += len(there & twice[number])
    yield f"- {len(texts):,} messages, each told again with a prefix, a suffix and a tenth of its characters changed"
    yield f"- recall: {right / len(texts):.2%} ({right:,} of {len(texts):,} found)"
    yield (
        f"- precision: {(right + twins) / found:.2%} of {found:,} found; {twins:,} of these are other messages whose "
        f"unaltered text is alike, too: without them {right / found:.2%}"
    )
    looked_for.sort()
    yield (
        f"- to make a text recognisable: {1000 * each:.1f} ms; to look for others, in memory: "
        f"p50 {1000 * at(0.5, looked_for):.1f} ms, p95 {1000 * at(0.95, looked_for):.1f} ms"
    )


class Known:
    """What the service keeps of texts, in memory: which texts have a band, and their runs."""

    def __init__(self, texts: list[str]) -> None:
        self.of_band: dict[int, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            for band in bands(text):
                self.of_band[band].append(number)
        self.runs = [runs(text) for text in texts]

    def alike_to(self, text: str) -> set[int]:
        """The numbers of those that the service would ask a person about, for their words alone."""
        often = Counter(number for band in bands(text) for number in self.of_band.get(band, ()))
        mine = runs(text)
        best = sorted(often, key=lambda number: (-often[number], -number))[:MOST_FOUND]
        return {number for number in best if likeness(mine, self.runs[number]) >= ALIKE}


def _real_twins(known: Known) -> list[set[int]]:
    """Of each message the other ones that say the same without being changed: every pair with a run in common is
    compared, whatever the bands say."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, mine in enumerate(known.runs):
        for run in mine:
            having[run].append(number)
    twins: list[set[int]] = [set() for _ in known.runs]
    for number, mine in enumerate(known.runs):
        shared = Counter(other for run in mine for other in having[run] if other > number)
        for other, common in shared.items():
            if common / (len(mine) + len(known.runs[other]) - common) >= ALIKE:
                twins[number].add(other)
                twins[other].add(number)
    return twins


def _in_other_words(texts: list[str]) -> list[str]:
    drawn = random.Random(SEED)
    letters = "".join(texts[:200])
    return [
        drawn.choice(BEFORE)
        + "".join(drawn.choice(letters) if drawn.random() < 0.1 else letter for letter in text)
        + drawn.choice(AFTER)
        for text in texts
    ]
