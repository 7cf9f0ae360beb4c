"""What may be missing or wrong in a matter: every wrong field is named, and nothing is kept."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.clocks import in_force
from shared.clocks.rulebook import FOLDER, Rulebook
from shared.web.complaints import COMPLAINTS
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim, a_matter

pytestmark = ON_ONE_DATABASE

DOOR = "/intake/api/v1/matters"
TOMORROW = (datetime.now(UTC) + timedelta(days=1)).isoformat()

WRONG = {
    "channel": [
        (a_matter(channel=None), "required"),
        (a_matter(channel="TELEPATHY"), "unknown_choice"),
        (a_matter(channel=["PHONE"]), "wrong_form"),
        (a_matter() | {"channel": None}, "required"),
    ],
    "kind": [(a_matter(kind=None), "required"), (a_matter(kind="RISK"), "unknown_choice")],
    "petitioner": [
        (a_matter() | {"petitioner": "林某"}, "wrong_form"),
        (a_matter() | {"petitioner": []}, "wrong_form"),
        (a_matter() | {"petitioner": None}, "required"),
    ],
    "petitioner.name": [
        (a_matter(petitioner={"name": None}), "required"),
        (a_matter(petitioner={"name": "   "}), "required"),
        (a_matter(petitioner={"name": "林" * 61}), "too_long"),
        (a_matter(petitioner={"name": 7}), "wrong_form"),
    ],
    "petitioner.phone": [
        (a_matter(petitioner={"phone": phone}), "wrong_phone")
        for phone in (
            "",
            "12",
            "1380000000x",
            "+",
            "13800000001,13800000002",
            "138" + "0" * 30,
            "一三八零零零零零零零一",
        )
    ],
    "petitioner.id_number": [
        (a_matter(petitioner={"id_number": number}), "wrong_form")
        for number in ("33048219700101123", "33048219700101123Y", "三三〇四八二一九七〇〇一〇一一二三四")
    ],
    "petitioner.groups.0": [(a_matter(petitioner={"groups": ["troublemaker"]}), "unknown_choice")],
    "petitioner.groups": [(a_matter(petitioner={"groups": "minor"}), "wrong_form")],
    "petitioner.risk": [(a_matter(petitioner={"risk": "high"}), "unknown_field")],
    "place": [(a_matter(place="长" * 201), "too_long"), (a_matter(place=["曹桥"]), "wrong_form")],
    "place_code": [
        (a_matter(place_code=code), "wrong_form") for code in ("曹桥", "330482-003", "3" * 65, "", 330482003, "３３")
    ],
    "narrative": [
        (a_matter(narrative=None), "required"),
        (a_matter(narrative=""), "required"),
        (a_matter(narrative="长" * 20_001), "too_long"),
        (a_matter(narrative={"text": "…"}), "wrong_form"),
    ],
    "claims": [
        (a_matter(claims=None), "required"),
        (a_matter(claims=[]), "too_few"),
        (a_matter(claims=[a_claim()] * 21), "too_many"),
        (a_matter(claims=a_claim()), "wrong_form"),
    ],
    "claims.1.category": [(a_matter(claims=[a_claim(), a_claim(category="danger")]), "unknown_choice")],
    "claims.0.text": [(a_matter(claims=[a_claim(text=None)]), "required")],
    "claims.0.facts": [(a_matter(claims=[a_claim(facts=["award"])]), "wrong_form")],
    "claims.0.facts.arbitration": [(a_matter(claims=[a_claim(facts={"arbitration": {"is": "deep"}})]), "wrong_form")],
    "group_size": [
        (a_matter(group_size=0), "too_few"),
        (a_matter(group_size=10**9), "too_many"),
        (a_matter(group_size=5.5), "wrong_form"),
        (a_matter(group_size="six"), "wrong_form"),
        (a_matter(group_size=True), "wrong_form"),
    ],
    "representatives": [
        (a_matter(channel="VISIT", representatives=[f"代表{number}" for number in range(6)]), "too_many"),
        (a_matter(channel="LETTER", group_size=2, representatives=["甲某", "乙某", "丙某"]), "too_many"),
    ],
    "respondent": [
        (a_matter(respondent="nobody"), "unknown_unit"),
        (a_matter(respondent="曹桥"), "wrong_form"),
        (a_matter(kind="REPORT", respondent="caoqiao"), "accused_instead"),
    ],
    "respondent_name": [(a_matter(kind="REPORT", respondent_name="曹桥司法所"), "accused_instead")],
    "accused_party": [(a_matter(accused_party={"unit": "caoqiao"}), "only_for_report")],
    "accused_party.unit": [(a_matter(kind="REPORT", accused_party={"unit": "nobody"}), "unknown_unit")],
    "received_at": [
        (a_matter(received_at=TOMORROW), "not_in_future"),
        (a_matter(received_at="2026-11-20T09:30:00"), "needs_offset"),
        (a_matter(received_at="2026-11-20"), "needs_offset"),
        (a_matter(received_at="yesterday"), "wrong_form"),
        (a_matter(received_at=1_790_000_000), "wrong_form"),
        (a_matter(received_at="0001-01-01T00:00:00+08:00"), "wrong_form"),
        (a_matter(received_at="0026-11-20T09:30:00+08:00"), "too_long_ago"),
        (a_matter(received_at="2006-11-20T09:30:00+08:00"), "too_long_ago"),
    ],
    "reply_by": [
        *((a_matter(reply_by=day), "wrong_form") for day in ("2026-02-30", "soon", 20261122)),
        *((a_matter(reply_by=day), "not_in_past") for day in ("0001-01-01", "2025-12-30")),
    ],
    "external_no": [(a_matter(external_no="信" * 201), "too_long")],
    "danger_level": [(a_matter() | {"danger_level": 3}, "unknown_field")],
    "matter_no": [(a_matter() | {"matter_no": "LD-20261122-0001"}, "unknown_field")],
}
CASES = [
    pytest.param(field, body, code, id=f"{field} {code} {number}")
    for field, cases in WRONG.items()
    for number, (body, code) in enumerate(cases)
]


@pytest.mark.parametrize(("field", "body", "code"), CASES)
def test_a_wrong_field_is_named_and_nothing_is_kept(operator, field, body, code):
    problem = operator.refused(422, DOOR, json=body)
    assert problem["type"].endswith(":invalid-fields")
    assert problem["instance"] == DOOR
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [(field, code)]


def test_every_wrong_field_is_named_at_once(operator):
    body = a_matter(channel="X", narrative=None, petitioner={"phone": "1"}, claims=[a_claim(text="")]) | {"extra": 1}
    problem = operator.refused(422, DOOR, json=body)
    assert set(fields_of(problem)) == {"channel", "narrative", "petitioner.phone", "claims.0.text", "extra"}


@pytest.mark.parametrize(
    ("accept", "title", "sentence"),
    [
        ("", "有几项内容需要改正", COMPLAINTS["wrong_phone"]),
        ("fr", "有几项内容需要改正", COMPLAINTS["wrong_phone"]),
        ("zh-CN,zh;q=0.9,en;q=0.8", "有几项内容需要改正", COMPLAINTS["wrong_phone"]),
        ("en", "Some fields need to be corrected", "Not a telephone number"),
        ("en-GB,zh;q=0.1", "Some fields need to be corrected", "Not a telephone number"),
    ],
    ids=["nothing asked for", "French", "Chinese first", "English", "British"],
)
def test_the_sentences_are_in_the_language_that_was_asked_for(operator, accept, title, sentence):
    body = a_matter(petitioner={"phone": "1"})
    problem = operator.refused(422, DOOR, json=body, headers={"Accept-Language": accept} if accept else {})
    assert problem["title"] == title
    assert fields_of(problem)["petitioner.phone"].startswith(sentence)


@pytest.mark.parametrize("phone", ["13800000001", "+86 138 0000 0001", "0573-85012348", "85012348", "12348"])
def test_telephone_numbers_are_taken_as_people_say_them(operator, phone):
    assert operator.post(DOOR, json=a_matter(petitioner={"phone": phone})).status_code == 201
    found = operator.get("/intake/api/v1/callers", query_string={"phone": phone})
    assert found.status_code == 200


def test_all_that_may_be_told_is_kept_and_told_again(operator, town):
    body = a_matter(
        channel="VISIT",
        kind="HELP",
        petitioner={
            "name": "  郑 某 ",
            "id_number": "33048219700101123x",
            "address": "新埭镇",
            "groups": ["elderly"],
        },
        claims=[a_claim(facts={"arbitration": "award", "days": 3, "first": True, "other": None})],
        received_at="2026-11-20T09:30:00+08:00",
        external_no="信转〔2026〕1号",
        reply_by="2027-01-31",
        group_size=3,
        representatives=["代表甲"],
        respondent="xindai",
    )
    answer = operator.post(DOOR, json=body)
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"{DOOR}/{answer.json['matter_no']}"
    assert answer.json["matter_no"].startswith("LF-20261120-")
    told = operator.get(answer.headers["Location"]).json
    assert told["petitioner"]["name"] == "郑 某"
    assert told["claims"][0]["facts"] == body["claims"][0]["facts"]
    assert datetime.fromisoformat(told["received_at"]) == datetime.fromisoformat(body["received_at"])
    assert (told["external_no"], told["reply_by"]) == (body["external_no"], body["reply_by"])


@pytest.mark.parametrize(
    ("regions", "size", "sent", "article"),
    [
        ("", 6, 6, "《信访工作条例》第二十条第三款"),
        ("zhejiang", 6, 4, "《浙江省信访条例》第十五条"),
        ("zhejiang", 11, 6, "《信访工作条例》第二十条第三款"),
    ],
)
def test_a_group_is_told_by_which_article_it_sends_too_many(operator, monkeypatch, regions, size, sent, article):
    book = Rulebook.read(FOLDER, regions=[regions])
    monkeypatch.setattr(in_force, "rulebook", lambda: book)
    told = {"channel": "VISIT", "group_size": size}
    body = a_matter(**told, representatives=[f"代表{number}" for number in range(sent)])
    problem = operator.refused(422, DOOR, json=body)
    assert article in fields_of(problem)["representatives"]
    fewer = a_matter(**told, representatives=[f"代表{number}" for number in range(3)])
    assert operator.post(DOOR, json=fewer).status_code == 201


@pytest.mark.parametrize("channel", ["LETTER", "FORWARDED"])
def test_a_letter_that_six_signed_names_all_six(operator, channel):
    body = a_matter(channel=channel, group_size=6, representatives=[f"代表{number}" for number in range(6)])
    assert operator.post(DOOR, json=body).status_code == 201
