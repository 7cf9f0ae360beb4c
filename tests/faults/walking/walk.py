"""A walk through a city: people do what they may, try what they may not, two at once; units close, days pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from sqlalchemy import select

from services.routing.service import Routing
from shared.db import database, utc_now
from shared.messaging.audit import audit
from shared.messaging.tables import Outbox
from tests.faults.walking import standing
from tests.faults.walking.around import WHATEVER, Around
from tests.faults.walking.beside import BESIDE
from tests.faults.walking.doing import ALWAYS, REFUSED, name_of, said
from tests.faults.walking.entering import ENTERED
from tests.faults.walking.steering import Rarest, onward

NOT_YET_OLD = timedelta(minutes=-30)
CHANCE = st.integers(0, 2**32).map(Random)
SENDERS = ("petition", "leader", "operator")
AT_FIRST = 24
ALL_IN = 10
OFTEN = (
    *["somebody_does_what_they_may"] * 12,
    *["somebody_goes_on"] * 8,
    *["two_do_the_same_at_once"] * 5,
    *["somebody_tries_anything"] * 3,
    *["somebody_presses"] * 6,
    *["somebody_decides_by_hand"] * 2,
    *["register"] * 2,
    "somebody_withdraws",
    "the_petitioner_withdraws",
    *["the_desk_splits"] * 2,
    "a_unit_is_closed",
    "who_decides_an_objection_is_closed",
    *["days_pass"] * 2,
    *["nobody_asks_for_review"] * 2,
)


class Walk(Around):
    """One city from its first day on. `new_town` opens it; `done` and `told` count over all walks, `so_far` too, and
    `begun` keeps how much there was of it when each walk began. `wrong` says what went wrong as it did first."""

    new_town: Any
    told: set[str]
    wrong: list[str]
    so_far: Counter[str]
    begun: dict[int, Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.town, self.time = self.stack.enter_context(type(self).new_town())
        self.closed = set()
        self.steps, self.changed = 0, True

    def teardown(self) -> None:
        with self.stack:
            self.all_is_well()
            with database("routing").reading() as session:
                type(self).told.update(session.scalars(select(Outbox.type).distinct()))

    @initialize(data=st.data(), chance=CHANCE)
    def the_first_matters(self, data: Any, chance: Random) -> None:
        self.rarest = Rarest(type(self).so_far, type(self).begun, data.draw(st.integers(0, 2**32)))
        with self.telling("the first matters"):
            for _ in range(3):
                self.register(data, chance)
            for _ in range(chance.randrange(AT_FIRST)):
                self.somebody_goes_on(data, chance)

    @rule(what=st.sampled_from(OFTEN), data=st.data(), chance=CHANCE)
    def something_happens(self, what: str, data: Any, chance: Random) -> None:
        with self.telling(what):
            getattr(self, what)(data, Random(f"{chance.getrandbits(64)} {self.steps}"))  # the first walk draws none

    @contextmanager
    def telling(self, what: str) -> Iterator[None]:
        """Walked again with two at once it may go wrong elsewhere: what was wrong first is told."""
        try:
            yield
        except AssertionError as error:
            type(self).wrong.append(f"{what}: {error}")
            raise

    def somebody_does_what_they_may(self, data: Any, chance: Random) -> None:
        if not (possible := standing.possible_now()):
            return self.register(data, chance)
        one = self.one_of(possible, data, chance)
        return self.attempt(one.referral_id, one.act, one.username, chance)

    def one_of(self, possible: list[standing.Possible], data: Any, chance: Random) -> standing.Possible:
        """Mostly of what was tried least so far, and where there is what it is about."""
        fitting = [one for one in possible if one.fits] if chance.random() > WHATEVER else []
        acts = {one.act for one in fitting or possible}
        act = data.draw(st.sampled_from(self.rarest.of(acts) if fitting else sorted(acts)))
        found: standing.Possible = data.draw(st.sampled_from([o for o in fitting or possible if o.act == act]))
        return found

    def somebody_tries_anything(self, data: Any, chance: Random) -> None:
        if made := standing.referrals():
            people = sorted(standing.staff())
            draw = (st.sampled_from(made), st.sampled_from(sorted(ENTERED)), st.sampled_from(people))
            self.attempt(*(data.draw(each) for each in draw), chance)

    def somebody_goes_on(self, data: Any, chance: Random) -> None:
        """With what leads a matter on: by chance alone few would come to their end."""
        possible = [one for one in standing.possible_now() if one.fits]
        beside = standing.beside_now()
        if (found := onward([*(one[:2] for one in possible), *beside], chance)) is None:
            return self.register(data, chance)
        if found in beside:
            return self.press(found[1], found[0], True, data, chance)
        one = data.draw(st.sampled_from([one for one in possible if one[:2] == found]))
        return self.attempt(*found, one.username, chance)

    def somebody_presses(self, data: Any, chance: Random) -> None:
        fitting = standing.beside_now() if chance.random() > WHATEVER else []
        everything = [(one, name) for one in standing.referrals() for name in sorted(BESIDE)]
        if not everything:
            return
        names = {name for _, name in fitting or everything}
        name = data.draw(st.sampled_from(self.rarest.of(names) if fitting else sorted(names)))
        which = data.draw(st.sampled_from([one for one, what in fitting or everything if what == name]))
        self.press(name, which, bool(fitting), data, chance)

    def press(self, name: str, referral_id: str, fits: bool, data: Any, chance: Random) -> None:
        seen = standing.seen(referral_id)
        of_the_unit = sorted(user for user, one in standing.staff().items() if one.unit == seen["unit"])
        who = of_the_unit if BESIDE[name].of_the_unit and of_the_unit else SENDERS
        username = data.draw(st.sampled_from(who if fits else [*SENDERS, *of_the_unit]))
        self.post(name, username, BESIDE[name].door(seen), BESIDE[name].body(seen, chance))

    def two_do_the_same_at_once(self, data: Any, chance: Random) -> None:
        possible = [one for one in standing.possible_now() if not ENTERED[one.act].again]
        if not possible:
            return self.register(data, chance)
        one = self.one_of(possible, data, chance)
        act = one.act
        other = data.draw(st.sampled_from([each for each in possible if each[:2] == one[:2]]))
        seen, entering = standing.seen(one.referral_id), ENTERED[act]
        body = entering.body(seen, chance)
        answers = self.at_once([one.username, other.username], entering.door(seen), body)
        made = [answer for answer in answers if answer.status_code == 201]
        refused = [answer for answer in answers if answer.status_code != 201]
        assert all(answer.status_code in REFUSED for answer in refused), said(answers)
        if made:
            assert len(made) == 1, f"two at once could {act}: {said(answers)}"
            assert refused[0].json["title"], said(answers)
            self.count(act, "two at once")
        else:
            assert all(name_of(answer) in (*entering.unless, *ALWAYS) for answer in answers), said(answers)
        return None

    @invariant()
    def nothing_is_wrong(self) -> None:
        """After every act what routing watches over itself, unless it was refused and nothing can have changed; now
        and then the post goes, and all is asked."""
        self.steps += 1
        with self.telling("nothing is wrong"):
            if self.changed:
                self.tick()
                with database("routing").reading() as session:
                    before = utc_now() - NOT_YET_OLD
                    all_found = [(check.__name__, list(check(session, before))) for check in Routing.invariants]
                found = [(name, ids) for name, ids in all_found if ids]
                assert not found, found
            self.changed = False
            if self.steps % ALL_IN == 0:
                self.all_is_well()

    def all_is_well(self) -> None:
        self.deliver()
        self.tick()
        self.deliver()
        found = audit(NOT_YET_OLD)
        assert not found, "\n".join(map(str, found))
