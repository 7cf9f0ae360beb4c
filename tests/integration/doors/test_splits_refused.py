"""What is not split, who may not split, and what is done about a split that came too late."""

from tests.integration.doors.test_referrals import at
from tests.integration.doors.test_splits import DOOR, WHY, all_is_well, ask, ids, matter, of_two, phone
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim

__all__ = ["of_two", "phone"]


def test_once_its_unit_has_taken_it_up_it_is_not_split(town, of_two):
    second = ids(town, of_two)[1]
    assert town.visitor("caoqiao").post(at(of_two, "signatures"), json={}).status_code == 201
    town.deliver()
    door = f"{DOOR}/{of_two['matter_no']}/splits"
    refused = town.visitor("operator").refused(409, door, json={"claims": [second], "reason": WHY})
    assert refused["title"].startswith("所选诉求的承办单位已经着手办理，不再拆分")
    page = f"/intake/matters/{of_two['matter_no']}"
    assert f"{page}/splits/new" not in town.visitor("operator").open(page).links
    gone = town.visitor("operator").refused(409, f"{page}/splits/new", method="GET")
    assert gone.h1.startswith("没有可以拆分的诉求")


def test_signed_for_meanwhile_nothing_is_split_and_both_sides_know(town, of_two):
    """The unit signs before routing hears that the matter was to be split."""
    asked = ask(town, of_two, ids(town, of_two)[1])
    assert town.visitor("caoqiao").post(at(of_two, "signatures"), json={}).status_code == 201
    town.deliver()
    seen = matter(town, of_two["matter_no"])
    assert [claim["state"] for claim in seen["claims"]] == ["IN_PROGRESS", "IN_PROGRESS"]
    assert [(one["outcome"], one["why"]) for one in seen["splits"]] == [("REFUSED", "TAKEN_UP")]
    town.visitor("operator").refused(404, f"{DOOR}/{asked['new_no']}", method="GET")
    text = town.visitor("operator").open(f"/intake/matters/{of_two['matter_no']}").text
    assert "没有拆分：承办单位已经着手办理" in text
    assert f"编号 {asked['new_no']} 作废" in text
    all_is_well()


def test_while_it_is_being_split_nothing_else_is_done_to_its_claims(town, of_two):
    first, second = ids(town, of_two)
    ask(town, of_two, second)
    door, desk = f"{DOOR}/{of_two['matter_no']}", town.visitor("operator")
    withdrawal = {"told_by": "petitioner", "channel": "PHONE", "words": "不要了。"}
    for act, body in (
        ("withdrawals", withdrawal),
        ("corrections", {"reason": "听错。", "claim_id": second, "text": "别的"}),
        ("splits", {"claims": [first], "reason": WHY}),
    ):
        assert desk.refused(409, f"{door}/{act}", json=body)["title"] == "这件事项正在拆分，请稍后再试"
    town.deliver()
    assert desk.post(f"{door}/withdrawals", json=withdrawal).status_code == 201


def test_a_supervised_order_is_not_split(town, of_two):
    press = {"cause": "LATE", "words": "请抓紧办理。", "reply_by": "2099-01-01"}
    assert town.visitor("leader").post(at(of_two, "supervisions"), json=press).status_code == 201
    ask(town, of_two, ids(town, of_two)[1])
    town.deliver()
    assert matter(town, of_two["matter_no"])["splits"][0]["why"] == "SUPERVISED"
    all_is_well()


def test_who_may_not_split_and_what_is_no_split(town, of_two):
    first, second = ids(town, of_two)
    door, body = f"{DOOR}/{of_two['matter_no']}/splits", {"claims": [second], "reason": WHY}
    town.visitor("caoqiao").refused(403, door, json=body)
    town.visitor("leader").refused(403, door, json=body)
    assert town.visitor("petition").refused(403, door, json=body)["title"].startswith("由登记单位拆分")
    town.visitor("operator").refused(404, f"{DOOR}/LD-20200101-0001/splits", json=body)
    desk = town.visitor("operator")
    whole = fields_of(desk.refused(422, door, json=body | {"claims": [first, second]}))
    assert whole["claims"] == "至少留下一项诉求；整件事项不用拆分"
    other = town.register()
    for claims in ([], ids(town, other)):
        assert set(fields_of(desk.refused(422, door, json=body | {"claims": claims}))) == {"claims"}
    assert set(fields_of(desk.refused(422, door, json={"claims": [second]}))) == {"reason"}


def test_a_withdrawn_claim_is_not_split_off(town, of_two):
    second, desk = ids(town, of_two)[1], town.visitor("operator")
    door, body = f"{DOOR}/{of_two['matter_no']}", {"claims": [second], "reason": WHY}
    withdrawal = {"told_by": "petitioner", "channel": "PHONE", "words": "不要了。", "claim_id": second}
    assert desk.post(f"{door}/withdrawals", json=withdrawal).status_code == 201
    assert desk.refused(409, f"{door}/splits", json=body)["title"].startswith("所选诉求已经登记撤回")
    town.deliver()
    assert desk.refused(409, f"{door}/splits", json=body)["title"].startswith("所选诉求已经办结")


def test_on_the_page_the_claims_are_ticked_and_a_reason_is_asked_for(town, of_two):
    desk, path = town.visitor().signed_in("operator"), f"/intake/matters/{of_two['matter_no']}"
    assert f"{path}/splits/new" in desk.open(path).links
    page = desk.open(f"{path}/splits/new")
    second = ids(town, of_two)[1]
    again = desk.refused(422, f"{path}/splits", data=page.form({"claims": second, "reason": ""}))
    assert again.said("reason-error") == "请填写"
    assert desk.post(f"{path}/splits", data=page.form({"claims": second, "reason": WHY})).status_code == 303
    text = desk.open(path).text
    assert "正在拆分，新事项编号：" in text
    town.deliver()
    assert "诉求 2 已另立一件：" in desk.open(path).text


def test_a_report_that_went_to_discipline_inspection_stays_one(town):
    claims = [a_claim(category="conduct", text="收费不开票"), a_claim(category="conduct", text="推诿")]
    told = town.register(kind="REPORT", accused_party={"unit": "caoqiao"}, claims=claims)
    body = {"claims": [ids(town, told)[1]], "reason": WHY}
    refused = town.visitor("operator").refused(409, f"{DOOR}/{told['matter_no']}/splits", json=body)
    assert refused["title"].startswith("所选诉求已经办结、转出或者撤回")
