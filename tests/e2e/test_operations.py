"""Operations: the queues, and dead letters without anybody's words, redriven by a person."""

import json
import uuid
from datetime import UTC, datetime

import pytest
from kombu import Connection
from playwright.sync_api import expect

from tests.e2e.people import People, visit_until
from tests.e2e.survey import LANGUAGES, problems
from tests.support.running import SERVICES

PERSONAL = "赵秘密"
QUEUE = "liandong.legalaid"
LETTERS = f"/console/dead-letters?reader={QUEUE}"


def test_every_queue_has_its_row_and_says_when_it_was_read(people):
    ops = people["ops"]
    visit_until(ops, "/console/monitor", "liandong.intake")
    for service in SERVICES:
        expect(ops.get_by_role("row").filter(has_text=f"liandong.{service}")).to_contain_text("月")
    expect(ops.locator(".live")).to_contain_text("秒前")


@pytest.mark.parametrize("username", ["operator", "caoqiao", "aid", "leader"])
def test_nobody_else_sees_the_queues(people, username):
    people.will_be_refused()
    assert people[username].goto("/console/monitor").status == 403


@pytest.fixture
def ops(browser, distributed):
    with People(browser, distributed) as people:
        yield people["ops"]


@pytest.fixture
def event_id(distributed):
    """An event that no attempt can make good, thrown into the queue of legal aid: its claims are missing."""
    event_id = str(uuid.uuid4())
    body = {
        "specversion": "1.0",
        "id": event_id,
        "source": "/liandong/routing",
        "type": "referral.made",
        "subject": "LD-20261122-9999",
        "time": datetime.now(UTC).isoformat(),
        "dataversion": 1,
        "sequence": "1",
        "data": {"matter_no": "LD-20261122-9999", "petitioner": {"name": PERSONAL}, "narrative": PERSONAL},
    }
    throw(distributed, json.dumps(body, ensure_ascii=False))
    return event_id


def test_a_dead_letter_is_listed_with_its_reason_and_without_any_name(ops, event_id):
    visit_until(ops, LETTERS, event_id[:12])
    row = ops.get_by_role("row").filter(has_text=event_id[:12])
    for told in ("referral.made", "LD-20261122-9999", "required"):
        expect(row).to_contain_text(told)
    assert PERSONAL not in ops.content()
    visit_until(ops, "/console/monitor", QUEUE)
    expect(ops.get_by_role("row").filter(has_text=QUEUE).get_by_role("link")).to_have_attribute("href", LETTERS)


def test_what_cannot_be_read_at_all_is_listed_too(ops, distributed):
    throw(distributed, f"{uuid.uuid4()} {PERSONAL} 不是 JSON")
    visit_until(ops, LETTERS, "not readable as JSON")
    assert PERSONAL not in ops.content()


def test_a_dead_letter_is_redriven_after_a_preview(ops, event_id):
    visit_until(ops, LETTERS, event_id[:12])
    ops.get_by_label(f"选择 {event_id}").check()
    ops.get_by_role("button", name="重投所选 1 条").click()

    expect(ops.get_by_role("heading", level=1)).to_have_text("重投 1 条")
    expect(ops.locator("main")).to_contain_text(event_id[:12])
    assert PERSONAL not in ops.content()
    ops.get_by_role("button", name="重投这 1 条").click()
    expect(ops.locator("main").get_by_role("status")).to_contain_text("1 条")

    expect(ops.get_by_role("row").filter(has_text=event_id[:12])).to_contain_text("已请求重投")


def test_nothing_is_redriven_before_it_is_confirmed(ops, event_id):
    visit_until(ops, LETTERS, event_id[:12])
    ops.goto(f"/console/redrives/new?reader={QUEUE}&event_ids={event_id}")
    expect(ops.locator("main")).to_contain_text(event_id[:12])
    ops.goto(LETTERS)
    expect(ops.get_by_role("row").filter(has_text=event_id[:12])).not_to_contain_text("已请求重投")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_and_the_preview_are_whole_in_both_languages(ops, event_id, language):
    visit_until(ops, LETTERS, event_id[:12])
    for path in (LETTERS, f"/console/redrives/new?reader={QUEUE}&event_ids={event_id}"):
        ops.goto(f"{path}&lang={language}")
        assert event_id[:12] in ops.content()
        assert list(problems(ops, language)) == []


def throw(liandong, body):
    with Connection(liandong.broker_url) as connection:
        producer = connection.Producer()
        producer.publish(
            body.encode(),
            routing_key=QUEUE,
            content_type="application/cloudevents+json",
            content_encoding="utf-8",
        )
