"""Real messages as matters: the same text always makes the same matter."""

import csv
import json
from itertools import islice
from pathlib import Path

import pytest

from services.intake.forms import MatterForm
from shared.contracts.fields import schema_of
from shared.demo import messages

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "petitions_zh" / "messages_with_replies.csv"
PLACES = [{"code": f"33048200{number}", "name": f"演示村{number}"} for number in range(1, 10)]


def matter(number, title="（虚构）路灯不亮", text="演示路的路灯已经坏了几天。"):
    return messages.as_matter(title, text, number, PLACES)


MANY = [matter(number) for number in range(3_000)]


def share(having):
    return sum(map(having, MANY)) / len(MANY)


def test_the_same_message_always_becomes_the_same_matter():
    assert [matter(number) for number in range(20)] == MANY[:20]
    assert json.dumps(matter(7), ensure_ascii=False) == json.dumps(MANY[7], ensure_ascii=False)


def test_the_choice_does_not_change_from_one_release_to_the_next():
    drawn = messages.Drawn(bytes(range(32)))
    assert [drawn.below(1_000, place) for place in range(4)] == [258, 637, 16, 395]


def test_messages_with_the_same_text_differ_by_their_number():
    assert len({json.dumps(each, ensure_ascii=False) for each in MANY}) == len(MANY)


def test_one_in_ten_names_no_place():
    assert 0.08 < share(lambda each: "place" not in each) < 0.12
    assert all(("place" in each) == ("place_code" in each) for each in MANY)


def test_every_place_category_and_channel_is_drawn():
    assert {each["place"] for each in MANY if "place" in each} == {place["name"] for place in PLACES}
    assert {each["claims"][0]["category"] for each in MANY} == set(messages.CATEGORIES)
    assert {each["channel"] for each in MANY} == set(messages.CHANNELS)


def test_only_what_was_forwarded_has_a_number_of_its_sender():
    assert all(("external_no" in each) == (each["channel"] == "FORWARDED") for each in MANY)


def test_the_people_are_fictional():
    assert all(each["petitioner"]["name"].endswith("某") for each in MANY)


@pytest.mark.parametrize(
    ("title", "text"),
    [("", "只有正文"), ("只有标题", ""), ("长" * 900, "长" * 30_000), ("\n标\t题 ", " 正\r\n文 ")],
)
def test_odd_messages_become_matters_that_the_door_accepts(title, text):
    schema_of(MatterForm)().load(matter(1, title, text))


def test_a_file_is_read_message_by_message(tmp_path):
    file = tmp_path / "messages.csv"
    with file.open("w", encoding="utf-8", newline="") as rows:
        writer = csv.DictWriter(rows, ["留言编号", "留言主题", "留言详情"])
        writer.writeheader()
        writer.writerow({"留言编号": "1", "留言主题": "（虚构）路灯", "留言详情": "第一行\n第二行"})
    [made] = messages.messages(file)
    assert made["narrative"] == "（虚构）路灯 第一行 第二行"
    schema_of(MatterForm)().load(made)


def test_the_real_messages_are_accepted_by_the_door():
    if not REAL.exists():
        pytest.skip("left out: the real messages have no licence and are not part of the project")
    form = schema_of(MatterForm)()
    assert sum(1 for each in islice(messages.messages(REAL), 0, None, 10) if form.load(each)) > 100
