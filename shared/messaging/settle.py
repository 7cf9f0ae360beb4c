"""One batch of deliveries, one transaction: a settlement row for each event and the effects of its handlers."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from shared.contracts.system import EventDead, EventSettled, RedriveRequested
from shared.crash import crash_point
from shared.db import Database, DatabaseAway, RunAgain, insert_if_absent, moment, now_by_database, utc_now
from shared.messaging.envelope import UNKNOWN, Letter, read
from shared.messaging.errors import Setback, setback
from shared.messaging.handlers import Handler
from shared.messaging.outbox import publish
from shared.messaging.tables import Settlement

RUNS = 5
FIRST_PAUSE = 0.25
LONGEST_PAUSE = 30.0
SETTLEMENT: Table = Settlement.__table__  # type: ignore[assignment]
SYSTEM_EVENTS: tuple[Any, ...] = (EventDead, EventSettled, RedriveRequested)
NOT_ANNOUNCED = {kind.event_type.type for kind in SYSTEM_EVENTS}


class Settler:
    """Settles what one reader receives. Knows no broker: it is handed bodies and may be handed any twice.

    `breathe` is called between events so that other green threads of the process get their turn.
    """

    def __init__(
        self,
        database: Database,
        reader: str,
        handlers: Mapping[str, Sequence[Handler]],
        breathe: Callable[[], None] = lambda: None,
    ) -> None:
        self.database = database
        self.reader = reader
        self.handlers = handlers
        self.heard = frozenset(handlers)
        self.breathe = breathe

    def settle(self, bodies: Sequence[bytes | str]) -> bool:
        """Record every delivery and run the handlers of the new ones; true if some were set aside.

        Afterwards each has a settlement row and may be acknowledged. Raises `DatabaseAway` or, where another
        replica holds a row for too long, `RunAgain`: then nothing may be acknowledged, and it is safe to ask again.
        """
        letters = {letter.event_id: letter for letter in (read(body, self.heard) for body in bodies)}
        readable = sorted((x for x in letters.values() if x.problem is None), key=lambda x: x.order)
        unreadable = [x for x in letters.values() if x.problem is not None]
        set_aside = [self._set_aside(letter, letter.problem) for letter in unreadable]
        if not self._settle_together(readable):
            set_aside += [self._settle_alone(letter) for letter in readable]
        return any(set_aside)

    def retry_one(self) -> bool:
        """Try the waiting event that is due first. False if none is due. Raises `DatabaseAway` and `RunAgain`: then
        nothing was done, and it uses up no attempt."""
        key = None
        try:
            with self.database.transaction() as session:
                row = session.execute(self._due(session)).scalar_one_or_none()
                if row is None:
                    return False
                key = row.event_id
                self._retry(session, row)
        except (DatabaseAway, RunAgain):
            raise
        except Exception as error:
            if key is None:
                raise
            self._fail_again(key, setback(error))
        return True

    def next_due(self) -> timedelta | None:
        """How long until the next waiting event wants to be tried; None if nothing waits."""
        with self.database.reading() as session:
            due = session.execute(
                select(Settlement.next_attempt_at)
                .where(Settlement.reader == self.reader, Settlement.state == "waiting")
                .order_by(Settlement.next_attempt_at)
                .limit(1)
            ).scalar()
            return None if due is None else due - now_by_database(session)

    def _settle_together(self, letters: Sequence[Letter]) -> bool:
        for _ in range(RUNS if letters else 0):
            try:
                self._record_and_run(letters)
                return True
            except RunAgain:
                continue
            except DatabaseAway:
                raise
            except Exception:
                return False  # one of them failed: run them one by one, so that only the bad one is set aside
        return not letters

    def _settle_alone(self, letter: Letter) -> bool:
        for run in range(RUNS):
            try:
                self._record_and_run([letter])
                return False
            except RunAgain as error:
                if run == RUNS - 1:
                    return self._set_aside(letter, error)
            except DatabaseAway:
                raise
            except Exception as error:
                return self._set_aside(letter, error)
        return False

    def _record_and_run(self, letters: Sequence[Letter]) -> None:
        with self.database.transaction() as session:
            now = utc_now()
            new = insert_if_absent(session, SETTLEMENT, [self._row(x, now) for x in letters], "event_id")
            crash_point("after_settlement")
            for letter in letters:
                if letter.event_id in new:
                    self._run(session, letter)
                    self.breathe()
            session.flush()
            crash_point("before_consumer_commit")

    def _run(self, session: Session, letter: Letter) -> None:
        session.info |= {"cause": letter.event.meta, "reader": self.reader}
        for handler in self.handlers[letter.type]:
            handler(session, letter.event)

    def _set_aside(self, letter: Letter, error: BaseException | None) -> bool:
        failure = setback(error or RuntimeError("unknown"))
        with self.database.transaction() as session:
            now = now_by_database(session)
            row = self._row(letter, now) | _failed(failure, 1, now) | {"body": letter.body}
            new = insert_if_absent(session, SETTLEMENT, [row], "event_id")
            if new and row["state"] == "dead":
                self._announce_death(session, row)
        return bool(new)

    def _row(self, letter: Letter, now: datetime) -> dict[str, Any]:
        return {
            "reader": self.reader,
            "event_id": letter.event_id,
            "state": "handled",
            "type": letter.type,
            "source": letter.source,
            "subject": letter.subject,
            "sequence": letter.sequence,
            "received_at": now,
            "settled_at": now,
            "attempts": 1,
            "number": letter.number,
            "hash": letter.hash,
        }

    def _due(self, session: Session) -> Any:
        return (
            select(Settlement)
            .where(Settlement.reader == self.reader, Settlement.state == "waiting")
            .where(Settlement.next_attempt_at <= moment(session))
            .order_by(Settlement.next_attempt_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )

    def _retry(self, session: Session, row: Settlement) -> None:
        letter = read(row.body or "", self.heard)
        if letter.problem is not None:
            raise letter.problem
        now = utc_now()
        if letter.event_id == row.event_id:
            self._run(session, letter)
            row.state, row.why, row.error, row.body, row.next_attempt_at = "handled", None, None, None, None
            row.number, row.hash = letter.number, letter.hash  # an older version that kept it waiting knew no heads
            row.attempts += 1
            row.settled_at = now
        else:
            self._settle_by_its_own_id(session, row, letter, now)
        if row.died_at is not None and row.type not in NOT_ANNOUNCED:
            publish(session, EventSettled(reader=self.reader, event_id=row.event_id, settled_at=now))

    def _settle_by_its_own_id(self, session: Session, row: Settlement, letter: Letter, now: datetime) -> None:
        """It could not be read when it came, was kept under its hash, and may have come again since, readable."""
        if insert_if_absent(session, SETTLEMENT, [self._row(letter, now)], "event_id"):
            self._run(session, letter)
        session.delete(row)

    def _fail_again(self, event_id: str, failure: Setback) -> None:
        with self.database.transaction() as session:
            row = session.get(Settlement, (self.reader, event_id), with_for_update=True)
            if row is None or row.state != "waiting":
                return
            attempts = row.attempts + 1 if failure.why == row.why else 1  # to wait for another uses up no attempts
            for column, value in _failed(failure, attempts, now_by_database(session)).items():
                setattr(row, column, value)
            if row.state == "dead":
                self._announce_death(session, {c.name: getattr(row, c.name) for c in SETTLEMENT.columns})

    def _announce_death(self, session: Session, row: dict[str, Any]) -> None:
        if row["type"] in NOT_ANNOUNCED:
            return
        publish(
            session,
            EventDead(
                reader=self.reader,
                event_id=row["event_id"],
                type=row["type"],
                about=None if row["subject"] == UNKNOWN else row["subject"],
                error=row["error"][:200],
                attempts=row["attempts"],
                first_failed_at=row["received_at"],
                failed_at=row["settled_at"],
            ),
        )


def _failed(failure: Setback, attempts: int, now: datetime) -> dict[str, Any]:
    dead = failure.is_final(attempts)
    return {
        "state": "dead" if dead else "waiting",
        "why": failure.why,
        "error": failure.error,
        "attempts": attempts,
        "settled_at": now,
        **({"died_at": now} if dead else {}),
        "next_attempt_at": None if dead else now + pause(attempts),
    }


def pause(attempts: int) -> timedelta:
    """How long to wait before the next attempt: doubling, bounded, with jitter so that many do not meet again."""
    seconds = min(FIRST_PAUSE * 2 ** min(attempts - 1, 30), LONGEST_PAUSE)
    return timedelta(seconds=seconds * random.uniform(0.5, 1.5))  # noqa: S311  no secret depends on it
