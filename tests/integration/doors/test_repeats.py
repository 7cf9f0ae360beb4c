"""What may be the same matter is found after it was registered; a person decides once; both stay what they are."""

from itertools import cycle

import pytest
from sqlalchemy import text

from services.intake import comparing
from services.intake.comparing import MOST_OF_A_BAND, compare_what_is_new, most_in_common
from services.intake.models import TextBand, ToCompare
from shared.db import database
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim, new_phone

DOOR = "/intake/api/v1/matters"
STORIES = (
    "（虚构）演示花园三号楼的电梯停了两个星期，物业说等配件，楼上的老人下不来，孩子上学要爬十五层。",
    "（虚构）示例路口的污水井盖塌了半边，已经有一辆电动车翻进去，报过两次没有人来修，晚上没有路灯。",
    "（虚构）东村的养殖场半夜往河沟里排粪水，井水发臭，几户人家只能买水喝，环保来过一次没有下文。",
    "（虚构）南塘小学门口的摊位占满人行道，放学时孩子只能走机动车道，城管来了就走、走了又来。",
    "（虚构）演示服装厂搬走以后不发最后三个月的工资，工友去问，门卫说老板已经换人，不认以前的账。",
    "（虚构）北站公交改线以后早上六点没有车，去医院透析的病人只能包车，打过公交公司电话没有结果。",
    "（虚构）老街改造把排水沟填了，一下雨水就倒灌进店铺，货物泡了两回，施工单位说不归他们管。",
    "（虚构）安置房交付五年不给办房产证，开发公司说税没有缴清，孩子落户、上学都受影响，跑了很多趟。",
    "（虚构）渔港码头的吊机夜里十二点还在作业，居民睡不着，要求限定作业的时间，装上隔音的围挡。",
    "（虚构）苗圃承包合同到期，村里不退押金也不签新合同，地里还有两千棵树苗等着移走，天气越来越冷。",
)
UNTOLD = cycle(STORIES)


@pytest.fixture
def story():
    """A story that no other test tells this town."""
    return next(UNTOLD)


def register(town, narrative, by="operator", **changes):
    number = town.register(by=by, narrative=narrative, **changes)["matter_no"]
    compare_what_is_new()
    return number


def related(town, matter_no, by="operator"):
    return town.visitor(by).get(f"{DOOR}/{matter_no}").json["related"]


def decide(town, matter_no, other_no, decision="SAME", by="operator", **more):
    body = {"other_no": other_no, "decision": decision, **more}
    return town.visitor(by).post(f"{DOOR}/{matter_no}/repeats", json=body)


def asked(town, matter_no, by="operator"):
    return {one["other_no"]: one for one in related(town, matter_no, by)["asked"]}


def test_whoever_calls_again_in_other_words_is_found_with_the_reasons(town, story):
    phone = new_phone()
    first = register(town, story, petitioner={"phone": phone})
    second = register(town, f"又来电，上次说过：{story[:-8]}还是没有解决。", petitioner={"phone": phone})
    candidate = asked(town, second)[first]
    assert candidate["grade"] == "CERTAIN"
    assert {"same_phone", "same_category"} <= set(candidate["reasons"])
    assert candidate["likeness"] >= 35
    assert list(asked(town, first)) == [second]


def test_registering_does_none_of_the_work_and_the_chore_leaves_nothing_to_do(town, story):
    number = town.register(narrative=story)["matter_no"]
    with database("intake").reading() as session:
        assert session.get(ToCompare, number).kept_at is None
        assert not session.query(TextBand).filter_by(matter_no=number).count()
    compare_what_is_new()
    with database("intake").reading() as session:
        assert session.get(ToCompare, number) is None
        assert session.query(TextBand).filter_by(matter_no=number).count() > 20


def test_the_same_matter_of_one_person_is_a_repeat_and_both_tell_it(town, story):
    phone = new_phone()
    first = register(town, story, petitioner={"phone": phone})
    second = register(town, story, petitioner={"phone": phone})
    before = [town.visitor("operator").get(f"{DOOR}/{number}").json for number in (first, second)]
    answer = decide(town, second, first)
    assert answer.status_code == 201
    assert (answer.json["answer"], answer.json["answered_by"]) == ("REPEAT", "operator")
    town.deliver()
    for number, other, was in ((first, second, before[0]), (second, first, before[1])):
        page = town.visitor("operator").open(f"/intake/matters/{number}")
        assert f"确认与 {other} 是同一事项：重复信访件" in page.text
        assert f"/intake/matters/{other}" in page.links
        now = town.visitor("operator").get(f"{DOOR}/{number}").json
        assert (now["state"], now["whose_turn"], now["clocks"]) == (was["state"], was["whose_turn"], was["clocks"])
        assert now["related"]["asked"] == []
        notices = town.visitor("operator").get(f"/notify/api/v1/notices?matter_no={number}").json["notices"]
        [notice] = [one for one in notices if one["template"] == "joined"]
        assert notice["unit"] == "caoqiao"


def test_several_people_with_one_story_are_joint(town, story):
    first = register(town, story, petitioner={"name": "演示甲"})
    second = register(town, f"{story}我们楼的人都签了名。", petitioner={"name": "虚构乙"})
    assert "same_text" in asked(town, second)[first]["reasons"]
    assert decide(town, second, first).json["answer"] == "JOINT"
    assert "多人反映同一事项" in town.visitor("operator").open(f"/intake/matters/{first}").text


def test_what_was_told_apart_is_kept_with_its_reason_and_not_asked_again(town, story):
    first, second = register(town, story), register(town, story)
    refused = decide(town, second, first, "DIFFERENT")
    assert refused.status_code == 422
    assert list(fields_of(refused.json)) == ["words"]
    assert decide(town, second, first, "DIFFERENT", words="两幢不同的楼。").status_code == 201
    assert asked(town, second) == asked(town, first) == {}
    [answer] = related(town, first)["answered"]
    assert (answer["answer"], answer["words"], answer["answered_by"]) == ("DIFFERENT", "两幢不同的楼。", "operator")
    page = town.visitor("operator").open(f"/intake/matters/{first}")
    assert "两幢不同的楼。" in page.text
    assert "确认与" not in page.text
    again = town.visitor("operator").refused(
        409, f"{DOOR}/{first}/repeats", json={"other_no": second, "decision": "SAME", "words": "还是一件。"}
    )
    assert again["title"].startswith("这两件是不是同一事项")
    with database("intake").transaction() as session:
        session.add_all([ToCompare(matter_no=first), ToCompare(matter_no=second)])
    compare_what_is_new()
    assert asked(town, second) == asked(town, first) == {}


def test_of_what_was_joined_only_the_first_is_asked_about(town, story):
    first, second = register(town, story), register(town, story)
    assert decide(town, second, first).status_code == 201
    assert list(asked(town, register(town, story))) == [first]


def test_the_page_asks_decides_and_says_what_is_missing(town, story):
    first, second = register(town, story), register(town, story)
    desk = town.visitor().signed_in("operator")
    path = f"/intake/matters/{second}"
    page = desk.open(path)
    assert "很可能" in page.text
    assert "判定之前照常办理" in page.text
    form = {"csrf_token": page.csrf, "other_no": first}
    again = desk.refused(422, f"{path}/repeats", data=form | {"decision": "DIFFERENT"})
    assert again.said(f"words-{first}-error") == "请填写"
    answer = desk.post(f"{path}/repeats", data=form | {"decision": "SAME"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{path}#related")
    assert "已判定是同一事项" in desk.open(path).text


def test_two_matters_that_nothing_was_found_about_are_joined_by_hand_with_a_reason(town):
    first = register(town, "（虚构）墙倒了。", petitioner={"name": "演示甲"})
    second = register(town, "（虚构）围栏歪了。", petitioner={"name": "虚构乙"})
    assert decide(town, second, first).status_code == 422
    assert decide(town, second, first, words="同一道围墙。").json["answer"] == "JOINT"


def test_who_does_not_see_both_decides_nothing(town, story):
    first, second = register(town, story), register(town, story, place="乍浦镇")
    assert decide(town, first, second, by="zhapu").status_code == 404
    refused = decide(town, first, second, by="caoqiao", words="一样。")
    assert list(fields_of(refused.json)) == ["other_no"]
    assert related(town, first, by="caoqiao")["asked"] == []
    assert decide(town, second, first, by="leader").status_code == 403
    assert list(fields_of(decide(town, first, first, words="同。").json)) == ["other_no"]
    assert list(asked(town, second)) == [first]


def test_a_report_is_neither_found_nor_linked(town, story):
    claims = [a_claim(category="conduct")]
    first = register(town, story, petitioner={"phone": "13711112222"})
    report = register(
        town,
        story,
        petitioner={"phone": "13711112222"},
        kind="REPORT",
        accused_party={"unit": "zhapu"},
        claims=claims,
    )
    assert asked(town, first) == {}
    assert asked(town, report) == {}
    refused = decide(town, first, report, words="同一件。")
    assert list(fields_of(refused.json)) == ["other_no"]
    assert report not in town.visitor("caoqiao").open(f"/intake/matters/{first}").text


STOCK = "（虚构）以下内容由网上信访平台自动转来，请按照有关规定办理并将办理结果反馈信访人，谢谢。"


def test_of_a_sentence_that_very_many_have_only_the_newest_are_compared(town, monkeypatch):
    monkeypatch.setattr(comparing, "MOST_OF_A_BAND", 3)
    people = [{"name": f"演示{name}"} for name in "甲乙丙丁戊己"]
    days = [f"2026-0{month}-01T10:00:00+08:00" for month in (5, 2, 4, 3, 1, 6)]
    numbers = [
        register(town, STOCK, petitioner=person, received_at=day, channel=channel)
        for person, day, channel in zip(people, days, cycle(["PHONE", "LETTER"]), strict=False)
    ]
    assert set(asked(town, numbers[-1])) == {numbers[0], numbers[2]}
    page = town.visitor("operator").open(f"/intake/matters/{numbers[-1]}").text
    assert f"只和其中最近收到的 {MOST_OF_A_BAND} 件比对" in page


def test_a_band_is_never_read_whole(town):
    with database("intake").transaction() as session:
        if session.get_bind().dialect.name != "postgresql":
            pytest.skip("SQLite has no plan that says what was read")
        crowd = "INSERT INTO text_band SELECT b, 'LD-2025' || lpad((n / 300 % 12 + 1)::text, 2, '0') || '01-' || n "
        session.execute(text(f"{crowd} FROM generate_series(1, 4) b, generate_series(10000, 30000) n"))
        session.execute(text("ANALYZE text_band"))
        question = most_in_common([1, 2, 3, 4]).compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        explained = session.execute(text(f"EXPLAIN (ANALYZE, FORMAT JSON) {question}")).scalar_one()
        session.rollback()
    scans = [node for node in nodes(explained[0]["Plan"]) if "Scan" in node["Node Type"] and "Relation Name" in node]
    assert {node["Index Name"] for node in scans} == {"ix_text_band_newest"}
    assert [node["Actual Rows"] for node in scans] == [MOST_OF_A_BAND] * 4
    assert not [node for node in nodes(explained[0]["Plan"]) if node["Actual Rows"] > 4 * MOST_OF_A_BAND]


def nodes(plan):
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def test_while_a_story_is_typed_those_like_it_stand_beside_the_form(town):
    story = "（虚构）演示公园的长椅全部拆掉了，散步的老人没有地方坐，问过园林处，说是要换新的，等了半年。"
    first = register(town, story)
    desk = town.visitor().signed_in("operator")
    form = desk.open("/intake/matters/new").form({"narrative": f"来电说，{story}"})
    answer = desk.post("/intake/alike", data=form)
    assert f"/intake/matters/{first}" in answer.text
    form = desk.open("/intake/matters/new").form(
        {"narrative": "（虚构）想问一下婚姻登记处的上班时间，周末开不开门。"}
    )
    assert "/intake/matters/" not in desk.post("/intake/alike", data=form).text
