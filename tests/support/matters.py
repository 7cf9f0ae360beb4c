"""A valid matter, as the JSON door of intake takes it; a test says only what is different about its own."""

from __future__ import annotations

import random
from typing import Any

NUMBERS = random.SystemRandom()


def a_matter(**changes: Any) -> dict[str, Any]:
    """The body of `POST /intake/api/v1/matters`; a change to None leaves the field out, `petitioner` is merged."""
    petitioner = {"name": "钱某", "phone": new_phone(), **changes.pop("petitioner", {})}
    matter = {
        "channel": "PHONE",
        "kind": "CLAIM_APPEAL",
        "petitioner": given(petitioner),
        "place": "曹桥街道野马村",
        "narrative": "邻居在通道上砌了一道墙，车进不来。",
        "claims": [a_claim()],
        **changes,
    }
    return given(matter)


def a_claim(**changes: Any) -> dict[str, Any]:
    return given({"category": "land", "text": "拆除围墙", **changes})


def given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def new_phone() -> str:
    """A mobile number nobody has called from before."""
    return f"137{NUMBERS.randrange(10**8):08d}"
