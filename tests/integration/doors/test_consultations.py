"""A consultation is answered on the spot: closed at once, with the law and the tick, and counted as call or visit."""

from datetime import datetime

import pytest

from shared.db import utc_now
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim, a_matter, new_phone

pytestmark = ON_ONE_DATABASE

DOOR = "/intake/api/v1/matters"
BOOK = "/intake/api/v1/consultations"
LAW = "《劳动争议调解仲裁法》第五十条"
ANSWER = {"words": "可以自收到裁决书之日起十五日内起诉。", "legal_basis": LAW, "aid_explained": True}


def consulted(town, **changes):
    asked = {"kind": "CONSULT", "answer": ANSWER, "claims": [a_claim(category="wages", text="怎么讨薪")], **changes}
    return town.register(**asked)


def form_of(desk, **changes):
    typed = {
        "petitioner.phone": new_phone(),
        "petitioner.name": "钱某",
        "narrative": "咨询不服仲裁裁决怎么办。",
        "claims.0.category": "wages",
        "claims.0.text": "怎么起诉",
        "kind": "CONSULT",
        "channel": "VISIT",
        "answer.words": ANSWER["words"],
        "answer.legal_basis": LAW,
        "answer.aid_explained": "true",
    }
    return desk.open("/intake/matters/new").form({**typed, **changes})


def test_it_is_closed_at_once_and_nobody_else_has_to_do_anything(town):
    before, since = {name: town.rows(name) for name in ("routing", "notify", "legalaid")}, utc_now()
    told = consulted(town)
    assert (told["state"], told["whose_turn"]) == ("ANSWERED", None)
    for service, table in (("routing", "routed_matter"), ("notify", "notice"), ("legalaid", "application")):
        assert town.rows(service)[table] == before[service][table]
    kept = town.visitor("operator").get(f"{DOOR}/{told['matter_no']}").json
    assert [(claim["state"], claim["outcome"]) for claim in kept["claims"]] == [("ANSWERED", "EXPLAIN")]
    answer = kept["consultation"]
    assert (answer["words"], answer["legal_basis"], answer["answered_by"]) == (ANSWER["words"], LAW, "operator")
    assert since <= datetime.fromisoformat(answer["aid_explained_at"]) <= utc_now()
    assert [entry["type"] for entry in kept["timeline"]] == ["consultation.answered"]


def test_the_page_of_the_matter_and_the_public_page_say_so(town):
    phone = new_phone()
    told = consulted(town, petitioner={"phone": phone})
    page = town.visitor("operator").open(f"/intake/matters/{told['matter_no']}").text
    assert "咨询当场答复，已告知申请法律援助的权利" in page
    assert ANSWER["words"] in page
    assert LAW in page
    public = town.visitor()
    form = public.open("/progress").form({"query_code": told["query_code"], "last_digits": phone[-4:]})
    seen = public.post("/progress", data=form).text
    assert "已答复" in seen
    assert "已转送" not in seen


def test_it_is_counted_as_call_or_visit(town):
    operator = town.visitor("operator")
    before = operator.get(BOOK).json["counted"]
    told = [consulted(town, channel=channel)["matter_no"] for channel in ("PHONE", "VISIT", "VISIT")]
    book = operator.get(BOOK).json
    assert {code: book["counted"][code] - before.get(code, 0) for code in ("PHONE", "VISIT")} == {
        "PHONE": 1,
        "VISIT": 2,
    }
    assert [one["matter_no"] for one in book["consultations"][:3]] == told[::-1]
    assert {one["channel"] for one in operator.get(f"{BOOK}?channel=VISIT").json["consultations"]} == {"VISIT"}
    assert operator.get(f"{BOOK}?until=2020-01-01&since=2019-01-01").json["counted"] == {}
    page = town.visitor().signed_in("operator").open("/intake/consultations")
    assert told[0] in page.text
    assert f"来访 {book['counted']['VISIT']}" in page.text
    town.visitor("caoqiao").refused(403, BOOK, method="GET")


def test_without_the_tick_or_the_law_it_is_not_closed(town):
    desk = town.visitor().signed_in("operator")
    form = form_of(desk)
    del form["answer.aid_explained"]
    page = desk.refused(422, "/intake/matters", data=form)
    assert "《法律援助法》第二十三条" in page.said("answer.aid_explained-error")
    assert page.value("answer.words") == ANSWER["words"]
    page = desk.refused(422, "/intake/matters", data=form_of(desk, **{"answer.legal_basis": ""}))
    assert page.said("answer.legal_basis-error") == "请填写"
    refused = town.visitor("operator").refused(422, DOOR, json=a_matter(kind="HELP", answer=ANSWER))
    assert fields_of(refused) == {"answer": "只有咨询才能当场答复办结"}


def test_on_the_form_it_is_registered_and_closed(town):
    desk = town.visitor().signed_in("operator")
    answer = desk.post("/intake/matters", data=form_of(desk))
    assert answer.status_code == 303
    town.deliver()
    kept = town.visitor("operator").get(f"{DOOR}/{answer.headers['Location'].rpartition('/')[2]}").json
    assert (kept["state"], kept["channel"], kept["consultation"]["legal_basis"]) == ("ANSWERED", "VISIT", LAW)


@pytest.mark.parametrize("typed", [{"answer.words": "", "answer.legal_basis": ""}, {"kind": "HELP"}])
def test_without_an_answer_or_as_another_kind_it_goes_its_way(town, typed):
    desk = town.visitor().signed_in("operator")
    form = form_of(desk, place="曹桥街道", **typed)
    if "kind" not in typed:
        del form["answer.aid_explained"]
    answer = desk.post("/intake/matters", data=form)
    assert answer.status_code == 303, answer.text
    town.deliver()
    kept = town.visitor("operator").get(f"{DOOR}/{answer.headers['Location'].rpartition('/')[2]}").json
    assert kept["consultation"] is None
    assert kept["state"] != "ANSWERED"
