"""How long processes and all their children have computed."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def computed(pid: int) -> float:
    """Seconds of a processor that a process, what it still runs and what it ran and waited for have taken."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        lists = [threads.read_text() for threads in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return 0.0  # it has ended since its parent was asked, who counts it from now on
    alive = [int(child) for told in lists for child in told.split()]
    return sum(map(int, fields[11:15])) / TICKS + sum(map(computed, alive))
