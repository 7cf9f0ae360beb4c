"""The call form: the fields of the chosen channel, agents, groups, and what a claim is asked."""

import re
from datetime import timedelta

import pytest

from shared.clocks import in_force
from shared.clocks.rulebook import FOLDER, Rulebook
from shared.db import utc_now
from shared.web.page import HERE
from tests.integration.doors.clocks import clocks
from tests.integration.doors.html import Page
from tests.integration.doors.test_looks_elsewhere import asked_to_show
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim, a_matter, new_phone

pytestmark = ON_ONE_DATABASE

TODAY = utc_now().astimezone(HERE).date()
DOOR = "/intake/api/v1/matters"
FORM = "/intake/matters/new"
AGENT = {"name": "代某", "authority": "general", "relation": "儿子", "phone": "139 0000 0000"}
OWN_FIELDS = {
    "PHONE": (),
    "VISIT": ("petitioner.id_number", "group_size"),
    "LETTER": ("details.written_on", "details.enclosures", "group_size"),
    "ONLINE": ("details.platform", "external_no"),
    "FAX": ("details.fax_no", "details.pages", "details.written_on"),
    "FORWARDED": ("details.forwarded_by", "external_no", "reply_by", "group_size"),
    "LEADER_NOTE": ("details.leader", "details.note", "details.written_on", "reply_by"),
    "STATION": ("details.station", "external_no"),
}
ALL_OWN = {field for fields in OWN_FIELDS.values() for field in fields}


@pytest.fixture
def desk(town):
    return town.visitor().signed_in("operator")


def filled(desk, **changes):
    typed = {
        "petitioner.phone": new_phone(),
        "petitioner.name": "钱某",
        "place": "曹桥街道野马村",
        "narrative": "邻居在通道上砌了一道墙。",
        "claims.0.category": "land",
        "claims.0.text": "拆除围墙",
        "kind": "CLAIM_APPEAL",
        "channel": "PHONE",
    }
    return desk.open(FORM).form(typed | changes)


def registered(town, desk, form):
    answer = desk.post("/intake/matters", data=form)
    assert answer.status_code == 303, answer.text
    town.deliver()
    return answer.headers["Location"].rpartition("/")[2]


def shown(source):
    """The names of the fields that no hidden part of the page holds."""
    hidden, names, depth = [], set(), 0
    for tag in re.finditer(r"<(/?)(div|template|input|select|textarea)\b([^>]*)>", source):
        closing, name, rest = tag.groups()
        if name in ("div", "template"):
            depth += -1 if closing else 1
            if closing and hidden and hidden[-1] == depth + 1:
                hidden.pop()
            elif not closing and (name == "template" or re.search(r"\shidden\b", rest)):
                hidden.append(depth)
        elif not hidden and not closing and (found := re.search(r'\sname="([^"]+)"', rest)):
            names.add(found[1])
    return names


@pytest.mark.parametrize("channel", OWN_FIELDS)
def test_without_script_the_form_shows_the_fields_of_the_chosen_channel_and_no_others(desk, channel):
    answer = desk.post("/intake/matters", data=filled(desk, channel=channel, show_fields="1"))
    assert answer.status_code == 200
    assert shown(answer.text) & ALL_OWN == set(OWN_FIELDS[channel])
    linked = desk.get(f"{FORM}?channel={channel}")
    assert shown(linked.text) & ALL_OWN == set(OWN_FIELDS[channel])


def test_without_script_a_claim_is_asked_what_its_category_needs(desk):
    form = filled(desk, show_fields="1") | {"claims.0.category": "wages", "claims.1.category": "traffic"}
    names = shown(desk.post("/intake/matters", data=form).text)
    assert "claims.0.facts.arbitration" in names
    assert "claims.0.facts.award_received_on" not in names
    assert {"claims.1.facts.harm_known_on", "claims.1.facts.harmed_on"} <= names
    assert "claims.1.facts.arbitration" not in names
    names = shown(desk.post("/intake/matters", data=form | {"claims.0.facts.arbitration": "award"}).text)
    assert "claims.0.facts.award_received_on" in names


def test_without_script_there_is_room_for_one_more_claim_and_one_more_agent(desk):
    page = desk.post("/intake/matters", data=filled(desk, add_claim="1")).text
    assert "claims.1.text" in shown(page)
    page = desk.post("/intake/matters", data=filled(desk, add_agent="1") | {"agents.0.name": "代某"}).text
    assert {"agents.0.name", "agents.1.name"} <= shown(page)
    assert '<details id="agents" open>' in page


TOLD = {
    "FORWARDED": {
        "details.forwarded_by": "嘉兴市信访局",
        "external_no": "嘉信〔2026〕7号",
        "reply_by": "2099-01-31",
    },
    "LEADER_NOTE": {
        "details.leader": "某副市长",
        "details.note": "请司法局阅处。",
        "details.written_on": "2026-11-20",
    },
    "LETTER": {"details.written_on": "2026-11-18", "details.enclosures": "照片三张"},
    "FAX": {"details.fax_no": "0573-85012348", "details.pages": "3"},
    "ONLINE": {"details.platform": "政务服务网", "external_no": "WS-77"},
    "STATION": {"details.station": "women"},
    "VISIT": {"petitioner.id_number": "33048219700101123X"},
}


@pytest.mark.parametrize("channel", TOLD)
def test_what_a_channel_tells_is_kept_and_shown(town, desk, channel):
    matter_no = registered(town, desk, filled(desk, channel=channel) | TOLD[channel])
    kept = town.visitor("operator").get(f"{DOOR}/{matter_no}").json
    for name, value in TOLD[channel].items():
        if name.startswith("details."):
            assert str(kept["details"][name.removeprefix("details.")]) == value
    page = desk.open(f"/intake/matters/{matter_no}").text
    for said in ("嘉兴市信访局", "请司法局阅处。", "照片三张", "0573-85012348", "政务服务网", "妇联"):
        assert (said in page) == (said in str(TOLD[channel]).replace("women", "妇联"))


def test_what_another_channel_would_tell_is_left_out_by_the_page_and_refused_by_the_json(town, desk):
    form = filled(desk, channel="PHONE") | {"details.leader": "某副市长", "external_no": "7号", "group_size": "9"}
    kept = town.visitor("operator").get(f"{DOOR}/{registered(town, desk, form)}").json
    assert (kept["details"], kept["external_no"], kept["group_size"]) == ({}, None, None)
    body = a_matter(channel="PHONE", details={"leader": "某副市长"})
    refused = town.visitor("operator").refused(422, DOOR, json=body)
    assert fields_of(refused) == {"details.leader": "这个渠道不填这一项"}


def test_the_group_of_a_visit_with_its_representatives_is_told_to_who_handles_it(town, desk):
    form = filled(desk, channel="VISIT", group_size="6") | {"representatives": ["代表甲", "代表乙", ""]}
    matter_no = registered(town, desk, form)
    kept = town.visitor("operator").get(f"{DOOR}/{matter_no}").json
    assert (kept["group_size"], kept["representatives"]) == (6, ["代表甲", "代表乙"])
    assert "代表甲、代表乙" in referral_page(town, matter_no).text


def test_more_who_signed_a_letter_than_there_are_fields_are_all_kept(town, desk):
    form = filled(desk, channel="LETTER", group_size="7") | {
        "representatives": ["代表甲", "代表乙、代表丙，代表丁", "代表戊、代表己"]
    }
    kept = town.visitor("operator").get(f"{DOOR}/{registered(town, desk, form)}").json["representatives"]
    assert kept == ["代表甲", "代表乙", "代表丙", "代表丁", "代表戊", "代表己"]


@pytest.mark.parametrize(("regions", "sent"), [("", 6), ("zhejiang", 4)])
def test_too_many_representatives_are_refused_with_the_article_beside_the_field(desk, monkeypatch, regions, sent):
    book = Rulebook.read(FOLDER, regions=[regions])
    monkeypatch.setattr(in_force, "rulebook", lambda: book)
    names = [f"代表{number}" for number in range(sent)]
    form = filled(desk, channel="VISIT", group_size="8") | {"representatives": names}
    page = desk.refused(422, "/intake/matters", data=form)
    article = "《浙江省信访条例》第十五条" if regions else "《信访工作条例》第二十条第三款"
    assert article in page.said("representatives-error")
    assert all(name in page.source for name in names)


def test_an_agent_with_their_authority_is_kept_and_told_to_who_handles_it(town, desk):
    form = filled(desk) | {f"agents.0.{name}": value for name, value in AGENT.items()}
    matter_no = registered(town, desk, form)
    [kept] = town.visitor("operator").get(f"{DOOR}/{matter_no}").json["agents"]
    assert kept == AGENT | {"phone": "13900000000"}
    shown = ("代* 儿子 *******0000", "代某 儿子 13900000000")
    for page, agent in zip(
        (desk.open(f"/intake/matters/{matter_no}"), referral_page(town, matter_no)), shown, strict=True
    ):
        assert "委托代理，一般授权" in page.text
        assert agent in page.text


def test_who_speaks_for_somebody_has_a_name_and_an_authority(town, desk):
    page = desk.refused(422, "/intake/matters", data=filled(desk) | {"agents.0.name": "代某"})
    assert page.said("agents.0.authority-error") == "请填写"
    assert "代理人 1 授权" in page.text
    body = a_matter(agents=[AGENT] * 4)
    assert fields_of(town.visitor("operator").refused(422, DOOR, json=body)).keys() == {"agents"}


def test_whom_a_matter_is_about_is_kept_and_told(town, desk):
    matter_no = registered(town, desk, filled(desk) | {"respondent": "xindai", "respondent_name": "某塑料加工厂"})
    kept = town.visitor("operator").get(f"{DOOR}/{matter_no}").json
    assert (kept["respondent"], kept["respondent_name"]) == ("xindai", "某塑料加工厂")
    assert "某塑料加工厂" in referral_page(town, matter_no).text


def test_the_accused_are_never_left_out_silently(desk):
    form = filled(desk, kind="HELP") | {"accused_party.unit": "caoqiao"}
    page = desk.refused(422, "/intake/matters", data=form)
    assert "只有检举控告类才填写" in page.text
    assert "accused_party.unit" in shown(page.source)


def test_a_day_to_reply_by_that_has_gone_by_is_refused_beside_its_field(town):
    clerk = town.visitor().signed_in("petition")
    typed = {"external_no": "平信转〔2026〕1号", "reply_by": "2025-01-31", "received_at": "2006-11-20T09:30"}
    page = clerk.refused(422, "/intake/matters", data=filled(clerk, channel="FORWARDED") | typed)
    assert page.said("reply_by-error") == "不能早于今天"
    assert page.said("received_at-error") == f"不能早于 {TODAY.year - 10} 年，请核对年份"


@pytest.mark.parametrize("field", ["respondent", "respondent_name"])
def test_whom_a_report_is_about_is_not_dropped_when_the_kind_changes_but_asked_for_as_the_accused(desk, field):
    form = filled(desk, kind="REPORT") | {field: "caoqiao"}
    page = desk.refused(422, "/intake/matters", data=form)
    assert "才能对其保密" in page.said(f"{field}-error")
    assert {field, "accused_party.unit"} <= shown(page.source)
    named = desk.post("/intake/matters", data=filled(desk, kind="REPORT") | {"accused_party.unit": "caoqiao"})
    assert named.status_code == 303


def test_what_was_asked_about_a_claim_reaches_the_limitation_watch(town, desk):
    received = TODAY - timedelta(days=3)
    facts = {"claims.0.facts.arbitration": "award", "claims.0.facts.award_received_on": received.isoformat()}
    form = filled(desk) | {"claims.0.category": "work_injury", "claims.0.text": "工伤赔偿"} | facts
    other = {"claims.1.category": "traffic", "claims.1.text": "赔偿", "claims.1.facts.harm_known_on": "2026-01-05"}
    matter_no = registered(town, desk, form | other)
    assert {"suit_after_award", "civil_limitation"} <= set(clocks(matter_no))
    page = desk.open(f"/intake/matters/{matter_no}").text
    assert f"劳动仲裁 已作裁决，收到裁决书日期 {received.year}年{received.month}月{received.day}日" in page
    assert "知道受损害日期 2026年1月5日" in page


def test_a_day_typed_before_the_answer_was_changed_starts_no_watch(town, desk):
    facts = {"claims.0.facts.arbitration": "late", "claims.0.facts.award_received_on": TODAY.isoformat()}
    form = filled(desk) | {"claims.0.category": "work_injury", "claims.0.text": "工伤赔偿"} | facts
    matter_no = registered(town, desk, form)
    assert town.visitor("operator").get(f"{DOOR}/{matter_no}").json["claims"][0]["facts"] == {"arbitration": "late"}
    assert "suit_after_award" not in clocks(matter_no)


def test_the_json_door_asks_the_same_of_the_answers(town):
    facts = {"arbitration": "late", "award_received_on": "2026-11-20"}
    refused = town.visitor("operator").refused(422, DOOR, json=a_matter(claims=[a_claim(facts=facts)]))
    assert fields_of(refused) == {"claims.0.facts.award_received_on": "和前面的回答不一致，请核对"}


@pytest.mark.parametrize(("told", "said"), [("2999-01-01", "不能是将来的时间"), ("昨天", "格式不对")])
def test_a_day_that_cannot_be_is_refused_beside_its_field(desk, told, said):
    form = filled(desk) | {"claims.0.category": "traffic", "claims.0.facts.harm_known_on": told}
    assert desk.refused(422, "/intake/matters", data=form).said("claims.0.facts.harm_known_on-error") == said


def test_how_arbitration_ended_changes_where_the_call_would_go(desk):
    form = filled(desk) | {"claims.0.category": "work_injury"}
    before = desk.post("/routing/explanations", data=form).text
    after = desk.post("/routing/explanations", data=form | {"claims.0.facts.arbitration": "award"}).text
    assert "已作裁决" in after
    assert before != after


def test_seven_claims_are_shown_again_and_kept(town, desk):
    claims = {f"claims.{n}.{part}": value for n in range(7) for part, value in a_claim(text=f"要求{n}").items()}
    page = desk.refused(422, "/intake/matters", data=filled(desk, narrative="") | claims)
    assert page.value("claims.6.text") == "要求6"
    kept = town.visitor("operator").get(f"{DOOR}/{registered(town, desk, filled(desk) | claims)}").json
    assert [claim["text"] for claim in kept["claims"]] == [f"要求{n}" for n in range(7)]


def referral_page(town, matter_no):
    """The order's page, as it answers who asked to see the person."""
    [referral] = town.visitor("operator").get(f"/routing/api/v1/referrals?matter_no={matter_no}").json["referrals"]
    address = f"/routing/referrals/{referral['referral_id']}"
    return Page(asked_to_show(town.visitor().signed_in(referral["unit"]), address).text)
