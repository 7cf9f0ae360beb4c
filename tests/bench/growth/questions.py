"""What is asked of every size: by whom, at which door. Whoever adds a list or a search adds its line here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from services.routing.forms.lists import TABS
from shared.demo.messages import messages
from tests.faults.load import Load


@dataclass(frozen=True)
class Question:
    """`path(number)` may ask for another thing each time."""

    name: str
    service: str
    by: str
    path: Callable[[int], str]


def questions(load: Load) -> Sequence[Question]:
    """`load` brought the originals: their numbers and telephones are asked for."""
    told = list(messages(load.file))
    numbers, phones = sorted(load.numbers), [matter["petitioner"]["phone"] for matter in told]
    typed = {
        "name": [matter["petitioner"]["name"] for matter in told],
        "an ID number nobody has": ["330482199001010014"],
        "a letter's number nobody has": ["平信转〔2026〕9999号"],
        "a word of two characters": ["拆迁", "工资"],
        "words that few have": [matter["narrative"][30:36] for matter in told if len(matter["narrative"]) > 60],
    }
    return (
        Question("a matter with its timeline", "intake", "operator", of("/intake/api/v1/matters/{}", numbers)),
        Question("a caller's earlier matters", "intake", "operator", of("/intake/api/v1/callers?phone={}", phones)),
        Question("the call form of a caller", "intake", "operator", of("/intake/matters/new?phone={}", phones)),
        Question("found by number", "intake", "operator", of("/intake/api/v1/matters?q={}", numbers)),
        Question("found by telephone", "intake", "operator", of("/intake/api/v1/matters?phone={}", phones)),
        *(listed(f"found by {what}", "q={}", values) for what, values in typed.items()),
        listed("of a unit", "unit={}", ["caoqiao"]),
        listed("of a unit, in a state", "unit={}&state=IN_PROGRESS", ["caoqiao"]),
        listed("of a channel, up to a day", "channel=PHONE&until={}", ["2026-11-20"]),
        Question("what was forwarded", "intake", "petition", of("/intake/forwarded", [""])),
        Question("the newest matters", "intake", "operator", of("/intake/matters", [""])),
        Question("an office's matters", "intake", "caoqiao", of("/intake/matters", [""])),
        Question("an office's desk", "routing", "caoqiao", of("/routing/referrals", [""])),
        *(
            Question(f"its desk, {tab}", "routing", "caoqiao", of(f"/routing/referrals?tab={tab}", [""]))
            for tab in TABS
        ),
        Question("its ledger", "routing", "caoqiao", of("/routing/ledger", [""])),
        Question("what a desk sent", "routing", "operator", of("/routing/sent", [""])),
        Question("what waits for a person", "routing", "leader", of("/routing/triage", [""])),
        Question("a matter's notices", "notify", "operator", of("/notify/api/v1/notices?matter_no={}", numbers)),
        Question("the newest notices", "notify", "operator", of("/notify/notices", [""])),
        Question("the monitor", "console", "ops", of("/console/monitor", [""])),
    )


def listed(name: str, asked: str, values: Sequence[str]) -> Question:
    return Question(name, "intake", "operator", of(f"/intake/matters?{asked}", values))


def of(path: str, values: Sequence[str]) -> Callable[[int], str]:
    return lambda number: path.format(quote(values[number % len(values)]))
