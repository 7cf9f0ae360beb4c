"""What was written down wrongly is put right: the old value stays readable, and every copy follows."""

import pytest
from sqlalchemy import select

from services.intake.comparing import compare_what_is_new
from services.intake.models import TextBand
from services.notify.models import Notice
from services.routing.models import Clock, RoutedMatter
from shared.db import database
from shared.messaging.envelope import write
from shared.messaging.outbox import unsent
from shared.messaging.tables import Settlement
from tests.integration.doors.visitor import fields_of
from tests.support.city import staff
from tests.support.matters import a_claim, a_matter, new_phone

DOOR = "/intake/api/v1/matters"
WHY = {"reason": "回拨核对，登记时写错。"}


@pytest.fixture
def phone():
    return new_phone()


@pytest.fixture
def referral(town, phone):
    return town.referral(petitioner={"phone": phone, "name": "林某"}, claims=[a_claim(facts={"rank": 1})])


def matter(town, told, by="operator"):
    return town.visitor(by).get(f"{DOOR}/{told['matter_no']}").json


def correct(town, told, by="operator", **changes):
    answer = town.visitor(by).post(f"{DOOR}/{told['matter_no']}/corrections", json=WHY | changes)
    assert answer.status_code == 201, answer.text
    town.deliver()
    return answer.json


def copy(town, told):
    """What routing has of a matter for whoever handles it."""
    with database("routing").reading() as session:
        kept = session.get_one(RoutedMatter, told["matter_no"])
        return " ".join(filter(None, (kept.petitioner, kept.place, kept.parties, *(c.text for c in kept.claims))))


def bands_of(told):
    """What its text is recognised by."""
    with database("intake").reading() as session:
        return set(session.scalars(select(TextBand.band).where(TextBand.matter_no == told["matter_no"])))


def found(town, q):
    answer = town.visitor("operator").get("/intake/api/v1/matters", query_string={"q": q})
    return [one["matter_no"] for one in answer.json["matters"]]


def panel(town, number):
    answer = town.visitor("operator").get("/intake/api/v1/callers", query_string={"phone": number})
    return [one["matter_no"] for one in answer.json["contacts"]]


def not_sent_yet(of_type):
    with database("intake").transaction() as session:
        return [row for row in unsent(session, 100) if row.type == of_type]


def test_the_old_value_stays_readable_and_the_unit_rings_the_new_number(town, referral, phone):
    right = new_phone()
    told = correct(town, referral, phone=right)
    assert told["corrected"] == [{"field": "phone", "claim_id": None, "before": phone, "after": right}]
    seen = matter(town, referral)
    assert (seen["petitioner"]["phone"], seen["corrections"][0]["reason"]) == (right, WHY["reason"])
    assert right in copy(town, referral)
    assert phone not in copy(town, referral)
    desk, path = town.visitor().signed_in("operator"), f"/intake/matters/{referral['matter_no']}"
    assert phone not in desk.open(path).text, "masked until somebody says why"
    page = desk.post(path, data=desk.open(path).form({"look_reason": "handling"}))
    assert f"电话：原为 {phone}，更正为 {right}" in page.text


def test_the_timeline_says_what_was_corrected_and_no_value(town, referral):
    right = new_phone()
    correct(town, referral, phone=right, address="演示路一号")
    [entry] = [one for one in matter(town, referral)["timeline"] if one["type"] == "matter.corrected"]
    assert sorted(entry["facts"]["corrected"]) == ["address", "phone"]
    assert right not in str(entry)
    page = town.visitor("operator").open(f"/intake/matters/{referral['matter_no']}/timeline")
    assert "更正电话、住址，已告知曹桥" in page.text
    assert right not in page.text
    assert right not in town.texts("intake"), "it lies sealed"


def test_the_old_number_and_name_still_find_it_but_the_caller_panel_shows_only_whose_number_it_is(
    town, referral, phone
):
    right, number = new_phone(), referral["matter_no"]
    correct(town, referral, phone=right, name="凌某")
    assert [found(town, words) for words in (right, phone)] == [[number], [number]]
    assert all(number in found(town, name) for name in ("凌某", "林某"))
    assert (panel(town, right), panel(town, phone)) == ([number], [])


def test_a_claim_is_corrected_and_its_holder_told_but_it_goes_no_other_way(town, referral):
    [claim] = referral["claims"]
    correct(town, referral, claim_id=claim["claim_id"], category="environment", text="清理围墙垃圾")
    seen = matter(town, referral)
    assert (seen["claims"][0]["category"], seen["claims"][0]["text"]) == ("environment", "清理围墙垃圾")
    assert (seen["state"], seen["whose_turn"]) == ("AWAITING_SIGN", "caoqiao")
    assert "清理围墙垃圾" in copy(town, referral)
    told = town.visitor("operator").get(f"/notify/api/v1/notices?matter_no={referral['matter_no']}").json["notices"]
    assert ("correction", "caoqiao") in {(row["template"], row["unit"]) for row in told}


def test_what_was_told_is_put_right_in_every_copy_and_found_by_what_holds_now(town, referral):
    before, right = matter(town, referral)["narrative"], "不是砌墙：隔壁在屋后挖了一口鱼塘，地基塌了。"
    told = correct(town, referral, narrative=right)
    assert told["corrected"] == [{"field": "narrative", "claim_id": None, "before": before, "after": right}]
    seen = matter(town, referral)
    assert (seen["narrative"], seen["whose_turn"]) == (right, "caoqiao")
    with database("routing").reading() as session:
        assert session.get_one(RoutedMatter, referral["matter_no"]).narrative == right
    assert right in town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{referral['referral_id']}").text
    assert referral["matter_no"] in found(town, "鱼塘")
    assert referral["matter_no"] not in found(town, "通道上")
    page = town.visitor("operator").open(f"/intake/matters/{referral['matter_no']}").text
    assert f"来电、来访内容：原为 {before}，更正为 {right}" in page
    assert "更正来电、来访内容，已告知曹桥" in page


def test_by_what_was_told_rightly_it_is_found_to_be_one_with_another_and_by_the_rest_no_more(town, phone):
    story = "村东头养猪场的污水没有处理就排进河里，夏天臭得开不了窗，反映过两次没有人来看。"
    earlier = town.referral(petitioner={"name": "凌某", "phone": phone}, narrative=story)
    misheard = town.referral(narrative="镇上的公交车早上六点半那一班经常不来，学生上学要迟到，请多派一辆车。")
    compare_what_is_new()
    assert matter(town, misheard)["related"]["asked"] == []
    kept = bands_of(misheard)
    correct(town, misheard, narrative=f"{story}已经半年了。")
    compare_what_is_new()
    assert [one["other_no"] for one in matter(town, misheard)["related"]["asked"]] == [earlier["matter_no"]]
    assert kept
    assert not kept & bands_of(misheard)


def test_groups_are_put_right_by_whoever_hears_the_petitioner(town, referral):
    assert correct(town, referral, by="caoqiao", groups=["minor", "disabled", "minor"])["corrected"] == [
        {"field": "groups", "claim_id": None, "before": [], "after": ["disabled", "minor"]}
    ]
    assert matter(town, referral)["petitioner"]["groups"] == ["disabled", "minor"]
    assert "minor" in copy(town, referral)
    page = town.visitor("operator").open(f"/intake/matters/{referral['matter_no']}").text
    assert staff()["caoqiao"]["name"] in page, "whoever corrected it is called by name"
    door = f"{DOOR}/{referral['matter_no']}/corrections"
    again = WHY | {"groups": ["minor", "disabled"]}
    assert town.visitor("operator").refused(409, door, json=again)["title"] == "没有改动，不用更正"
    unheard_of = town.visitor("operator").refused(422, door, json=WHY | {"groups": ["rich"]})
    assert list(fields_of(unheard_of)) == ["groups.0"]


def test_on_the_page_groups_are_ticked_and_lines_that_end_otherwise_are_no_change(town):
    lines = "第一，墙没有拆。\n第二，路还是堵着。"
    told = town.referral(petitioner={"groups": ["elderly"]}, narrative=lines)
    desk, path = town.visitor().signed_in("operator"), f"/intake/matters/{told['matter_no']}"
    page = desk.open(f"{path}/corrections/new")
    assert (page.ticked, page.value("narrative")) == (["elderly"], lines)
    typed = {"narrative": lines.replace("\n", "\r\n"), "groups": ["", "minor"], "reason": "补问得知。"}
    assert desk.post(f"{path}/corrections", data=page.form(typed)).status_code == 303
    assert [one["field"] for one in matter(town, told)["corrections"][0]["corrected"]] == ["groups"]
    page = desk.open(path).text
    assert "身份：原为 老年人，更正为 未成年人" in page
    form = desk.open(f"{path}/corrections/new").form({"narrative": " ", "groups": "", "reason": "误。"})
    assert desk.refused(422, f"{path}/corrections", data=form).said("narrative-error") == "请填写"
    form = desk.open(f"{path}/corrections/new").form({"groups": "", "reason": "误。"})
    assert desk.post(f"{path}/corrections", data=form).status_code == 303
    assert matter(town, told)["petitioner"]["groups"] == []


def test_a_consultation_that_was_answered_at_once_is_corrected_and_nobody_waits_for_it(town):
    answer = {"words": "可以申请仲裁。", "legal_basis": "《劳动争议调解仲裁法》第五条", "aid_explained": True}
    told = town.register(kind="CONSULT", answer=answer, petitioner={"name": "林某"})
    correct(town, told, name="凌某")
    assert matter(town, told)["petitioner"]["name"] == "凌某"
    of_it = (Settlement.subject == told["matter_no"], Settlement.type == "matter.corrected")
    with database("routing").reading() as session:
        assert set(session.scalars(select(Settlement.state).where(*of_it))) == {"handled"}


def test_the_limitation_watch_follows_the_corrected_day(town):
    day = {"arbitration": "award", "award_received_on": "2026-11-20"}
    told = town.referral(claims=[a_claim(category="work_injury", text="工伤赔偿", facts=day)])
    claim = told["claims"][0]["claim_id"]
    correct(town, told, claim_id=claim, facts=day | {"award_received_on": "2026-11-23"})
    of_the_claim = (Clock.matter_no == told["matter_no"], Clock.claim_id.is_not(None))
    with database("routing").reading() as session:
        kept = {(str(c.started_at.date()), c.state) for c in session.scalars(select(Clock).where(*of_the_claim))}
    assert kept == {("2026-11-20", "stopped"), ("2026-11-23", "running")}


def test_of_a_claim_led_elsewhere_only_the_facts_are_put_right(town):
    """Its limitation runs on and is watched; what it asks for is decided there."""
    day = {"arbitration": "award", "award_received_on": "2026-11-20"}
    told = town.referral(claims=[a_claim(category="work_injury", text="工伤赔偿", facts=day)])
    claim, desk = told["claims"][0]["claim_id"], town.visitor().signed_in("operator")
    door, path = f"{DOOR}/{told['matter_no']}/corrections", f"/intake/matters/{told['matter_no']}"
    assert matter(town, told)["state"] == "STEERED"
    refused = town.visitor("operator").refused(409, door, json=WHY | {"claim_id": claim, "text": "不要求了"})
    assert refused["title"].startswith("这一项诉求已经办结、转出或者撤回，这些内容不再更正")
    page = desk.open(f"{path}/corrections/new?claim_id={claim}")
    right = {"facts.arbitration": "award", "facts.award_received_on": "2026-11-24", "reason": "补看裁决书。"}
    form = page.form(right) | {"claim_id": claim}
    assert desk.post(f"{path}/corrections", data=form).status_code == 303
    assert matter(town, told)["claims"][0]["facts"] == day | {"award_received_on": "2026-11-24"}


def test_whoever_has_the_corrected_number_is_looked_for_among_earlier_matters(town, phone):
    earlier = town.referral(petitioner={"name": "凌某", "phone": phone})
    misheard = town.referral(petitioner={"name": "林某某", "phone": new_phone()}, narrative="另外一件小事。")
    compare_what_is_new()
    assert matter(town, misheard)["related"]["asked"] == []
    correct(town, misheard, phone=phone)
    compare_what_is_new()
    [found] = matter(town, misheard)["related"]["asked"]
    assert found["other_no"] == earlier["matter_no"]


def test_a_corrected_id_number_finds_the_matter_and_is_masked(town, referral):
    correct(town, referral, id_number="33048219900101001x")
    told = town.visitor("operator").get("/intake/api/v1/matters?q=33048219900101001X").json["matters"]
    assert [one["matter_no"] for one in told] == [referral["matter_no"]]
    page = town.visitor("operator").open(f"/intake/matters/{referral['matter_no']}").text
    assert "身份证号" in page
    assert "33048219900101001" not in page


def test_an_id_number_is_written_in_one_way_and_is_no_correction_of_itself(town):
    told = town.register(petitioner={"id_number": "33048219900101002x"})
    assert correct(town, told, id_number="33048219900101002x", address="演示路一号")["corrected"] == [
        {"field": "address", "claim_id": None, "before": None, "after": "演示路一号"}
    ]


def test_place_and_respondent_reach_whoever_handles_it(town, referral):
    correct(town, referral, place="曹桥街道孔家堰村", respondent_name="演示水泥厂")
    assert "曹桥街道孔家堰村" in copy(town, referral)
    assert "演示水泥厂" in copy(town, referral)
    correct(town, referral, clears=["respondent_name"])
    assert "演示水泥厂" not in copy(town, referral)
    assert matter(town, referral)["respondent_name"] is None


def test_a_text_message_that_has_not_left_goes_to_the_right_number(town, referral):
    right = new_phone()
    correct(town, referral, phone=right)
    theirs = (Notice.matter_no == referral["matter_no"], Notice.recipient == "petitioner")
    with database("notify").reading() as session:
        assert {row.address for row in session.scalars(select(Notice).where(*theirs))} == {right}


def test_the_draft_of_legal_aid_follows_in_whatever_order_it_hears(town):
    body = a_matter(petitioner={"name": "林某"}, claims=[a_claim(category="legal_aid", text="申请法律援助")])
    told = town.visitor("operator").post(DOOR, json=body).json
    right = WHY | {"name": "凌某", "phone": new_phone(), "groups": ["minor"], "narrative": "父亲不付抚养费。"}
    assert town.visitor("operator").post(f"{DOOR}/{told['matter_no']}/corrections", json=right).status_code == 201
    town.settlers["liandong.legalaid"].settle([write(row) for row in not_sent_yet("matter.corrected")])
    town.settlers["liandong.routing"].settle([write(row) for row in not_sent_yet("matter.registered")])
    with database("routing").transaction() as session:
        made = [row for row in unsent(session, 100) if row.type == "referral.made"]
    town.settlers["liandong.legalaid"].settle([write(row) for row in made])
    town.deliver()
    path = f"/legalaid/api/v1/applications?matter_no={told['matter_no']}"
    [draft] = town.visitor("aid").get(path).json["applications"]
    told = town.visitor("aid").get(f"/legalaid/api/v1/applications/{draft['application_id']}").json
    assert (told["applicant"]["name"], told["applicant"]["groups"]) == ("凌某", ["minor"])
    assert told["narrative"] == "父亲不付抚养费。"


def test_an_older_correction_that_comes_late_changes_nothing(town, referral):
    numbers, door = [new_phone(), new_phone()], f"{DOOR}/{referral['matter_no']}/corrections"
    for number in numbers:
        assert town.visitor("operator").post(door, json=WHY | {"phone": number}).status_code == 201
    for row in reversed(not_sent_yet("matter.corrected")):
        for reader in ("liandong.routing", "liandong.notify"):
            town.settlers[reader].settle([write(row)])
    town.deliver()
    assert numbers[1] in copy(town, referral)
    with database("routing").reading() as session:
        assert session.get_one(RoutedMatter, referral["matter_no"]).corrections == 2


def test_the_holder_corrects_how_to_reach_the_petitioner_but_not_what_it_has_to_answer(town, referral):
    correct(town, referral, by="caoqiao", phone=new_phone())
    door, claim = f"{DOOR}/{referral['matter_no']}/corrections", referral["claims"][0]["claim_id"]
    for change in ({"place": "乍浦镇"}, {"narrative": "没有这回事。"}, {"claim_id": claim, "text": "不要求了"}):
        assert "由登记单位更正" in town.visitor("caoqiao").refused(403, door, json=WHY | change)["title"]
    town.visitor("zhapu").refused(404, door, json=WHY | {"name": "凌某"})
    town.visitor("leader").refused(403, door, json=WHY | {"name": "凌某"})


def test_what_cannot_be_corrected_is_refused_and_changes_nothing(town, referral, phone):
    door, claim = f"{DOOR}/{referral['matter_no']}/corrections", referral["claims"][0]["claim_id"]
    desk = town.visitor("operator")
    assert desk.refused(409, door, json=WHY | {"phone": phone})["title"] == "没有改动，不用更正"
    assert desk.refused(409, door, json=WHY | {"name": "凌某", "seen": 7})["title"].startswith("刚才已经有人更正过")
    assert set(fields_of(desk.refused(422, door, json=WHY | {"respondent": "nowhere"}))) == {"respondent"}
    assert set(fields_of(desk.refused(422, door, json={"name": "凌某"}))) == {"reason"}
    gone = {"told_by": "petitioner", "channel": "PHONE", "words": "自愿撤回。"}
    assert desk.post(f"{DOOR}/{referral['matter_no']}/withdrawals", json=gone).status_code == 201
    town.deliver()
    late = desk.refused(409, door, json=WHY | {"claim_id": claim, "text": "另一项"})
    assert late["title"].startswith("这一项诉求已经办结、转出或者撤回")


def test_on_the_page_what_was_emptied_is_cleared_and_what_was_left_stays(town, referral, phone):
    desk = town.visitor().signed_in("operator")
    path = f"/intake/matters/{referral['matter_no']}"
    assert f"{path}/corrections/new" in desk.open(path).links
    page = desk.open(f"{path}/corrections/new")
    assert (page.value("phone"), page.value("name")) == (phone, "林某")
    typed = {"name": "林某", "phone": "", "place": "曹桥街道野马村", "address": "", "reason": ""}
    again = desk.refused(422, f"{path}/corrections", data=page.form(typed))
    assert again.said("reason-error") == "请填写"
    form = page.form(typed | {"reason": "对方要求不留电话。"})
    assert desk.post(f"{path}/corrections", data=form).status_code == 303
    seen = matter(town, referral)
    assert (seen["petitioner"]["phone"], seen["petitioner"]["name"]) == (None, "林某")
    assert [one["field"] for one in seen["corrections"][0]["corrected"]] == ["phone"]


def test_who_was_overtaken_keeps_what_was_typed_and_sees_what_the_other_put_right(town, referral, phone):
    desk, path = town.visitor().signed_in("operator"), f"/intake/matters/{referral['matter_no']}/corrections"
    form = desk.open(f"{path}/new").form({"name": "凌某", "phone": phone, "reason": "听错了姓。", "seen": "0"})
    right = new_phone()
    correct(town, referral, by="petition", phone=right, groups=["minor"])
    again = desk.refused(409, path, data=form | {"groups": ["", "elderly"]})
    assert "刚才已经有人更正过" in again.text
    assert [again.value(name) for name in ("name", "phone", "reason", "seen")] == ["凌某", right, "听错了姓。", "1"]
    assert again.ticked == ["minor"]
    form |= {"phone": again.value("phone"), "seen": again.value("seen"), "groups": ["", *again.ticked]}
    assert desk.post(path, data=form).status_code == 303
    seen = matter(town, referral)["petitioner"]
    assert (seen["name"], seen["phone"], seen["groups"]) == ("凌某", right, ["minor"])


@pytest.mark.parametrize("wrong", ["2026/11/20", "2999-01-01"])
def test_a_day_that_cannot_be_is_no_correction_of_one_that_was_watched(town, referral, wrong):
    body = WHY | {"claim_id": referral["claims"][0]["claim_id"], "facts": {"award_received_on": wrong}}
    refused = town.visitor("operator").refused(422, f"{DOOR}/{referral['matter_no']}/corrections", json=body)
    assert list(fields_of(refused)) == ["facts.award_received_on"]
    assert matter(town, referral)["claims"][0]["facts"] == {"rank": 1}


def test_a_telephone_is_corrected_to_the_one_way_it_is_written(town, referral):
    mobile = new_phone()
    correct(town, referral, phone=f"+86 {mobile}")
    assert matter(town, referral)["petitioner"]["phone"] == mobile
    assert panel(town, mobile) == [referral["matter_no"]]


def test_a_claim_on_the_page_keeps_the_facts_nobody_is_asked_for(town, referral):
    desk, claim = town.visitor().signed_in("operator"), referral["claims"][0]["claim_id"]
    path = f"/intake/matters/{referral['matter_no']}"
    page = desk.open(f"{path}/corrections/new?claim_id={claim}")
    told = {"category": "land", "text": "拆除围墙", "facts.decision_known_on": "2026-11-20", "reason": "补记。"}
    wrong = page.form(told | {"facts.decision_known_on": "2099-01-01"}) | {"claim_id": claim, "form_key": "3"}
    again = desk.refused(422, f"{path}/corrections", data=wrong)
    assert again.said("facts.decision_known_on-error") == "不能是将来的时间"
    assert desk.post(f"{path}/corrections", data=page.form(told) | {"claim_id": claim}).status_code == 303
    assert matter(town, referral)["claims"][0]["facts"] == {"rank": 1, "decision_known_on": "2026-11-20"}


@pytest.mark.parametrize("changes", [{"respondent": "caoqiao"}, {"respondent_name": "曹桥司法所"}])
def test_a_report_is_not_corrected_into_one_that_names_whom_it_is_about(town, changes):
    told = town.register(kind="REPORT", claims=[a_claim(category="conduct", text="查处")])
    door = f"{DOOR}/{told['matter_no']}/corrections"
    problem = town.visitor("operator").refused(422, door, json=WHY | changes)
    assert "才能对其保密" in fields_of(problem)[next(iter(changes))]


def test_the_page_says_who_corrected_it_by_name(town, referral):
    correct(town, referral, phone=new_phone())
    page = town.visitor("operator").open(f"/intake/matters/{referral['matter_no']}").text
    told = page[page.index("更正前的内容") - 200 : page.index("更正前的内容")]
    assert staff()["operator"]["name"] in told
    assert "operator" not in told
