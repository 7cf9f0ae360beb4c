"""Whoever may know of a matter finds it: by its words, its people, its unit, its days."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from services.intake import findable, finding, words
from services.intake.audit.matters import every_matter_can_be_found_by_its_words
from services.intake.models import Matter, MatterWords
from shared.db import database, utc_now
from shared.web.page import HERE
from tests.support.matters import a_claim, new_phone

DOOR = "/intake/api/v1/matters"


def found(town, username="operator", **asked):
    answer = town.visitor(username).get(DOOR, query_string=asked)
    assert answer.status_code == 200, answer.text
    return {row["matter_no"] for row in answer.json["matters"]}


@pytest.fixture(scope="module")
def demolition(town):
    told = town.register(
        narrative="村里拆迁，补偿款至今未到，KTV 100% 照付。",
        petitioner={"name": "上官某某", "phone": new_phone(), "id_number": "33048219800101123x"},
    )
    return told["matter_no"]


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("拆迁", True),
        ("补偿款至今", True),
        ("拆迁 未到", True),
        ("未到  拆迁", True),
        ("ktv", True),
        ("100%", True),
        ("拆迁，补", True),
        ("拆迁 围墙", False),
        ("迁补", False),
        ("1_0% 照付", False),
        ("拆", False),
        ("上官某某", True),
        ("上官", False),
        ("33048219800101123X", True),
        ("33048219800101123x", True),
        ("330482198001011231", False),
        ("' OR 1=1 --", False),
        ("'拆迁' & !补偿 | :*", False),
    ],
)
def test_a_matter_is_found_by_its_words_its_name_and_its_id_number(town, demolition, typed, there):
    assert (demolition in found(town, q=typed)) is there


@pytest.mark.parametrize("number", ["平信转〔2026〕壬1号", "2026-0012-0345", "2026110712"])
def test_a_matter_is_found_by_the_number_of_its_letter_and_by_all_of_it_only(town, number):
    told = town.register(by="petition", channel="FORWARDED", external_no=number)["matter_no"]
    assert found(town, q=number) == found(town, q=f" {number} ") == {told}
    assert told not in found(town, q=number[:-1]) | found(town, q=number[1:])
    assert found(town, "danghu", q=number) == set()


def test_a_letter_numbered_like_a_telephone_hides_nobody_who_has_that_telephone(town):
    phone = new_phone()
    letter = town.register(by="petition", channel="FORWARDED", external_no=phone)["matter_no"]
    call = town.register(petitioner={"phone": phone})["matter_no"]
    both = town.register(by="petition", channel="FORWARDED", external_no=phone, petitioner={"phone": phone})
    assert found(town, q=phone) == {letter, call, both["matter_no"]}


def test_what_is_old_and_rare_is_found_by_the_index(town):
    told = [town.register(narrative=f"鱼塘污染{number}，请来看看。")["matter_no"] for number in range(3)]
    for _ in range(3):
        town.register(narrative="邻居家的狗。")
    assert found(town, q="鱼塘 污染") == set(told)
    assert found(town, q="鱼塘污染1") == {told[1]}


def test_the_pages_of_what_is_found_follow_each_other(town, monkeypatch):
    monkeypatch.setattr(finding, "PAGE", 2)
    told = [town.register(narrative="路灯不亮")["matter_no"] for _ in range(5)]
    assert pages_of(town, "路灯") == [told[:2:-1], told[2:0:-1], told[:1]]


@pytest.mark.parametrize("newer", [2, 4])
def test_a_page_is_full_where_only_some_of_what_was_looked_up_fit(town, monkeypatch, newer):
    monkeypatch.setattr(finding, "PAGE", 2)
    monkeypatch.setattr(words, "READ_OF_THEM_FIRST", 3)
    kind = "甲乙丙"[newer // 2]
    told = [town.register(narrative=f"{kind}桥栏断了")["matter_no"] for _ in range(3)]
    for _ in range(newer):
        town.register(narrative=f"{kind}桥，桥栏，栏断了")
    assert pages_of(town, f"{kind}桥栏断") == [told[2:0:-1], told[:1]]


def test_the_newest_are_found_first_however_old_the_others_are(town, monkeypatch):
    monkeypatch.setattr(finding, "PAGE", 2)
    told = [town.register(narrative="戏台漏雨")["matter_no"] for _ in range(6)]
    for matter_no, days in zip(told, (0, 1, 9, 60, 300, 4000), strict=True):
        lies_back(matter_no, days)
    assert pages_of(town, "戏台漏雨") == [told[:2], told[2:4], told[4:]]


def lies_back(matter_no, days):
    with database("intake").transaction() as session:
        matter = session.get(Matter, matter_no)
        matter.registered_at -= timedelta(days=days)
        if words.keeps_pairs(session):
            words.make_findable(session, matter, utc_now())


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
def test_a_page_may_follow_any_moment_there_is(town, moment):
    assert found(town, q="没有这样的词", cursor=f"{moment}_LD-20261127-0001") == set()


def pages_of(town, typed):
    pages, cursor, operator = [], None, town.visitor("operator")
    while not pages or cursor:
        answer = operator.get(DOOR, query_string={"q": typed, **({"cursor": cursor} if cursor else {})}).json
        pages.append([row["matter_no"] for row in answer["matters"]])
        cursor = answer["next_cursor"]
    return pages


def test_of_words_that_nearly_all_have_only_the_newest_are_read_and_the_page_says_so(town, monkeypatch):
    told = [town.register(narrative="请您好好看看")["matter_no"] for _ in range(3)]
    monkeypatch.setattr(words, "VERY_MANY", 0)
    monkeypatch.setattr(finding, "READ_FIRST", 1)
    with database("intake").reading() as session:
        bounded = session.get_bind().dialect.name == "postgresql"
    assert found(town, q="您好好看") == set(told[1:] if bounded else told)
    assert "只查最近的" in town.visitor().signed_in("operator").open("/intake/matters?q=您好好看").text


def test_a_report_is_found_only_where_it_was_taken(town):
    told = town.register(
        kind="REPORT",
        narrative="截留青苗费",
        claims=[a_claim(category="conduct")],
        accused_party={"unit": "caoqiao"},
    )["matter_no"]
    assert found(town, q="青苗费") == {told}
    for username in ("caoqiao", "petition", "leader", "danghu"):
        assert found(town, username, q="青苗费") == set()


def test_a_township_finds_what_it_holds_and_nothing_else(town):
    told = town.register(narrative="水渠堵塞", place="曹桥街道野马村")["matter_no"]
    town.deliver()
    holder = town.visitor("operator").get(f"{DOOR}/{told}").json["whose_turn"]
    assert holder == "caoqiao"
    assert found(town, "caoqiao", q="水渠") == found(town, unit="caoqiao", q="水渠") == {told}
    assert found(town, "danghu", q="水渠") == found(town, unit="danghu", q="水渠") == set()


def test_the_days_are_those_of_the_city_and_both_count(town):
    told = town.register(narrative="井盖松动")["matter_no"]
    today = utc_now().astimezone(HERE).date()
    for since, until, there in ((0, 0, True), (-1, 1, True), (1, 2, False), (-2, -1, False)):
        days = {"since": today + timedelta(since), "until": today + timedelta(until)}
        assert (told in found(town, q="井盖", **days)) is there


def test_the_page_names_what_it_was_asked_and_each_can_be_taken_away(town):
    desk = town.visitor().signed_in("operator")
    page = desk.open("/intake/matters?q=没有这样的词&unit=caoqiao&since=2026-01-01")
    assert "没有符合条件的事项" in page.text
    for left in ("unit=caoqiao", "since=2026-01-01"):
        assert any(left in link and "q=" not in link for link in page.links)
    desk.refused(422, "/intake/matters?since=never", method="GET")


def test_what_was_there_before_is_found_after_the_upgrade(town):
    told = [town.register(narrative=f"围墙倒塌{number}")["matter_no"] for number in range(3)]
    with database("intake").transaction() as session:
        if session.get_bind().dialect.name != "postgresql":
            return
        session.execute(delete(MatterWords).where(MatterWords.matter_no != told[0]))
        session.execute(update(MatterWords).values(registered_at=None))
    assert found(town, q="倒塌") == {told[0]}, "as an older version had kept it"
    assert unfindable() >= set(told), "the audit says so"
    findable.make_findable_what_was_not()
    assert found(town, q="倒塌") == set(told)
    assert unfindable() == set()


def unfindable():
    with database("intake").reading() as session:
        return set(every_matter_can_be_found_by_its_words(session, utc_now()))
