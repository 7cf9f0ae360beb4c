"""Real messages as matters: what a message does not say is chosen by a fixed hash of its text."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Shanghai")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
CATEGORIES = (
    "land", "demolition", "environment", "property", "public_services", "neighbours", "other",
    "wages", "work_injury", "marriage_family", "traffic", "debt", "legal_aid",
)  # fmt: skip
CHANNELS = ("PHONE", "PHONE", "PHONE", "VISIT", "LETTER", "ONLINE", "FORWARDED")
FIRST_DAY = datetime(2025, 1, 1, 8, 30, tzinfo=HERE)
DAYS = 690
LONGEST = 20_000


@dataclass(frozen=True)
class Drawn:
    """Numbers drawn from a text: the same text always gives the same ones."""

    digest: bytes

    def below(self, limit: int, place: int) -> int:
        """A number from 0 to `limit` - 1; `place` tells the draws of one text apart."""
        return int.from_bytes(self.digest[place * 3 : place * 3 + 3], "big") % limit


def messages(path: Path) -> Iterator[dict[str, Any]]:
    """Each message of a file (columns 留言主题, 留言详情) as the body of `POST /intake/api/v1/matters`.

    Place (one in ten has none), category, channel, petitioner and day are fictional.
    """
    places = _places()
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            yield as_matter(row["留言主题"], row["留言详情"], number, places)


def as_matter(title: str, text: str, number: int, places: list[dict[str, str]]) -> dict[str, Any]:
    """One message as a matter; `number` tells apart messages whose texts are the same."""
    narrative = " ".join(f"{title}\n{text}".split())[:LONGEST]
    drawn = Drawn(hashlib.sha256(f"{number}\n{narrative}".encode()).digest())
    place = None if drawn.below(10, 0) == 0 else places[drawn.below(len(places), 1)]
    channel = CHANNELS[drawn.below(len(CHANNELS), 2)]
    received_at = FIRST_DAY + timedelta(days=drawn.below(DAYS, 3), minutes=drawn.below(480, 4))
    matter = {
        "channel": channel,
        "kind": "CLAIM_APPEAL" if drawn.below(5, 5) else "HELP",
        "petitioner": {
            "name": f"{SURNAMES[drawn.below(len(SURNAMES), 6)]}某",
            "phone": f"139{drawn.below(10_000, 7):04d}{drawn.below(10_000, 8):04d}",
        },
        "narrative": narrative,
        "claims": [
            {"category": CATEGORIES[drawn.below(len(CATEGORIES), 9)], "text": title.strip()[:200] or "见来信"}
        ],
        "received_at": received_at.isoformat(),
    }
    if place:
        matter["place"] = place["name"]
        matter["place_code"] = place["code"]
    if channel == "FORWARDED":
        matter["external_no"] = f"信转〔{received_at.year}〕{number}号"
    return matter


def _places() -> list[dict[str, str]]:
    with (city_folder() / "places.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def city_folder() -> Path:
    """The demo city's folder in the project."""
    return Path(__file__).resolve().parents[2] / "deploy" / "city" / "pinghu"
