"""The one way in which tests move time: a clock that every process and every database of a city goes by."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from shared.clocks.deadline import HERE


class CityClock:
    """`clock.environment` is for every process of the city; `clock.go_to(date(2026, 10, 10), 9)` moves them all."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "city_clock"
        self.forward(timedelta(0))

    @property
    def environment(self) -> dict[str, str]:
        return {"LIANDONG_TESTING": "1", "LIANDONG_CITY_CLOCK": str(self.file)}

    @property
    def ahead(self) -> timedelta:
        return timedelta(seconds=int(self.file.read_text())) if self.file.exists() else timedelta(0)

    def forward(self, by: timedelta) -> None:
        """Move it on, or back; read anew by whoever looks at the time."""
        draft = self.file.with_suffix(".new")
        draft.write_text(str(round((self.ahead + by).total_seconds())))
        draft.replace(self.file)

    def go_to(self, day: date, hour: int = 9) -> None:
        """Make it that hour of that day in Shanghai."""
        self.forward(datetime.combine(day, time(hour), HERE) - (datetime.now(UTC) + self.ahead))
