"""A petitioner withdraws one claim or the whole matter: whoever holds it stops, and all who must are told."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.db import database
from shared.messaging.envelope import write
from shared.messaging.outbox import unsent
from tests.integration.doors.clocks import clocks
from tests.integration.doors.test_referrals import answers, at, reply
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim, a_matter

DOOR = "/intake/api/v1/matters"
SAID = {"told_by": "petitioner", "channel": "PHONE", "words": "已经和邻居谈好，自愿撤回。"}
AGENT = {"name": "演示代理人", "authority": "general", "relation": "哥哥"}


def matter(town, told, by="operator"):
    return town.visitor(by).get(f"{DOOR}/{told['matter_no']}").json


def withdraw(town, told, by="operator", **changes):
    answer = town.visitor(by).post(f"{DOOR}/{told['matter_no']}/withdrawals", json=SAID | changes)
    assert answer.status_code == 201, answer.text
    return answer.json


def now_of(town, referral):
    return town.visitor("leader").get(f"/routing/api/v1/referrals/{referral['referral_id']}").json


def notices(town, told):
    rows = town.visitor("operator").get(f"/notify/api/v1/notices?matter_no={told['matter_no']}").json["notices"]
    return {(row["template"], row["unit"]) for row in rows}


@pytest.fixture
def referral(town):
    return town.referral()


@pytest.fixture
def of_two(town):
    """Two claims in one order, signed for."""
    referral = town.referral(claims=[a_claim(), a_claim(text="清理河道")])
    assert len(referral["claims"]) == 2
    assert town.visitor("caoqiao").post(at(referral, "signatures"), json={}).status_code == 201
    town.deliver()
    return referral


def test_the_whole_matter_is_withdrawn_and_its_holder_loses_it(town, referral):
    withdraw(town, referral)
    town.deliver()
    seen = matter(town, referral)
    assert (seen["state"], seen["whose_turn"]) == ("WITHDRAWN", None)
    assert [(c["state"], c["holder"]) for c in seen["claims"]] == [("WITHDRAWN", None)]
    assert seen["withdrawals"][0]["claims"][0]["outcome"] == "WITHDRAWN"
    told = now_of(town, referral)
    assert (told["state"], told["whose_turn"]) == ("WITHDRAWN", None)
    desk = town.visitor("caoqiao")
    for tab in ("new", "mine", "answered"):
        assert referral["matter_no"] not in desk.open(f"/routing/referrals?tab={tab}").text
    refused = desk.refused(409, at(referral, "signatures"), json={})
    assert refused["title"] == "信访人已经撤回，这份交办件不再办理"


def test_its_clocks_stop_and_petitioner_and_holder_are_told(town, referral):
    withdraw(town, referral)
    town.deliver()
    assert not [clock for clock in clocks(referral["matter_no"]).values() if clock.state == "running"]
    assert not matter(town, referral)["clocks"]
    assert notices(town, referral) >= {("withdrawal", None), ("withdrawal_order", "caoqiao")}
    page = town.visitor("operator").open(f"/intake/matters/{referral['matter_no']}")
    assert "信访人本人撤回整件事项，来电" in page.text
    assert "诉求已经撤回，曹桥" in page.text
    assert f"/intake/matters/{referral['matter_no']}/withdrawals/new" not in page.links


def test_one_claim_of_two_goes_and_the_unit_goes_on_with_the_other(town, of_two):
    first, second = of_two["claims"]
    withdraw(town, of_two, claim_id=first["claim_id"])
    town.deliver()
    told = now_of(town, of_two)
    assert (told["state"], [c["claim_id"] for c in told["claims"]]) == ("IN_PROGRESS", [second["claim_id"]])
    assert clocks(of_two["matter_no"])["receiver_tells"].state == "running"
    assert [c["state"] for c in matter(town, of_two)["claims"]] == ["WITHDRAWN", "IN_PROGRESS"]
    page = town.visitor("caoqiao").open(f"/routing/referrals/{of_two['referral_id']}")
    assert "信访人已撤回，不再办理、答复" in page.text
    reply(town, told)
    town.deliver()
    assert matter(town, of_two)["state"] == "ANSWERED"


def test_a_reply_under_check_answers_only_what_is_left(town, of_two):
    first, second = of_two["claims"]
    assert town.visitor("caoqiao").post(at(of_two, "opinions"), json=answers(of_two)).status_code == 201
    withdraw(town, of_two, claim_id=first["claim_id"])
    town.deliver()
    ticked = ["FACTS", "EVIDENCE", "ARTICLE", "PROCEDURE", "REMEDIES"]
    body = {"released": True, "ticked": ticked}
    released = town.visitor("caoqiao2").post(at(of_two, "opinion-checks"), json=body)
    assert released.status_code == 201, released.text
    town.deliver()
    outcomes = {c["claim_id"]: (c["state"], c["outcome"]) for c in matter(town, of_two)["claims"]}
    assert outcomes == {first["claim_id"]: ("WITHDRAWN", None), second["claim_id"]: ("ANSWERED", "EXPLAIN")}


@pytest.mark.parametrize("under", ["opinions", "objections"])
def test_the_last_claim_ends_the_order_whatever_it_waits_for(town, referral, under):
    caoqiao = town.visitor("caoqiao")
    assert caoqiao.post(at(referral, "signatures"), json={}).status_code == 201
    reason = {"reason": "OTHER_TERRITORY", "explanation": "不在本辖区。", "competent_unit": "zhapu"}
    body = answers(referral) if under == "opinions" else reason
    assert caoqiao.post(at(referral, under), json=body).status_code == 201
    withdraw(town, referral)
    town.deliver()
    assert now_of(town, referral)["state"] == "WITHDRAWN"
    assert matter(town, referral)["state"] == "WITHDRAWN"


def test_what_waits_for_a_person_is_taken_off_the_list(town):
    told = town.register(place=None)
    withdraw(town, told)
    town.deliver()
    assert matter(town, told)["state"] == "WITHDRAWN"
    waiting = town.visitor("leader").get("/routing/api/v1/triage").json["matters"]
    assert told["matter_no"] not in {one["matter_no"] for one in waiting}
    assert not [clock for clock in clocks(told["matter_no"]).values() if clock.state == "running"]


def test_withdrawn_before_anybody_was_told_of_the_matter_it_never_reaches_a_desk(town):
    answer = town.visitor("operator").post(DOOR, json=a_matter())
    withdraw(town, answer.json)
    assert "撤回已登记" in town.visitor("operator").open(f"/intake/matters/{answer.json['matter_no']}").text
    town.deliver()
    assert matter(town, answer.json)["state"] == "WITHDRAWN"


def test_a_reply_released_meanwhile_stands_and_the_withdrawal_is_kept(town, of_two):
    reply(town, of_two)
    with database("routing").transaction() as session:
        assert "reply.issued" in [row.type for row in unsent(session, 100)]
    withdraw(town, of_two)
    town.deliver()
    seen = matter(town, of_two)
    assert {c["state"] for c in seen["claims"]} == {"ANSWERED"}
    assert {c["outcome"] for c in seen["withdrawals"][0]["claims"]} == {"CAME_LATE"}
    assert now_of(town, of_two)["state"] == "ANSWERED"
    assert ("withdrawal_order", "caoqiao") not in notices(town, of_two)
    page = town.visitor("operator").open(f"/intake/matters/{of_two['matter_no']}")
    assert page.text.count("撤回前已经办结，结果仍然有效") >= 2


def test_in_any_order_of_events_it_ends_withdrawn(town, referral):
    caoqiao = town.visitor("caoqiao")
    assert caoqiao.post(at(referral, "signatures"), json={}).status_code == 201
    withdraw(town, referral)
    with database("intake").transaction() as session:
        rows = [row for row in unsent(session, 100) if row.type == "withdrawal.recorded"]
    town.settlers["liandong.routing"].settle([write(row) for row in rows])
    with database("routing").transaction() as session:
        rows = unsent(session, 100)
    for row in reversed(rows):
        if row.type in ("referral.signed", "claim.withdrawn"):
            town.settlers["liandong.intake"].settle([write(row)])
    town.deliver()
    assert [c["state"] for c in matter(town, referral)["claims"]] == ["WITHDRAWN"]


def test_it_is_withdrawn_once(town, referral):
    withdraw(town, referral)
    door = f"{DOOR}/{referral['matter_no']}/withdrawals"
    refused = town.visitor("operator").refused(409, door, json=SAID)
    assert refused["title"].startswith("已经登记过撤回")
    town.deliver()
    assert town.visitor("operator").refused(409, door, json=SAID)["title"].startswith("没有可以撤回的诉求")
    town.visitor("operator").refused(409, f"/intake/matters/{referral['matter_no']}/withdrawals/new", method="GET")


def test_what_was_led_to_legal_aid_is_withdrawn_there(town):
    told = town.register(claims=[a_claim(category="legal_aid", text="申请法律援助")])
    refused = town.visitor("operator").refused(409, f"{DOOR}/{told['matter_no']}/withdrawals", json=SAID)
    assert "请向该机关提出" in refused["title"]


def test_an_agent_with_general_authority_may_not(town):
    told = town.register(agents=[AGENT])
    door = f"{DOOR}/{told['matter_no']}/withdrawals"
    refused = town.visitor("operator").refused(422, door, json=SAID | {"told_by": "special"})
    assert "一般授权的代理人不能撤回" in fields_of(refused)["told_by"]
    other = town.register(agents=[AGENT | {"authority": "special"}])
    withdraw(town, other, told_by="special")


def test_what_is_wrong_in_it_is_named(town, referral):
    door, later = f"{DOOR}/{referral['matter_no']}/withdrawals", (datetime.now(UTC) + timedelta(days=1)).isoformat()
    wrong = SAID | {"received_at": later, "claim_id": "00000000-0000-4000-8000-000000000009"}
    assert set(fields_of(town.visitor("operator").refused(422, door, json=wrong))) == {"received_at", "claim_id"}


def test_neither_the_holder_nor_who_does_not_see_it_may_record_it(town, referral):
    door = f"{DOOR}/{referral['matter_no']}/withdrawals"
    for username in ("caoqiao", "leader"):
        town.visitor(username).refused(403, door, json=SAID)
    report = town.register(kind="REPORT", accused_party={"unit": "caoqiao"}, claims=[a_claim(category="conduct")])
    town.visitor("petition").refused(404, f"{DOOR}/{report['matter_no']}/withdrawals", json=SAID)


def test_on_the_page(town, of_two):
    desk = town.visitor().signed_in("operator")
    path = f"/intake/matters/{of_two['matter_no']}"
    assert f"{path}/withdrawals/new" in desk.open(path).links
    page = desk.open(f"{path}/withdrawals/new")
    again = desk.refused(
        422, f"{path}/withdrawals", data=page.form({"told_by": "petitioner", "channel": "VISIT", "words": ""})
    )
    assert again.said("words-error") == "请填写"
    told = {
        "told_by": "petitioner",
        "channel": "VISIT",
        "words": "不再要求清理河道。",
        "claim_id": of_two["claims"][1]["claim_id"],
    }
    assert desk.post(f"{path}/withdrawals", data=page.form(told)).status_code == 303
    town.deliver()
    assert "不再要求清理河道。" in desk.open(path).text
