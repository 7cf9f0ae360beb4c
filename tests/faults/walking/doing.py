"""How a walk does things: at the doors, alone or two at once, and what every replica's timers do."""

from __future__ import annotations

from collections import Counter
from random import Random
from threading import Barrier, Thread
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine

from services.notify.clock import send_what_is_queued
from services.routing import clock
from shared.clocks.climbing import climb_what_is_due
from shared.db import database
from tests.faults.walking import standing
from tests.faults.walking.entering import ENTERED
from tests.faults.walking.steering import Rarest
from tests.integration.doors.clocks import KEEPERS
from tests.integration.doors.town import Town

REFUSED = (403, 404, 409, 422)
ALWAYS = ("barred", "not-found", "not-your-step")
AT_ONCE_AFTER = {"release_reply": ("REVOKED",)}
"""What a further act makes of it in the same moment: what a review revokes is handled anew."""


class Doing(RuleBasedStateMachine):
    """`done` counts over all walks; `changed` says whether anything can be wrong that was right before."""

    done: Counter[str]
    town: Town
    rarest: Rarest
    changed: bool

    def attempt(self, referral_id: str, act: str, username: str, chance: Random) -> None:
        """Somebody does an act: what the table does not allow is refused and changes nothing, what it allows leads
        where the table says."""
        state, to = standing.leads_to(referral_id, act, username)
        seen, entering = standing.seen(referral_id), ENTERED[act]
        answer = self.post(act, username, entering.door(seen), entering.body(seen, chance))
        where = f"{username}: {act} in {state}: {said([answer])}"
        if answer.status_code == 201:
            assert to is not None, f"the table does not allow it. {where}"
            assert standing.state_of(referral_id) in (to, *AT_ONCE_AFTER.get(act, ())), where
        else:
            assert to is None or name_of(answer) in (*entering.unless, *ALWAYS), f"the table allows it. {where}"

    def post(self, what: str, username: str, path: str, body: dict[str, Any]) -> Any:
        """At a door; a refusal must have changed nothing."""
        before = standing.fingerprint(self.town)
        answer = self.town.visitor(username).post(path, json=body)
        self.count(what, *([] if answer.status_code == 201 else ["refused"]))
        if answer.status_code == 201:
            self.changed = True
        else:
            assert answer.status_code in REFUSED, said([answer])
            assert standing.fingerprint(self.town) == before, f"refused, and yet changed: {said([answer])}"
        return answer

    def at_once(self, usernames: list[str], path: str, body: dict[str, Any]) -> list[Any]:
        self.changed = True
        together, answers = Barrier(len(usernames)), []

        def ask(username: str) -> None:
            visitor = self.town.visitor(username)
            together.wait()
            answers.append(visitor.post(path, json=body))

        threads = [Thread(target=ask, args=(username,)) for username in usernames]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(answers) == len(usernames), "one of them got no answer"
        return answers

    def settle(self) -> None:
        """What every replica's timers do."""
        for _ in range(2):
            self.deliver()
            clock.hand_over_what_closed_units_hold()
        clock.supervise_what_stands_still()
        self.climb()
        self.deliver()
        clock.finalise_what_lapsed()
        self.deliver()
        send_what_is_queued()

    def tick(self) -> None:
        """What the timers do with what an act brought about: an extension by less than has passed makes a rung due, a
        proof struck out after its unit was closed leaves a reply to serve."""
        clock.hand_over_what_closed_units_hold()
        self.climb()

    def climb(self) -> None:
        for service, keeper in KEEPERS.items():
            climb_what_is_due(database(service), keeper)

    def deliver(self) -> None:
        self.town.deliver()
        self.changed = True

    def count(self, what: str, *more: str) -> None:
        type(self).done.update([what if not more else f"{what}, {', '.join(more)}", "acts"])
        self.rarest.note(what)


def said(answers: list[Any]) -> str:
    return "; ".join(f"{answer.status_code} {answer.text[:300]}" for answer in answers)


def name_of(answer: Any) -> str:
    return str(answer.json["type"].rsplit(":", 1)[-1])
