"""Where the time of the three small handlers goes: py-spy looks at every stage while all matters pass through it."""

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from tests.bench.peers.stages import STAGES
from tests.bench.pipeline.contestants import Told, bare, ours, peers
from tests.bench.pipeline.race import Ground, Run, computing, ground
from tests.bench.pipeline.report import asked
from tests.bench.results import table

SPY = str(Path(sys.executable).with_name("py-spy"))
RATE = 250
SHOWN = 18
FASTEST = "FastStream"
NO_WORK = ("do_poll (eventlet/hubs", "_find_and_load (")
OURS = ("shared/", "tests/bench/")


def report(matters: int) -> Iterator[str]:
    """What a matter costs whom; then for each stage what share each function had, itself and with all it calls."""
    with ground() as servers:
        yield from costs(servers, asked(matters))
    with ground() as servers, closing(Run(servers, ours(), "profiled")) as run:
        run.start()
        run.wait_until_it_listens()
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder, stage) for stage in STAGES]
            spies = [spy_on(process.pid, file) for process, file in zip(run.running, files, strict=True)]
            run.ask(asked(matters))
            run.wait_until_noticed(matters)
            for process in run.running:
                process.terminate()
            for spy in spies:
                spy.wait(60)
            for stage, file in zip(STAGES, files, strict=True):
                yield from told(stage, file.read_text())


def costs(servers: Ground, told: Sequence[Told]) -> Iterator[str]:
    """What bounds whoever computes without a pause: ours and the peers do, the bare loop waits for the disk too."""
    compared = (bare(), ours(), *(one for one in peers() if FASTEST in one.name))
    spent = {one.name: computing(servers, one, told, f"costs{place}") for place, one in enumerate(compared)}
    parties = tuple(spent[compared[0].name])
    cells = [(name, *(f"{1000 * each[party]:.2f} ms" for party in parties)) for name, each in spent.items()]
    yield "What a matter costs, in time of a processor:"
    yield ""
    yield from table(("who", *parties), cells)
    yield ""


def spy_on(pid: int, file: Path) -> subprocess.Popen[bytes]:
    words = (SPY, "record", "--pid", str(pid), "--rate", str(RATE), "--format", "raw", "--output", str(file))
    return subprocess.Popen((*words, "--duration", "3600"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def told(stage: str, raw: str) -> Iterator[str]:
    stacks = [(line.rpartition(" ")[0].split(";"), int(line.rpartition(" ")[2])) for line in raw.splitlines()]
    busy = [(stack, seen) for stack, seen in stacks if stack[-1] and not is_rest(stack)]
    whole = sum(seen for _, seen in busy) or 1
    itself, with_calls = Counter[str](), Counter[str]()
    for stack, seen in busy:
        itself[place(stack[-1])] += seen
        for each in {place(frame) for frame in stack}:
            with_calls[each] += seen
    yield f"### {stage}"
    yield ""
    mine = [name for name, _ in with_calls.most_common() if any(f"({room}" in name for room in OURS)]
    yield from rows("with all it calls", mine[:SHOWN], with_calls, whole)
    yield ""
    yield from rows("itself", [name for name, _ in itself.most_common(SHOWN)], itself, whole)
    yield ""


def is_rest(stack: Sequence[str]) -> bool:
    """Whether it waits for something to do, or still imports."""
    return any(part in frame for frame in stack for part in NO_WORK)


def rows(column: str, names: Sequence[str], seen: Counter[str], whole: int) -> list[str]:
    return table(("function", column), [(name, f"{100 * seen[name] / whole:.1f} %") for name in names])


def place(frame: str) -> str:
    """`settle (shared/messaging/settle.py)`: without the line, which changes with every edit."""
    name, _, where = frame.partition(" (")
    return f"{name} ({where.rpartition(':')[0].rpartition('site-packages/')[2]})"
