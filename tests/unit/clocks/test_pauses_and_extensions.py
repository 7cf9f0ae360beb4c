"""What may stop a clock or lengthen it, with what proof; and that corrections lead to the same day in any order."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.clocks.deadline import Extension, Pause, deadline
from shared.clocks.entries import VOID, Corrected, Extended, Noticed, Paused, Removed, Resumed, Started, Stopped
from shared.clocks.record import NotStarted, replay, why_void
from tests.unit.clocks.books import OFFICIAL, WITH_ZHEJIANG, day, due, rule

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
TODAY = day("2026-11-20")
REREVIEW, SUPPLEMENT, OPINION = rule("answer_rereview"), rule("aid_decided"), rule("opinion_31_6")
HEARING = Pause("hearing", day("2026-03-10"), day("2026-03-14"), "当事人申请听证", "听证通知书")
PERIODS = [row for row in WITH_ZHEJIANG.rules if row.unit in ("days", "working_days", "months", "years")]


def at(minute):
    return NOON + timedelta(minutes=minute)


def started(on="2026-03-02", minute=0, id="start"):
    return Started(id=id, recorded_at=at(minute), on=day(on))


def paused(first, last=None, minute=1, cause="hearing", reason="当事人申请听证", proof="听证通知书", id="pause"):
    pause = Paused(id=id, recorded_at=at(minute), cause=cause, first=day(first), reason=reason, proof=proof)
    return [pause, *([Resumed(id=f"{id}-end", recorded_at=at(minute), pause=id, last=day(last))] if last else [])]


def extended(days, on="2026-04-01", notice="2026-04-02", minute=2, by="所长", id="extension"):
    extension = Extended(id=id, recorded_at=at(minute), on=day(on), days=days, approved_by=by, reason="情况复杂")
    told = [Noticed(id=f"{id}-told", recorded_at=at(minute), extension=id, on=day(notice))] if notice else []
    return [extension, *told]


def account(row, *entries, today=TODAY):
    return replay(row, entries, OFFICIAL, today)


def test_36_a_hearing_in_re_review_is_not_counted():
    told = due("answer_rereview", day("2026-03-02"), pauses=[HEARING])
    assert told.due_on == day("2026-04-06")
    assert "听证3月10日至14日共5天不计" in told.explanation.zh
    assert "not counted: hearing 10–14 Mar (5 days)" in told.explanation.en


def test_43_a_supplement_of_an_aid_application_is_not_counted():
    supplement = Pause("supplement", day("2026-03-03"), day("2026-03-05"), "缺收入证明", "补充材料通知书")
    assert due("aid_decided", day("2026-03-02"), pauses=[supplement]).due_on == day("2026-03-12")


def test_no_other_rule_names_a_cause():
    causes = {(row.region, row.key, row.pauses) for row in WITH_ZHEJIANG.rules if row.pauses}
    assert causes == {
        ("national", "answer_rereview", ("hearing",)),
        ("national", "aid_decided", ("supplement",)),
        ("zhejiang", "aid_decided", ("supplement",)),
    }


@pytest.mark.parametrize(
    ("first", "last", "due_on"),
    [
        ("2026-03-02", "2026-03-04", "2026-04-03"),  # the day itself is not counted anyway
        ("2026-04-01", "2026-04-01", "2026-04-02"),  # the last day
        ("2026-04-02", "2026-04-05", "2026-04-01"),  # too late to matter
    ],
)
def test_a_pause_at_the_edge_of_a_period(first, last, due_on):
    pause = Pause("hearing", day(first), day(last), "听证", "通知书")
    assert due("answer_rereview", day("2026-03-02"), pauses=[pause]).due_on == day(due_on)


def test_while_a_pause_lasts_there_is_no_due_date_and_it_is_said_why():
    told = account(REREVIEW, started(), *paused("2026-03-10")).deadline
    assert (told.due_on, told.paused) == (None, True)
    assert "自2026年3月10日（星期二）起因听证中止计时" in told.explanation.zh


@pytest.mark.parametrize(
    ("row", "pause", "why"),
    [
        (OPINION, paused("2026-03-10", "2026-03-14"), "no_such_cause"),
        (REREVIEW, paused("2026-03-10", "2026-03-14", cause="supplement"), "no_such_cause"),
        (REREVIEW, paused("2026-03-10", "2026-03-14", proof=" "), "unproved"),
        (REREVIEW, paused("2026-03-10", "2026-03-14", reason=""), "unproved"),
        (REREVIEW, paused("2026-03-01", "2026-03-14"), "before_start"),
        (REREVIEW, paused("2026-11-21"), "in_future"),
        (REREVIEW, paused("2026-11-19", "2026-11-21"), "in_future"),
        (REREVIEW, paused("2026-03-10", "2026-03-09"), "ends_before_it_begins"),
    ],
)
def test_a_pause_that_may_not_be_is_void_and_says_why(row, pause, why):
    told = account(row, started(), *pause)
    assert dict(told.void) == {"pause": why}
    assert told.deadline.due_on == account(row, started()).deadline.due_on
    assert VOID[why].zh


def test_pauses_never_overlap_the_one_recorded_first_counts():
    first = paused("2026-03-10", "2026-03-14", minute=1, id="a")
    second = paused("2026-03-14", "2026-03-20", minute=2, id="b")
    assert dict(account(REREVIEW, started(), *second, *first).void) == {"b": "overlaps"}
    assert why_void(REREVIEW, [started(), *first], second[0], OFFICIAL, TODAY) == "overlaps"


def test_34_an_extension_within_its_cap_with_its_notice_counts():
    told = account(OPINION, started(), *extended(30)).deadline
    assert told.due_on == day("2026-05-31")
    assert "批准延长30天，2026年4月2日（星期四）告知" in told.explanation.zh


def test_34_an_extension_without_its_notice_is_not_complete():
    told = account(OPINION, started(), *extended(30, notice=None))
    assert told.deadline.due_on == day("2026-05-01")
    assert "延期尚未告知信访人，不生效" in told.deadline.explanation.zh
    assert told.void == ()


@pytest.mark.parametrize(
    ("extension", "why"),
    [
        (extended(31), "beyond_cap"),
        (extended(0), "beyond_cap"),
        (extended(10, by=" "), "not_approved"),
        (extended(10, on="2026-11-21"), "in_future"),
        (extended(10, on="2026-05-02"), "after_the_end"),
    ],
)
def test_34_an_extension_that_may_not_be_is_void(extension, why):
    told = account(OPINION, started(), *extension)
    assert dict(told.void) == {"extension": why}
    assert told.deadline.due_on == day("2026-05-01")


def test_34_it_is_extended_once():
    told = account(OPINION, started(), *extended(10), *extended(10, minute=3, id="again"))
    assert dict(told.void) == {"again": "beyond_cap"}


def test_23_the_objection_window_cannot_be_extended():
    assert dict(account(rule("objection_window"), started(), *extended(1)).void) == {"extension": "not_extendable"}


def test_22_the_date_of_an_order_is_extended_by_its_sender_without_a_cap():
    order = Started(id="start", recorded_at=at(0), on=day("2026-03-02"), set_for=day("2026-04-20"))
    told = account(rule("reply_ordered"), order, *extended(45, notice=None, by="信访局"))
    assert told.deadline.due_on == day("2026-06-04")
    assert "批准延长45天" in told.deadline.explanation.zh


def test_removing_an_extension_computes_the_date_again():
    removed = Removed(id="removed", recorded_at=at(9), target="extension")
    assert account(OPINION, started(), *extended(30), removed).deadline.due_on == day("2026-05-01")


def test_correcting_the_start_judges_everything_again():
    later = Corrected(id="fix", recorded_at=at(9), target="start", field="on", value=day("2026-03-12"))
    told = account(REREVIEW, started(), *paused("2026-03-10", "2026-03-14"), later)
    assert (told.deadline.due_on, dict(told.void)) == (day("2026-04-11"), {"pause": "before_start"})


def test_of_two_corrections_the_one_recorded_last_counts():
    fixes = [
        Corrected(id=f"fix-{m}", recorded_at=at(m), target="start", field="on", value=day(f"2026-03-0{m}"))
        for m in (5, 4)
    ]
    assert account(OPINION, started(), *fixes).deadline.start == day("2026-03-05")


def test_what_is_corrected_must_exist():
    strange = Corrected(id="fix", recorded_at=at(9), target="nothing", field="on", value=TODAY)
    assert dict(account(OPINION, started(), strange).void) == {"fix": "unknown_target"}


def test_a_clock_starts_once_and_without_a_start_there_is_none():
    assert dict(account(OPINION, started(), started("2026-03-05", 1, "again")).void) == {"again": "second_start"}
    with pytest.raises(NotStarted):
        account(OPINION, started(), Removed(id="gone", recorded_at=at(1), target="start"))


def test_it_stops_on_the_first_day_it_was_done():
    stops = [Stopped(id=f"stop-{n}", recorded_at=at(n), on=day(f"2026-04-0{n}")) for n in (2, 1)]
    assert account(OPINION, started(), *stops).stopped_on == day("2026-04-01")


days_of_2025 = st.dates(date(2025, 1, 1), date(2025, 12, 31))


@st.composite
def pauses(draw, start):
    found, first = [], start
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), max_size=3)):
        first += timedelta(days=gap)
        found.append(Pause("hearing", first, first + timedelta(days=length - 1), "理由", "材料"))
        first += timedelta(days=length)
    return found


@given(row=st.sampled_from(PERIODS), start=days_of_2025, data=st.data())
def test_a_pause_never_moves_a_deadline_earlier(row, start, data):
    some = data.draw(pauses(start))
    fewer = [pause for pause in some if data.draw(st.booleans())]
    less, more = (deadline(row, start, given, calendar=OFFICIAL).due_on for given in (fewer, some))
    assert more is None or (less is not None and less <= more)


@given(row=st.sampled_from(PERIODS), start=days_of_2025, days=st.integers(1, 90), data=st.data())
def test_there_is_no_due_date_without_an_explanation_and_none_without_a_reason(row, start, days, data):
    extension = data.draw(st.sampled_from([None, Extension(days, "所长", start), Extension(days, "所长", None)]))
    told = deadline(row, start, data.draw(pauses(start)), extension, OFFICIAL)
    assert row.article in told.explanation.zh
    assert row.cite in told.explanation.en
    if told.due_on:
        assert f"{told.due_on.year}年{told.due_on.month}月{told.due_on.day}日" in told.explanation.zh
        assert told.due_on > start
    else:
        assert str(told.waits_for) in told.explanation.zh


entry_days = st.dates(date(2026, 2, 25), date(2026, 5, 10)).map(str)


@st.composite
def records(draw):
    entries = [started()]
    for number in range(draw(st.integers(0, 6))):
        minute, id = draw(st.integers(0, 3)), f"e{number}"
        kind = draw(st.sampled_from(["pause", "extend", "correct", "remove", "stop"]))
        target = draw(st.sampled_from([entry.id for entry in entries]))
        if kind == "pause":
            entries += paused(draw(entry_days), draw(st.none() | entry_days), minute, id=id)
        elif kind == "extend":
            notice = draw(st.none() | entry_days)
            entries += extended(draw(st.integers(1, 20)), draw(entry_days), notice, minute, id=id)
        elif kind == "correct":
            field = draw(st.sampled_from(["on", "first", "last", "days"]))
            value = draw(st.integers(1, 30)) if field == "days" else day(draw(entry_days))
            entries.append(Corrected(id=id, recorded_at=at(minute), target=target, field=field, value=value))
        elif kind == "remove" and target != "start":
            entries.append(Removed(id=id, recorded_at=at(minute), target=target))
        else:
            entries.append(Stopped(id=id, recorded_at=at(minute), on=day(draw(entry_days))))
    return entries


@given(row=st.sampled_from([REREVIEW, OPINION, SUPPLEMENT]), record=records(), data=st.data())
def test_corrections_replayed_in_any_order_give_the_same_account(row, record, data):
    shuffled = data.draw(st.permutations(record + data.draw(st.lists(st.sampled_from(record)))))
    assert replay(row, shuffled, OFFICIAL, TODAY) == replay(row, record, OFFICIAL, TODAY)
