"""What became of a load, in the words of RabbitMQ's Jepsen tests: acknowledged, lost, doubled, and so on."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from tests.faults.cities import City
from tests.faults.load import Load
from tests.faults.questions import QUESTIONS
from tests.faults.reading import Reading
from tests.faults.wounds import Wounds

LOOKS = 3
NOTHING: Mapping[str, set[str]] = {}
EXAMPLES = 5


@dataclass(frozen=True)
class Verdict:
    """The tally of matters, of effects (an event in a reader that hears it), and what is wrong in words."""

    sent: int
    acknowledged: int
    lost: int
    doubled: int
    unexpected: int
    recovered: int
    effects: int
    effects_lost: int
    effects_unexpected: int
    effects_recovered: int
    held_by_the_dead: int
    mails: int
    mails_twice: int
    wrong: dict[str, list[str]]
    audit: str

    @property
    def is_clean(self) -> bool:
        bad = (self.lost, self.doubled, self.unexpected, self.effects_lost, self.effects_unexpected)
        return not any(bad) and not self.wrong and self.audit == "nothing is lost" and self.acknowledged == self.sent

    def __str__(self) -> str:
        lines = [
            f"  matters  sent {self.sent}, acknowledged {self.acknowledged}, lost {self.lost}, "
            f"doubled {self.doubled}, unexpected {self.unexpected}, recovered {self.recovered}",
            f"  effects  owed {self.effects}, lost {self.effects_lost}, "
            f"unexpected {self.effects_unexpected}, recovered {self.effects_recovered}"
            + (f"; {self.held_by_the_dead} notices still claimed by the dead" if self.held_by_the_dead else ""),
            f"  mails    {self.mails} left the house, {self.mails_twice} more than once",
            *(
                f"  WRONG    {sentence}: {len(ids)} ({', '.join(ids[:EXAMPLES])})"
                for sentence, ids in self.wrong.items()
            ),
            f"  audit    {self.audit}",
        ]
        return "\n".join(lines)


def judge(city: City, load: Load, wounds: Wounds) -> Verdict:
    """Judge a load that is over in a city that is quiet. What a timer has just begun is no loss: look again then."""
    for _ in range(LOOKS - 1):
        verdict = _judge(city, load, wounds)
        if verdict.is_clean:
            return verdict
        city.wait_until_quiet()
    return _judge(city, load, wounds)


def _judge(city: City, load: Load, wounds: Wounds) -> Verdict:
    with city.read() as tables:
        ours = {number: words for number, words in tables.narratives().items() if number not in load.earlier}
        unsettled = tables.unsettled()
        return Verdict(
            sent=load.sent,
            acknowledged=len(load.acknowledged),
            **tally(load.narratives, load.numbers, ours),
            recovered=len(wounds.matters & load.numbers & set(ours)),
            effects=tables.owed() - load.owed_earlier,
            effects_lost=len(unsettled),
            effects_unexpected=len(tables.unexpected()),
            effects_recovered=len(wounds.effects - unsettled),
            held_by_the_dead=len(tables.held_by_the_dead() - load.held_earlier),
            **mails(city.mail.taken - load.mailed_earlier, tables.still_queued()),
            wrong={
                **answers(tables, load.wrong_earlier),
                **never_mailed(tables.mailed(), city.mail.taken),
                **left_behind(city.queues()),
            },
            audit=audit(city),
        )


def tally(sent: Counter[str], acknowledged: set[str], found: dict[str, str]) -> dict[str, int]:
    """`sent` are the words of the messages, `found` those of the matters by their numbers."""
    told = Counter(found.values())
    return {
        "lost": len(acknowledged - set(found)) + (sent - told).total(),
        "doubled": (Counter({words: times for words, times in told.items() if words in sent}) - sent).total(),
        "unexpected": sum(times for words, times in told.items() if words not in sent),
    }


def mails(taken: Counter[str], queued: set[str]) -> dict[str, int]:
    """`taken` are the mails that came to the mail server meanwhile, and how often each; `queued` will come again."""
    return {"mails": len(taken), "mails_twice": sum(times > 1 or name in queued for name, times in taken.items())}


def never_mailed(mailed: set[str], taken: Counter[str]) -> dict[str, list[str]]:
    missing = sorted(mailed - set(taken))
    return {"a notice said to be sent that never came to the mail server": missing} if missing else {}


def left_behind(queues: Mapping[str, int]) -> dict[str, list[str]]:
    full = [f"{messages} in {name}" for name, messages in queues.items() if messages]
    return {"messages left in a queue though all is quiet": full} if full else {}


def answers(tables: Reading, known: Mapping[str, set[str]] = NOTHING) -> dict[str, list[str]]:
    """The questions whose answer is not empty, with the matters they name; what was `known` before is not judged."""
    found = {
        sentence: [found for found in tables.ids(query) if found not in known.get(sentence, ())]
        for sentence, query in QUESTIONS.items()
    }
    return {sentence: ids for sentence, ids in found.items() if ids}


def audit(city: City) -> str:
    """What Liandong's own audit says: "nothing is lost", or every line but notes of what waits for a person."""
    done = city.liandong("audit", "--patience", "0")
    lines = [line for line in done.stdout.splitlines() if line.strip() and not line.startswith("note: ")]
    if done.returncode == 0 and lines == ["nothing is lost"]:
        return lines[0]
    return " | ".join(chain([f"exit {done.returncode}"], lines, done.stderr.splitlines()[-2:]))
