"""As soon as the number is whole, the caller's earlier matters stand beside the form; a part of it shows none."""

import re

import pytest

from services.intake import caller_history
from services.intake.audit.people import every_number_is_written_like_all_others
from services.intake.models import Matter
from services.intake.telephones import write_numbers_alike
from shared.db import database, utc_now
from shared.privacy import blind_index
from tests.integration.doors.test_referrals import at, reply
from tests.support.matters import new_phone


@pytest.fixture
def desk(town):
    return town.visitor().signed_in("operator")


def panel(desk, phone):
    form = desk.open("/intake/matters/new").form({"petitioner.phone": phone})
    answer = desk.post("/intake/callers", data=form)
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def caller(town):
    """Somebody with one matter in hand and a newer one that was answered at the first desk."""
    phone = new_phone()
    referral = town.referral(petitioner={"phone": phone, "name": "章某"})
    newer = town.register(petitioner={"phone": phone, "name": "章某"}, claims=[{"category": "debt", "text": "还款"}])
    return phone, referral["matter_no"], newer["matter_no"]


def test_the_whole_number_shows_them_and_a_part_of_it_none(desk, caller):
    phone, first, newer = caller
    assert first in panel(desk, phone)
    assert newer in panel(desk, f"{phone[:3]} {phone[3:7]} {phone[7:]}")
    for part in (phone[:10], phone[:7], phone[1:], phone + "0", "%", ""):
        text = panel(desk, part)
        assert first not in text, part
        assert "填好电话号码" in text


def test_what_is_in_hand_comes_first_with_its_clock_in_words(town, desk, caller):
    phone, first, newer = caller
    with database("intake").transaction() as session:
        session.get_one(Matter, newer).state = "ANSWERED"
    text = panel(desk, phone)
    assert text.index(first) < text.index(newer)
    assert "曹桥" in text
    assert "正在办理" in text
    assert "还剩" in text or "今天到期" in text
    assert f"/intake/matters/{first}" in text


def test_what_a_unit_replied_to_takes_the_call_and_what_was_answered_at_once_does_not(town, desk):
    phone = new_phone()
    replied = town.referral(petitioner={"phone": phone})
    assert town.visitor("caoqiao").post(at(replied, "signatures"), json={}).status_code == 201
    reply(town, replied)
    town.deliver()
    answer = {"words": "可以起诉。", "legal_basis": "《民事诉讼法》", "aid_explained": True}
    over = town.register(kind="CONSULT", answer=answer, petitioner={"phone": phone})
    shown = panel(desk, phone)
    assert over["matter_no"] in shown
    offered = re.findall(r'name="same_matter" value="([^"]+)"', shown)
    assert offered == [replied["matter_no"]]


def test_all_that_was_brought_is_counted_and_a_link_leads_to_what_is_not_listed(town, desk, monkeypatch):
    monkeypatch.setattr(caller_history, "EARLIER", 2)
    phone = new_phone()
    told = [town.register(petitioner={"phone": phone})["matter_no"] for _ in range(3)]
    with database("intake").transaction() as session:
        session.get_one(Matter, told[2]).state = "ANSWERED"
    text = panel(desk, f"+86 {phone}")
    assert "以前反映过的：3 件，其中 2 件正在办理" in text
    assert "这里只列出 2 件，查看全部" in text
    [link] = re.findall(r'href="(/intake/matters\?phone=[^"]+)"', text)
    assert set(told) <= set(re.findall(r"LD-\d+-\d+", desk.open(link).text))
    monkeypatch.setattr(caller_history, "MOST_COUNTED", 2)
    assert "以前反映过的：2+ 件" in panel(desk, phone)


def test_where_all_are_listed_no_link_leads_on(desk, caller):
    text = panel(desk, caller[0])
    assert "以前反映过的：2 件" in text
    assert "查看全部" not in text


def test_the_telephone_system_gives_the_number_in_the_address(desk, caller):
    phone, first, _ = caller
    page = desk.open(f"/intake/matters/new?phone={phone}")
    assert page.value("petitioner.phone") == phone
    assert first in page.text
    assert first not in desk.open(f"/intake/matters/new?phone={phone[:9]}").text


def test_without_javascript_a_button_shows_them_and_keeps_what_was_typed(desk, caller):
    phone, first, _ = caller
    form = desk.open("/intake/matters/new").form(
        {"petitioner.phone": phone, "narrative": "又来问", "show_fields": "1"}
    )
    answer = desk.post("/intake/matters", data=form)
    assert answer.status_code == 200
    assert first in answer.text
    assert "又来问" in answer.text


def test_a_number_nobody_called_from_says_so(desk):
    assert "这个号码以前没有登记过" in panel(desk, new_phone())


def spellings():
    """The same mobile number, and the same landline of this city, in all the ways people say them."""
    mobile, landline = new_phone(), f"8{new_phone()[4:]}"
    return [
        (mobile, f"+86 {mobile}", f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}"),
        (landline, f"0573-{landline}", f"+86 573 {landline}"),
    ]


@pytest.mark.parametrize("said", spellings(), ids=["mobile", "landline"])
def test_a_number_is_one_number_however_it_is_said(town, desk, said):
    told = {town.register(petitioner={"phone": one})["matter_no"] for one in said}
    operator = town.visitor("operator")
    for one in said:
        text = panel(desk, one)
        assert all(matter_no in text for matter_no in told), one
        found = operator.get("/intake/api/v1/callers", query_string={"phone": one}).json["contacts"]
        assert {row["matter_no"] for row in found} == told
        found = operator.get("/intake/api/v1/matters", query_string={"q": one}).json["matters"]
        assert {row["matter_no"] for row in found} == told


def test_it_is_their_own_matter_however_the_number_is_said(town, desk):
    landline = f"8{new_phone()[4:]}"
    matter_no = town.register(petitioner={"phone": f"0573-{landline}"})["matter_no"]
    typed = {"petitioner.phone": landline, "petitioner.name": "钱某", "narrative": "催问。", "channel": "PHONE"}
    form = desk.open("/intake/matters/new").form(typed | {"same_matter": matter_no})
    assert desk.post("/intake/matters", data=form).headers["Location"] == f"/intake/matters/{matter_no}"


def test_numbers_of_before_are_written_like_all_others_after_the_upgrade(town, desk):
    phone = new_phone()
    matter_no = town.register(petitioner={"phone": phone})["matter_no"]
    with database("intake").transaction() as session:
        person = session.get_one(Matter, matter_no).petitioner
        person.phone, person.phone_index, person.phone_form = f"+86{phone}", blind_index("phone", f"+86{phone}"), None
    assert matter_no not in panel(desk, phone)
    assert matter_no in written_otherwise(), "the audit says so"
    write_numbers_alike()
    assert matter_no in panel(desk, f"+86 {phone}")
    assert town.visitor("operator").get(f"/intake/api/v1/matters/{matter_no}").json["petitioner"]["phone"] == phone
    assert not written_otherwise()


def written_otherwise():
    with database("intake").reading() as session:
        return set(every_number_is_written_like_all_others(session, utc_now()))
