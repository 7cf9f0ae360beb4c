"""Time passes: who is told, once, whatever the replicas do and however long nobody looked."""

from datetime import timedelta

import eventlet
import pytest
from sqlalchemy import delete, select, update

from services.legalaid import clock as legalaid_clock
from services.routing import clock as routing_clock
from services.routing.clock import KEEPER
from services.routing.service import Routing
from shared.clocks import climbing, following, in_force
from shared.clocks.calendar import Calendar
from shared.clocks.commands import moved_since_the_last_notice
from shared.db import database, utc_now
from shared.directory import supervisor_of
from shared.messaging.tables import Outbox
from tests.integration.doors.clocks import EVERY_YEAR, KEEPERS, after, climbed, clocks, look, told
from tests.integration.doors.test_referrals import at, reply
from tests.support.matters import a_claim
from tests.unit.clocks.books import OFFICIAL

pytestmark = pytest.mark.usefixtures("every_year_is_announced")

CHASES = ("clock.due_soon", "clock.fell_due", "clock.breached")
WHOLE_LADDER = [("receiver_tells", does) for does in ("reminder", "chase", "escalation")]
NOTICES = "/notify/api/v1/notices"
UNTOLD = "a referral that is open, of which the petitioner was not told yet"


@pytest.fixture
def referral(town):
    """A referral that is signed for, so that only the receiver's 15 days are left to chase."""
    referral = town.referral()
    town.visitor("caoqiao").post(at(referral, "signatures"), json={})
    return referral


@pytest.fixture
def due_on(referral):
    return clocks(referral["matter_no"])["receiver_tells"].due_on


def test_near_a_reminder_due_a_chase_late_an_escalation(town, referral, due_on):
    steps = {}
    for days in (-4, -3, -1, 0, 1, 2, 30):
        look(after(due_on, days))
        steps[days] = [does for rule, does in climbed(referral["matter_no"])]
    assert steps[-4] == []
    assert steps[-3] == steps[-1] == ["reminder"]
    assert steps[0] == ["reminder", "chase"]
    assert steps[1] == steps[2] == steps[30] == ["reminder", "chase", "escalation"]
    assert told(referral["matter_no"], *CHASES) == list(CHASES)


def test_nobody_is_told_before_nine_in_the_morning(referral, due_on):
    look(after(due_on, -3), hour=8)
    assert climbed(referral["matter_no"]) == []
    look(after(due_on, -3), hour=9)
    assert climbed(referral["matter_no"]) == WHOLE_LADDER[:1]


def test_after_a_day_of_downtime_nothing_is_left_out_and_nothing_is_sent_twice(referral, due_on):
    look(after(due_on, -1))
    look(after(due_on, 1))  # all of the due day nobody looked
    look(after(due_on, 1))
    assert climbed(referral["matter_no"]) == WHOLE_LADDER


def test_what_has_become_due_meanwhile_is_not_called_near(referral, due_on):
    look(after(due_on, 1))
    assert climbed(referral["matter_no"]) == WHOLE_LADDER[1:]


def test_what_was_answered_is_chased_no_more(town, referral, due_on):
    reply(town, referral)
    look(after(due_on, 1))
    assert {rule for rule, _ in climbed(referral["matter_no"])} <= {"serve_reply"}, "what it still owes is chased"


def test_two_replicas_send_each_chase_once(town):
    matters = [town.referral()["matter_no"] for _ in range(6)]
    due_on = clocks(matters[0])["receiver_tells"].due_on
    for days in (-3, 0, 1):
        replicas = [eventlet.spawn(look, after(due_on, days)) for _ in range(2)]
        [replica.wait() for replica in replicas]
    for matter_no in matters:
        assert [step for step in climbed(matter_no) if step[0] == "receiver_tells"] == WHOLE_LADDER
        assert len(told(matter_no, *CHASES)) == len(climbed(matter_no))


@pytest.mark.parametrize("town", ["postgresql"], indirect=True)  # SQLite lets one writer in at a time
def test_a_replica_passes_over_what_another_holds(town, referral, due_on):
    clock = KEEPER.clock
    mine = select(clock).where(clock.matter_no == referral["matter_no"], clock.rule == "receiver_tells")
    with database("routing").transaction() as session:
        session.scalars(mine.with_for_update()).one()
        look(after(due_on, -3))
        assert climbed(referral["matter_no"]) == []
    look(after(due_on, -3))
    assert climbed(referral["matter_no"]) == WHOLE_LADDER[:1]


def test_a_rung_that_fails_half_way_is_climbed_next_time_and_stops_no_other(town, referral, due_on, monkeypatch):
    other = town.referral()["matter_no"]
    rightly = climbing._event

    def dies(session, keeper, clock, does):
        if clock.matter_no == referral["matter_no"]:
            raise RuntimeError("out of order")
        return rightly(session, keeper, clock, does)

    monkeypatch.setattr(climbing, "_event", dies)
    look(after(due_on, -3))
    assert (climbed(referral["matter_no"]), WHOLE_LADDER[0] in climbed(other)) == ([], True)
    monkeypatch.setattr(climbing, "_event", rightly)
    look(after(due_on, -3))
    assert climbed(referral["matter_no"]) == WHOLE_LADDER[:1]


def test_a_rule_that_is_not_in_the_rulebook_leaves_its_clock_as_it_is(town, referral, due_on):
    clock = KEEPER.clock
    mine = update(clock).where(clock.matter_no == referral["matter_no"])
    with database("routing").transaction() as session:
        session.execute(mine.values(edition="national/2099-01-01"))
    look(after(due_on, -3))
    assert climbed(referral["matter_no"]) == []
    page = town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{referral['referral_id']}").text
    assert "receiver_tells" in page
    with database("routing").transaction() as session:
        session.execute(mine.values(edition="national/2022-05-01"))


def test_the_unit_its_head_and_the_supervisor_are_written_to(town, referral, due_on):
    for days in (-3, 0, 1):
        look(after(due_on, days))
    town.deliver()
    rows = town.visitor("operator").get(f"{NOTICES}?matter_no={referral['matter_no']}").json["notices"]
    sent = [(row["template"], row["recipient"], row["unit"]) for row in rows]
    for expected in (
        ("reminder", "unit", "caoqiao"),
        ("chase", "unit", "caoqiao"),
        ("chase", "head", "caoqiao"),
        ("escalation", "unit", "bureau"),
    ):
        assert sent.count(expected) == 1, expected


def test_the_timeline_tells_of_each_chase(town, referral, due_on):
    for days in (-3, 0, 1):
        look(after(due_on, days))
    town.deliver()
    page = town.visitor().signed_in("operator").open(f"/intake/matters/{referral['matter_no']}").text
    for words in ("临近到期，提醒曹桥", "到期，向曹桥", "已逾期，曹桥"):
        assert words in page


def test_a_window_lapses_and_nobody_is_chased_over_it(town, referral):
    window = clocks(referral["matter_no"])["objection_window"]
    look(after(window.due_on, 1))
    assert clocks(referral["matter_no"])["objection_window"].state == "lapsed"
    assert "clock.stopped" in told(referral["matter_no"])
    assert "objection_window" not in {rule for rule, _ in climbed(referral["matter_no"])}


def test_seven_days_before_a_limitation_ends_whoever_holds_the_claim_is_reminded(town):
    facts = {"award_received_on": "2026-09-01"}
    matter_no = town.register(claims=[a_claim(category="work_injury", facts=facts)])["matter_no"]
    watch = clocks(matter_no)["suit_after_award"]
    look(after(watch.due_on, -7))
    assert climbed(matter_no) == [("suit_after_award", "reminder")]
    look(after(watch.due_on, 1))
    assert clocks(matter_no)["suit_after_award"].state == "lapsed"


def test_a_year_that_is_announced_later_moves_what_waited_for_it(town, monkeypatch):
    monkeypatch.setattr(in_force, "calendar", Calendar)
    referral = town.referral()
    waiting = clocks(referral["matter_no"])["objection_window"]
    assert (waiting.due_on, waiting.next_rung_at) == (None, None)
    assert "尚未公布" in waiting.explanation

    monkeypatch.setattr(in_force, "calendar", lambda: EVERY_YEAR)
    monkeypatch.setattr(following, "_followed", {})
    assert following.follow_the_calendar(database("routing"), KEEPER) >= 2

    moved = clocks(referral["matter_no"])["objection_window"]
    assert moved.due_on == EVERY_YEAR.next_worked(moved.due_on)
    assert moved.next_rung_at is not None
    assert told(referral["matter_no"]) == ["clock.started", "clock.moved", "clock.moved"]
    assert following.follow_the_calendar(database("routing"), KEEPER) == 0
    listed = [line for line in moved_since_the_last_notice(OFFICIAL) if line.startswith(referral["matter_no"])]
    assert f"{referral['matter_no']} 异议期: not announced → {moved.due_on}" in listed
    town.deliver()
    page = town.visitor().signed_in("operator").open(f"/intake/matters/{referral['matter_no']}").text
    assert "节假日安排有变，期限重新计算" in page


def test_what_was_open_before_there_were_clocks_gets_them(town, referral, monkeypatch):
    waiting = town.register(place="外省某地")["matter_no"]
    draft = town.register(claims=[a_claim(category="work_injury")])["matter_no"]
    before = {no: keyed(no) for no in (referral["matter_no"], waiting)}
    forget("routing", referral["matter_no"], waiting)
    forget("legalaid", draft)
    monkeypatch.setattr(following, "_done", set())
    for _ in range(2):
        routing_clock.start_what_is_missing()
        legalaid_clock.start_what_is_missing()
        following._done.clear()
    assert keyed(referral["matter_no"]) == before[referral["matter_no"]] - {"sign_for", "direct_receipt_told"}
    assert keyed(waiting) == before[waiting]
    assert set(clocks(draft, "legalaid")) == {"aid_decided"}
    assert clocks(referral["matter_no"])["receiver_tells"].started_at.isoformat() == referral["made_at"]


def keyed(matter_no):
    return {rule for rule, clock in clocks(matter_no).items()}


def forget(service, *matters):
    clock = KEEPERS[service].clock
    with database(service).transaction() as session:
        session.execute(delete(clock).where(clock.matter_no.in_(matters)))


def test_a_supervisor_is_never_the_accused_nor_below_them(town):
    with database("routing").reading() as session:
        assert supervisor_of(session, "caoqiao") == "bureau"
        assert supervisor_of(session, "caoqiao", accused="bureau") == "caoqiao"
        assert supervisor_of(session, "bureau") == "bureau"


def test_legal_aid_is_chased_too(town):
    matter_no = town.register(claims=[a_claim(category="work_injury")])["matter_no"]
    due_on = clocks(matter_no, "legalaid")["aid_decided"].due_on
    look(after(due_on, -1), service="legalaid")
    look(after(due_on, 2), service="legalaid")
    assert [does for _, does in climbed(matter_no, "legalaid")] == ["reminder", "chase", "escalation"]
    town.deliver()
    rows = town.visitor("operator").get(f"{NOTICES}?matter_no={matter_no}").json["notices"]
    assert ("escalation", "bureau") in {(row["template"], row["unit"]) for row in rows}


def test_the_audit_is_green_and_red_for_each_way_of_forgetting(town, referral, due_on):
    look(after(due_on, -3))
    town.deliver()
    clock, rung = KEEPER.clock, KEEPER.climbed
    mine = (clock.matter_no == referral["matter_no"], clock.rule == "receiver_tells")
    chase = Outbox.type == "clock.due_soon", Outbox.subject == referral["matter_no"]
    started = Outbox.type == "clock.started", Outbox.subject == referral["matter_no"]
    this_clock = clocks(referral["matter_no"])["receiver_tells"].clock_id
    long_ago = utc_now() - timedelta(days=1)
    with database("routing").transaction() as session:
        session.execute(update(Outbox).where(*started).values(created_at=long_ago))
    assert checks() == set()
    for sabotage, check in (
        (update(clock).where(*mine).values(due_on=None), "a running clock that neither has a due date nor"),
        (
            update(clock).where(*mine).values(next_rung_at=long_ago),
            "a clock whose next rung has been due for an hour",
        ),
        (update(clock).where(*mine).values(event_id=None), "a clock whose clock.started is gone, or a running"),
        (delete(Outbox).where(*started), "a clock whose clock.started is gone, or a running"),
        (delete(Outbox).where(*chase), "a reminder, chase or escalation without its event"),
        (delete(rung).where(rung.clock_id == this_clock), "an event about a clock that nobody's ladder asked for"),
        (delete(clock).where(*mine), UNTOLD),
        (update(clock).where(*mine).values(state="lapsed"), UNTOLD),
    ):
        assert any(found.startswith(check) for found in checks(sabotage)), check
    assert checks() == set()


def checks(sabotage=None):
    """What routing's own invariants find in a transaction that is then undone."""
    found = set()
    try:
        with database("routing").transaction() as session:
            if sabotage is not None:
                session.execute(sabotage)
            for check in Routing.invariants:
                if list(check(session, utc_now())):
                    found.add(check.__doc__)
            raise Undone
    except Undone:
        return found


class Undone(Exception):
    """Takes the sabotage back."""
