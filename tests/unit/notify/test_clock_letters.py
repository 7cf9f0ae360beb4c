"""What a unit, its head and the supervisor are written when time runs out."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from services.notify.letters import write
from services.notify.policy.notices_owed import OWED
from shared.contracts import Meta
from tests.contracts import factories
from tests.contracts.factories import matter as fictional

NAMES = {"caoqiao": "演示司法所", "bureau": "演示司法局"}
SESSION = SimpleNamespace(info={"unit_names": NAMES})


def letters(event, **changes):
    """(addressee, text) of every letter an event owes."""
    event = replace(event, **changes)
    type_ = event.event_type.type
    meta = Meta("id", type_, 1, "routing", event.matter_no, fictional.AT, 1, "")
    object.__setattr__(event, "meta", meta)
    for owed in OWED[type_]:
        unit = SimpleNamespace(name=NAMES[getattr(event, owed.named_as)])
        subject, body = write(SESSION, owed, event, unit)
        assert subject.endswith(event.matter_no)
        yield body.split("：")[0], body


def test_near_the_unit_is_reminded_with_the_reason_of_the_date():
    [(to, body)] = letters(factories.clocks.CLOCK_DUE_SOON)
    assert to == "演示司法所"
    assert "“接收告知期限”将于 2026年10月5日 到期，请抓紧办理" in body
    assert f"期限计算：{factories.clocks.EXPLANATION}" in body


def test_before_a_limitation_ends_the_unit_is_asked_to_help_the_person():
    [(_, body)] = letters(factories.clocks.CLOCK_DUE_SOON, rule="suit_after_award", edition="national/2008-05-01")
    assert "信访人的“不服仲裁起诉期限”将于 2026年10月5日 届满" in body
    assert "可以先行提供法律援助" in body


def test_on_the_day_the_unit_and_its_head_are_chased():
    (unit, body), (head, _) = letters(factories.clocks.CLOCK_FELL_DUE)
    assert (unit, head) == ("演示司法所", "演示司法所负责人")
    assert "系统中尚无办理记录。请于当日办理并登记" in body


def test_who_is_chased_after_the_day_because_nobody_could_look_is_not_asked_for_that_day():
    [(_, body), _] = letters(factories.clocks.CLOCK_FELL_DUE, due_on=date(2026, 9, 18))
    assert "请立即办理并登记" in body


def test_afterwards_the_supervisor_is_told():
    [(to, body)] = letters(factories.clocks.CLOCK_BREACHED)
    assert to == "演示司法局"
    assert "演示司法所办理的事项 LD-20260920-0001" in body
    assert "现报请督促" in body


def test_a_rule_of_a_newer_writer_is_called_by_its_key():
    [(_, body)] = letters(factories.clocks.CLOCK_DUE_SOON, edition="national/2099-01-01")
    assert "“receiver_tells”" in body


def test_no_letter_about_a_clock_names_the_petitioner():
    for event in (factories.clocks.CLOCK_DUE_SOON, factories.clocks.CLOCK_FELL_DUE, factories.clocks.CLOCK_BREACHED):
        for _, body in letters(event):
            assert fictional.PETITIONER.name not in body
            assert "不附信访人身份信息" in body
