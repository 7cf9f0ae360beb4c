"""One matter has many contacts: whoever calls again is not registered twice, and is reached as they asked to be."""

from datetime import UTC, datetime, timedelta

import pytest

from services.notify import clock
from services.notify.channels.mail import FolderMailbox
from services.notify.models import KnownReach
from shared.db import database
from shared.messaging.envelope import write
from shared.messaging.outbox import unsent
from shared.reaching import from_json
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim, a_matter, new_phone

DOOR = "/intake/api/v1/matters"
NOTICES = "/notify/api/v1/notices"
AGAIN = {"channel": "VISIT", "words": "来访，说围墙又砌高了。", "received_at": "2026-11-20T09:30:00+08:00"}
WITHDRAWN = {"told_by": "petitioner", "channel": "PHONE", "words": "自愿撤回。"}
CAREFUL = {
    "safe_to_ring": False,
    "do_not_announce": True,
    "ring_when": "18:00 后",
    "language": "sign",
    "needs": ["hearing"],
}
SAID = ("不便致电，请勿打电话、发短信", "回电勿表明来电单位", "方便联系：18:00 后", "手语", "听力障碍")


@pytest.fixture
def phone():
    return new_phone()


@pytest.fixture
def matter_no(town, phone):
    return town.register(petitioner={"phone": phone}, received_at="2026-11-19T10:00:00+08:00")["matter_no"]


def contact(town, matter_no, by="operator", **changes):
    answer = town.visitor(by).post(f"{DOOR}/{matter_no}/contacts", json=AGAIN | changes)
    assert answer.status_code == 201, answer.text
    town.deliver()
    return answer.json


def notices(town, matter_no):
    told = town.visitor("operator").get(f"{NOTICES}?matter_no={matter_no}").json["notices"]
    return {(row["template"], row["recipient"]): row for row in told}


def test_registering_makes_the_first_contact_and_the_next_is_counted(town, matter_no):
    seen = town.visitor("operator").get(f"{DOOR}/{matter_no}").json
    assert [(one["number"], one["channel"], one["words"]) for one in seen["contacts"]] == [(1, "PHONE", None)]
    contact(town, matter_no)
    seen = town.visitor("operator").get(f"{DOOR}/{matter_no}").json
    assert (seen["contact_count"], [one["number"] for one in seen["contacts"]]) == (2, [1, 2])
    told = seen["contacts"][1]
    assert (told["words"], told["recorded_by"]) == (AGAIN["words"], "operator")
    assert datetime.fromisoformat(told["received_at"]) == datetime.fromisoformat(AGAIN["received_at"])


def test_the_timeline_the_unit_and_its_desk_hear_of_it(town, matter_no):
    contact(town, matter_no)
    page = town.visitor("operator").open(f"/intake/matters/{matter_no}")
    assert "信访人第 2 次反映，来访" in page.text
    assert page.text.count(AGAIN["words"]) >= 2
    told = notices(town, matter_no)[("came_again", "unit")]
    assert (told["unit"], told["matter_no"]) == ("caoqiao", matter_no)
    [referral] = town.visitor("caoqiao").get(f"/routing/api/v1/referrals?matter_no={matter_no}").json["referrals"]
    desk = town.visitor("caoqiao").open(f"/routing/referrals/{referral['referral_id']}")
    assert "信访人已反映 2 次" in desk.text


def test_an_older_contact_that_comes_late_changes_nothing_where_somebody_rings(town, matter_no):
    door = f"{DOOR}/{matter_no}/contacts"
    for reach in (CAREFUL, {"safe_to_ring": True, "do_not_announce": False}):
        assert town.visitor("operator").post(door, json=AGAIN | {"reach": reach}).status_code == 201
    with database("intake").transaction() as session:
        rows = [row for row in unsent(session, 100) if row.type == "matter.contacted"]
    assert len(rows) == 2
    for reader in ("liandong.routing", "liandong.notify"):
        for row in reversed(rows):
            town.settlers[reader].settle([write(row)])
    town.deliver()
    [referral] = town.visitor("caoqiao").get(f"/routing/api/v1/referrals?matter_no={matter_no}").json["referrals"]
    page = town.visitor("caoqiao").open(f"/routing/referrals/{referral['referral_id']}")
    assert "信访人已反映 3 次" in page.text
    assert "不便致电" not in page.text
    with database("notify").reading() as session:
        known = session.get_one(KnownReach, matter_no)
        assert (known.number, from_json(known.reach).safe_to_ring) == (3, True)


def test_the_panel_counts_contacts_and_says_how_to_reach_the_caller(town, matter_no, phone):
    contact(town, matter_no, reach=CAREFUL)
    desk = town.visitor().signed_in("operator")
    answer = desk.post("/intake/callers", data=desk.open("/intake/matters/new").form({"petitioner.phone": phone}))
    assert "往来 2 次，最近 11月20日 09:30" in answer.text
    assert all(wish in answer.text for wish in SAID)
    told = town.visitor("operator").get("/intake/api/v1/callers", query_string={"phone": phone}).json["contacts"]
    assert [(one["matter_no"], one["contacts"]) for one in told] == [(matter_no, 2)]
    assert told[0]["reach"] == CAREFUL


def test_the_same_matter_on_the_call_form_is_not_registered_twice(town, matter_no, phone):
    desk = town.visitor().signed_in("operator")
    typed = {"petitioner.phone": phone, "petitioner.name": "钱某", "narrative": "又来电催问。", "channel": "PHONE"}
    matters = town.rows("intake")["matter"]
    form = desk.open("/intake/matters/new").form(typed | {"same_matter": matter_no})
    answer = desk.post("/intake/matters", data=form | {"petitioner.reach.do_not_announce": "true"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/intake/matters/{matter_no}")
    assert town.rows("intake")["matter"] == matters
    page = desk.open(f"/intake/matters/{matter_no}")
    assert "又来电催问。" in page.text
    assert "回电勿表明来电单位" in page.text


TYPED_BEFORE = {
    "claims.0.category": "wages",
    "claims.0.text": "要工资",
    "claims.0.facts.arbitration": "award",
    "claims.0.facts.award_received_on": "2026-11-20",
    "agents.0.name": "代某",
    "petitioner.address": "曹桥街道",
    "petitioner.groups": "elderly",
}


def test_what_a_contact_does_not_keep_is_never_lost_without_a_word(town, matter_no, phone):
    desk = town.visitor().signed_in("operator")
    empty = desk.open("/intake/matters/new")
    typed = {"petitioner.phone": phone, "petitioner.name": "钱某", "narrative": "又来电催问。", "channel": "PHONE"}
    form = empty.form(typed | TYPED_BEFORE | {"draft_id": empty.value("draft_id"), "kind": "CLAIM_APPEAL"})
    assert desk.post("/intake/drafts", data=form).status_code == 200
    kept = town.rows("intake")
    page = desk.refused(422, "/intake/matters", data=form | {"same_matter": matter_no})
    for name in TYPED_BEFORE:
        assert page.said(f"{name}-error").startswith("补记往来不保留这一项")
    for name in ("claims.0.text", "claims.0.facts.award_received_on", "agents.0.name", "petitioner.address"):
        assert page.value(name) == TYPED_BEFORE[name]
    assert town.rows("intake") == kept
    typed_for_another_channel = {"details.leader": "某副市长", "claims.0.facts.harm_known_on": "2026-11-20"}
    form = empty.form(typed | typed_for_another_channel | {"same_matter": matter_no})
    assert desk.post("/intake/matters", data=form).status_code == 303


def test_somebody_else_s_matter_is_not_theirs(town, matter_no):
    desk = town.visitor().signed_in("operator")
    typed = {"petitioner.phone": new_phone(), "petitioner.name": "钱某", "narrative": "催问。", "channel": "PHONE"}
    form = desk.open("/intake/matters/new").form(typed | {"same_matter": matter_no})
    page = desk.refused(422, "/intake/matters", data=form)
    assert "没有查到这位来电人正在办理的这件事项" in page.text
    assert page.value("narrative") == "催问。"


def test_what_is_missing_is_named_as_the_call_form_names_it(town, matter_no, phone):
    desk = town.visitor().signed_in("operator")
    form = desk.open("/intake/matters/new").form({"petitioner.phone": phone, "petitioner.name": "钱某"})
    page = desk.refused(422, "/intake/matters", data=form | {"channel": "PHONE", "same_matter": matter_no})
    assert page.said("narrative-error") == "请填写"
    form = form | {"narrative": "催问。", "petitioner.phone": "12", "channel": "PHONE", "same_matter": matter_no}
    page = desk.refused(422, "/intake/matters", data=form)
    assert page.said("petitioner.phone-error").startswith("电话号码不对")


def test_a_township_clerk_notes_a_visit_on_the_page(town, matter_no):
    clerk = town.visitor().signed_in("caoqiao")
    path = f"/intake/matters/{matter_no}/contacts"
    page = clerk.open(f"{path}/new")
    again = clerk.refused(422, path, data=page.form({"channel": "VISIT", "words": ""}))
    assert again.said("words-error") == "请填写"
    answer = clerk.post(path, data=page.form({"channel": "VISIT", "words": "到所里询问。"}))
    assert answer.status_code == 303
    assert "到所里询问。" in clerk.open(f"/intake/matters/{matter_no}").text


def test_who_does_not_see_the_matter_adds_nothing_to_it(town, matter_no):
    town.visitor("zhapu").refused(404, f"{DOOR}/{matter_no}/contacts", json=AGAIN)
    town.visitor("leader").refused(403, f"{DOOR}/{matter_no}/contacts", json=AGAIN)
    town.visitor("operator").refused(404, f"{DOOR}/LD-20200101-0001/contacts", json=AGAIN)


def test_a_closed_matter_takes_no_more_contacts(town):
    answer = {"words": "可以起诉。", "legal_basis": "《民事诉讼法》", "aid_explained": True}
    closed = town.register(kind="CONSULT", answer=answer)["matter_no"]
    refused = town.visitor("operator").refused(409, f"{DOOR}/{closed}/contacts", json=AGAIN)
    assert refused["title"].startswith("这件事项已经办结")
    page = town.visitor("operator").open(f"/intake/matters/{closed}")
    assert f"/intake/matters/{closed}/contacts/new" not in page.links


def test_nobody_was_heard_in_the_future(town, matter_no):
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    refused = town.visitor("operator").refused(
        422, f"{DOOR}/{matter_no}/contacts", json=AGAIN | {"received_at": later}
    )
    assert list(fields_of(refused)) == ["received_at"]


def test_a_year_that_is_mistyped_is_asked_about(town, matter_no):
    for path, body in (("contacts", AGAIN), ("withdrawals", WITHDRAWN)):
        long_ago = body | {"received_at": "0026-11-20T09:30:00+08:00"}
        refused = town.visitor("operator").refused(422, f"{DOOR}/{matter_no}/{path}", json=long_ago)
        assert "请核对年份" in fields_of(refused)["received_at"]


def test_no_text_message_goes_to_whoever_is_not_safe_and_the_paper_says_why(town):
    told = town.register(petitioner={"reach": CAREFUL})
    rows = notices(town, told["matter_no"])
    mine = [row for (_, recipient), row in rows.items() if recipient == "petitioner"]
    assert {(row["template"], row["means"], row["state"]) for row in mine} == {
        ("registration", "paper", "to_hand_over"),
        ("referral", "paper", "to_hand_over"),
    }
    page = town.visitor("operator").open(f"/notify/notices/{mine[0]['notice_id']}")
    assert all(wish in page.text for wish in SAID)


def reach_kept(town, **petitioner):
    """How somebody may be reached who is registered once more and says nothing of it."""
    matter_no = town.register(petitioner=petitioner)["matter_no"]
    return matter_no, town.visitor("operator").get(f"{DOOR}/{matter_no}").json["petitioner"]["reach"]


@pytest.mark.parametrize("known_by", ["phone", "id_number"])
def test_what_was_said_with_one_matter_counts_for_the_next_of_the_same_person(town, phone, known_by):
    same = {"phone": phone} if known_by == "phone" else {"id_number": f"3304821970010{phone[-4:]}1"}
    town.register(petitioner={**same, "reach": CAREFUL})
    matter_no, kept = reach_kept(town, **same)
    assert kept == CAREFUL
    assert notices(town, matter_no)[("registration", "petitioner")]["means"] == "paper"
    assert reach_kept(town, phone=new_phone())[1] is None


def test_what_is_said_anew_replaces_that_and_nothing_else(town, phone):
    town.register(petitioner={"phone": phone, "reach": CAREFUL})
    town.register(petitioner={"phone": phone, "reach": {"do_not_announce": False, "language": "putonghua"}})
    kept = reach_kept(town, phone=phone)[1]
    assert kept == CAREFUL | {"do_not_announce": False, "language": "putonghua"}


def test_what_was_said_last_counts_whichever_matter_it_was_said_with(town, matter_no, phone):
    town.register(petitioner={"phone": phone, "reach": {"safe_to_ring": True}})
    contact(town, matter_no, reach=CAREFUL)
    assert reach_kept(town, phone=phone)[1] == CAREFUL


def test_whoever_is_heard_about_one_matter_is_reached_as_they_said_since_with_another(town, matter_no, phone):
    other = town.register(petitioner={"phone": phone, "reach": {"safe_to_ring": True}})["matter_no"]
    contact(town, matter_no, reach=CAREFUL)
    contact(town, other, reach={"language": "putonghua"})
    assert reach_kept(town, phone=phone)[1] == CAREFUL | {"language": "putonghua"}
    assert notices(town, other)[("registration", "petitioner")]["means"] == "paper"


def test_a_number_that_is_not_whole_is_nobody_s(town):
    town.register(petitioner={"phone": "12348", "reach": CAREFUL})
    assert reach_kept(town, phone="12348")[1] is None


def test_what_has_not_left_the_house_respects_a_later_wish(town, matter_no):
    assert notices(town, matter_no)[("registration", "petitioner")]["means"] == "sms"
    contact(town, matter_no, reach={"do_not_announce": True})
    row = notices(town, matter_no)[("registration", "petitioner")]
    assert (row["means"], row["state"]) == ("paper", "to_hand_over")


def test_a_wish_heard_before_the_notice_was_owed_is_respected_when_it_would_be_sent(
    town, phone, monkeypatch, tmp_path
):
    told = town.visitor("operator").post(DOOR, json=a_matter(petitioner={"phone": phone})).json
    body = AGAIN | {"reach": CAREFUL}
    assert town.visitor("operator").post(f"{DOOR}/{told['matter_no']}/contacts", json=body).status_code == 201
    with database("intake").transaction() as session:
        rows = [row for row in unsent(session, 100) if row.subject == told["matter_no"]]
    for row in reversed(rows):
        town.settlers["liandong.notify"].settle([write(row)])
    row = notices(town, told["matter_no"])[("registration", "petitioner")]
    assert (row["means"], row["state"]) == ("sms", "queued")
    monkeypatch.setattr(clock, "mailbox", lambda settings: FolderMailbox(tmp_path))
    clock.send_what_is_queued()
    row = notices(town, told["matter_no"])[("registration", "petitioner")]
    assert (row["means"], row["state"]) == ("paper", "to_hand_over")
    assert not [mail for mail in tmp_path.iterdir() if f"To: {phone}@" in mail.read_text()]


@pytest.mark.parametrize(("said_at_last", "means"), [(None, "paper"), ({"do_not_announce": False}, "sms")])
def test_a_wish_told_with_another_matter_holds_for_the_telephone(
    town, matter_no, phone, monkeypatch, tmp_path, said_at_last, means
):
    other = town.register(petitioner={"phone": phone, "reach": {"do_not_announce": True}})["matter_no"]
    if said_at_last:
        contact(town, other, reach=said_at_last)
    assert notices(town, matter_no)[("registration", "petitioner")]["state"] == "queued"
    monkeypatch.setattr(clock, "mailbox", lambda settings: FolderMailbox(tmp_path))
    clock.send_what_is_queued()
    row = notices(town, matter_no)[("registration", "petitioner")]
    assert row["means"] == means
    sent = [mail for mail in tmp_path.iterdir() if f"To: {phone}@" in mail.read_text()]
    assert bool(sent) == (means == "sms")
    page = town.visitor("operator").open(f"/notify/notices/{row['notice_id']}")
    assert ("回电勿表明来电单位" in page.text) == (means == "paper")


def test_wherever_somebody_might_ring_it_is_said_how(town):
    told = town.register(petitioner={"reach": CAREFUL}, claims=[a_claim(category="legal_aid", text="申请法律援助")])
    page = town.visitor("operator").open(f"/intake/matters/{told['matter_no']}")
    assert all(wish in page.text for wish in SAID)
    [draft] = (
        town.visitor("aid").get(f"/legalaid/api/v1/applications?matter_no={told['matter_no']}").json["applications"]
    )
    path = f"/legalaid/applications/{draft['application_id']}"
    assert all(wish in town.visitor("aid").open(path).text for wish in SAID)
    contact(town, told["matter_no"], reach={"safe_to_ring": True})
    assert "可以致电" in town.visitor("aid").open(path).text


def test_a_report_takes_contacts_where_it_was_registered_and_tells_the_accused_nothing(town):
    told = town.register(kind="REPORT", accused_party={"unit": "caoqiao"}, claims=[a_claim(category="conduct")])
    contact(town, told["matter_no"])
    town.visitor("caoqiao").refused(404, f"{DOOR}/{told['matter_no']}/contacts", json=AGAIN)
    assert not town.visitor("caoqiao").get(f"{NOTICES}?matter_no={told['matter_no']}").json["notices"]
