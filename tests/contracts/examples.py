"""The stored examples: one whole envelope for each version of each event there ever was, kept for ever.

`python -m tests.contracts.examples` makes those that are missing; an existing one is never written again.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from shared import contracts
from shared.contracts import EVENTS
from shared.messaging.envelope import Letter, read, write
from tests.contracts.example_key import EXAMPLE_SETTINGS, settings_read_from

FOLDER = Path(contracts.__file__).parent / "examples"
COMMAND = "python -m tests.contracts.examples"
AT = datetime(2026, 9, 20, 1, 30, tzinfo=UTC)
SERVICE_OF = {"system": "notify", "clocks": "routing", "urging": "routing", "looks": "routing"}
ADVICE = (
    "never change or remove a stored example, since outboxes hold events like it. A new field needs a default; else "
    "raise the version of the event and say in `upgrades` how the old one becomes the new one. A renamed class or "
    "field cannot open what was sealed under the old name"
)


def path_of(type_: str, version: int, folder: Path = FOLDER) -> Path:
    return folder / f"{type_}.v{version}.json"


def stored() -> list[Path]:
    return sorted(FOLDER.glob("*.json"))


def opened(path: Path) -> Letter:
    return read(path.read_bytes())


def make_missing(folder: Path = FOLDER) -> Iterator[Path]:
    """Write the example of every event's current version that is not there yet."""
    from tests.contracts.factories import CURRENT

    for number, (type_, kind) in enumerate(sorted(EVENTS.items()), 1):
        path = path_of(type_, kind.version, folder)
        if not path.exists():
            wire = json.loads(write(_row(CURRENT[type_], number)))
            path.write_text(json.dumps(wire, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            yield path


def _row(event: Any, number: int) -> Any:
    kind = event.event_type
    return SimpleNamespace(
        number=None,
        hash=None,
        event_id=f"01990000-0000-7000-8000-{number:012d}",
        source=SERVICE_OF.get(kind.source, kind.source),
        type=kind.type,
        version=kind.version,
        subject=getattr(event, kind.subject),
        created_at=AT + timedelta(seconds=number),
        position=number,
        traceparent="00-0123456789abcdef0123456789abcdef-0123456789abcdef-01",
        cause="01990000-0000-7000-8000-000000000000",
        data=json.dumps(kind.writer.dump(event), ensure_ascii=False),
    )


if __name__ == "__main__":
    with settings_read_from(**EXAMPLE_SETTINGS):
        for made in make_missing():
            print(f"written: {made}")
