"""As soon as the number is whole, the caller's earlier matters stand beside the form; a part of it shows none."""

import pytest

from services.intake.models import Matter
from shared.db import database
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
