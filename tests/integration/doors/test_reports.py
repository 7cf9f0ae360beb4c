"""A report and whom it accuses: neither that unit nor one below it learns that there is one, even if it took it."""

import re

import pytest

from tests.integration.doors.visitor import Visitor, fields_of
from tests.support.city import staff
from tests.support.matters import a_claim, a_matter, new_phone

DOOR = "/intake/api/v1/matters"


def report_against(town, unit, by="operator", **changes):
    phone = new_phone()
    told = town.register(
        by=by,
        kind="REPORT",
        petitioner={"phone": phone},
        claims=[a_claim(category="conduct", text="查处")],
        accused_party={"unit": unit},
        **changes,
    )
    return told["matter_no"], phone


def told_of(visitor: Visitor, matter_no, phone):
    """Every door through which this person could learn of it, and does."""
    asked = {
        "list": visitor.get(DOOR),
        "number": visitor.get(f"{DOOR}/{matter_no}"),
        "search": visitor.get(DOOR, query_string={"q": matter_no}),
        "telephone": visitor.get(DOOR, query_string={"phone": phone}),
        "caller": visitor.get("/intake/api/v1/callers", query_string={"phone": phone}),
        "referrals": visitor.get("/routing/api/v1/referrals"),
        "triage": visitor.get("/routing/api/v1/triage"),
        "sent": visitor.get("/routing/sent"),
        "desk": visitor.get("/routing/referrals?tab=waiting"),
        "notices": visitor.get("/notify/api/v1/notices"),
        "notice": visitor.get(f"/notify/api/v1/notices?matter_no={matter_no}"),
        "inbox": visitor.get("/legalaid/api/v1/applications"),
    }
    return {name for name, answer in asked.items() if answer.status_code == 200 and matter_no in answer.text}


ACCUSED = {
    "an office": ("caoqiao", ["caoqiao", "caoqiao2"]),
    "the desk that took it": ("hotline", ["operator"]),
    "the bureau above them": ("bureau", ["operator", "caoqiao", "aid", "leader"]),
    "the legal-aid centre": ("legal_aid_centre", ["aid", "aid2"]),
    "the petition office": ("petition_office", ["petition"]),
}


@pytest.mark.parametrize(("unit", "usernames"), ACCUSED.values(), ids=ACCUSED)
def test_the_accused_and_whoever_is_below_them_learn_nothing(town, unit, usernames):
    matter_no, phone = report_against(town, unit)
    for username in usernames:
        assert told_of(town.visitor(username), matter_no, phone) == set()


def test_the_petition_office_does_not_see_a_report_against_itself_that_it_took(town):
    matter_no, phone = report_against(town, "petition_office", by="petition", channel="LETTER")
    assert told_of(town.visitor("petition"), matter_no, phone) == set()


def test_whoever_took_it_sees_it_and_can_hand_its_papers_over(town):
    matter_no, phone = report_against(town, "caoqiao")
    assert told_of(town.visitor("operator"), matter_no, phone) >= {"list", "number", "telephone", "caller", "notices"}

    told = town.register(kind="REPORT", petitioner={"phone": None}, claims=[a_claim(category="conduct")])
    operator = town.visitor("operator")
    rows = operator.get(f"/notify/api/v1/notices?matter_no={told['matter_no']}&state=to_hand_over").json["notices"]
    assert rows
    assert operator.post(f"/notify/api/v1/notices/{rows[0]['notice_id']}/handovers", json={}).status_code == 201
    other = next(row for row in rows[1:])
    town.visitor("petition").refused(404, f"/notify/api/v1/notices/{other['notice_id']}/handovers", json={})


def test_whoever_takes_a_report_against_their_own_desk_is_told_its_number_all_the_same(town):
    answer = town.visitor("operator").post(
        DOOR, json=a_matter(kind="REPORT", claims=[a_claim(category="conduct")], accused_party={"unit": "hotline"})
    )
    assert (answer.status_code, bool(answer.json["query_code"])) == (201, True)


def test_the_page_tells_its_number_too_and_does_not_end_in_nothing(town):
    operator = town.visitor().signed_in("operator")
    form = operator.open("/intake/matters/new").form(
        {
            "petitioner.name": "冯某",
            "kind": "REPORT",
            "channel": "VISIT",
            "narrative": "坐席推诿。",
            "claims.0.category": "conduct",
            "claims.0.text": "查处",
            "accused_party.unit": "hotline",
        }
    )
    answer = operator.post("/intake/matters", data=form)
    assert answer.status_code == 303
    page = operator.open(answer.headers["Location"])
    assert "编号 LF-" in page.text
    assert re.search(r"查询码 [0-9A-Z]{12}", page.text)


def test_how_many_there_are_is_not_told_either(town):
    operator = town.visitor("operator")
    town.register()
    before = operator.open("/routing/sent").text
    report_against(town, "hotline")
    assert operator.open("/routing/sent").text == before


def test_an_ordinary_claim_about_an_office_goes_to_that_office(town):
    told = town.register(place="曹桥街道", respondent="caoqiao")["matter_no"]
    assert town.visitor("caoqiao").get(f"{DOOR}/{told}").status_code == 200


def test_the_names_of_the_accused_lie_sealed_in_every_service(town):
    report_against(town, "xincang")
    told = town.register(
        kind="REPORT", claims=[a_claim(category="conduct")], accused_party={"unit": "xincang", "person": "某甲乙丙"}
    )
    assert told
    for service in town.apps:
        assert "某甲乙丙" not in town.texts(service)


@pytest.mark.parametrize("person", ["演示曹桥所长", " 演示曹桥 所长"])
def test_who_is_accused_by_name_alone_is_kept_out_with_their_unit(town, person):
    phone = new_phone()
    told = town.register(
        kind="REPORT",
        petitioner={"phone": phone},
        claims=[a_claim(category="conduct")],
        accused_party={"person": person},
        place="曹桥街道",
    )
    for username in ("caoqiao", "caoqiao2"):
        assert told_of(town.visitor(username), told["matter_no"], phone) == set()
    accused = town.register(
        kind="REPORT",
        petitioner={"phone": phone},
        claims=[a_claim(category="conduct")],
        accused_party={"person": staff()["operator"]["name"]},
    )
    assert told_of(town.visitor("operator"), accused["matter_no"], phone) == set()


ACCUSED_PEOPLE = [
    ({"unit": "caoqiao", "person": "演示信访经办人"}, None),
    ({"person": "信访局 演示信访经办人"}, "petition"),
    ({"text": "信访局的演示信访 经办人收了钱"}, "petition"),
    ({"unit": "caoqiao", "person": "演示局领导"}, "leader"),
    ({"unit": "bureau", "person": "演示曹桥经办人"}, "leader"),
    ({"unit": "caoqiao", "person": "演示曹桥经办人"}, "caoqiao"),
]


@pytest.mark.parametrize(("accused", "kept_out"), ACCUSED_PEOPLE)
def test_whoever_is_named_in_a_report_is_kept_out_of_it(town, accused, kept_out):
    """A report that no one bar can keep from all it names is not taken: each gets one of its own."""
    by = "operator" if kept_out == "petition" else "petition"
    body = a_matter(kind="REPORT", accused_party=accused)
    answer = town.visitor(by).post("/intake/api/v1/matters", json=body)
    if kept_out is None:
        assert (answer.status_code, list(fields_of(answer.json))) == (422, ["accused_party.person"])
        return
    assert answer.status_code == 201, answer.text
    town.deliver()
    path = f"/intake/api/v1/matters/{answer.json['matter_no']}"
    town.visitor(kept_out).refused(404, path, "GET")
    found = town.visitor(kept_out).get("/routing/api/v1/triage")
    assert answer.json["matter_no"] not in found.text


def test_a_report_s_number_is_not_told_by_a_matter_that_brings_it_up_again(town):
    phone = new_phone()
    report = town.register(kind="REPORT", accused_party={"unit": "caoqiao"}, petitioner={"phone": phone})
    body = a_matter(same_as=report["matter_no"], petitioner={"phone": phone})
    problem = town.visitor("operator").refused(422, "/intake/api/v1/matters", json=body)
    assert list(fields_of(problem)) == ["same_as"]
