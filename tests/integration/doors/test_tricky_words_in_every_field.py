"""HTML, SQL, control characters and bidirectional overrides in every text field of the desk: shown as text."""

import pytest

from tests.integration.doors.html import Page
from tests.integration.doors.test_tricky_values import INERT, assert_harmless, same
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.support.matters import a_claim, a_matter

pytestmark = ON_ONE_DATABASE

DOOR = "/intake/api/v1/matters"
TEXTS = {
    name: INERT[name]
    for name in ("script", "attribute", "end of a field", "template", "SQL", "right to left", "no width")
}
IN_A_MATTER = {
    "place": ("PHONE", lambda text: {"place": f"曹桥街道 {text}"[:200]}),
    "address": ("PHONE", lambda text: {"petitioner": {"address": text}}),
    "when to ring": ("PHONE", lambda text: {"petitioner": {"reach": {"ring_when": text}}}),
    "respondent": ("PHONE", lambda text: {"respondent_name": text}),
    "agent": ("PHONE", lambda text: {"agents": [{"name": text, "relation": text, "authority": "special"}]}),
    "claim": ("PHONE", lambda text: {"claims": [a_claim(text=text)]}),
    "representative": ("VISIT", lambda text: {"group_size": 3, "representatives": [text]}),
    "enclosures": ("LETTER", lambda text: {"details": {"enclosures": text}}),
    "site": ("ONLINE", lambda text: {"details": {"platform": text}, "external_no": text}),
    "forwarded by": ("FORWARDED", lambda text: {"details": {"forwarded_by": text}}),
    "leader": ("LEADER_NOTE", lambda text: {"details": {"leader": text, "note": text}}),
    "answer": (
        "PHONE",
        lambda text: {
            "kind": "CONSULT",
            "answer": {"words": text, "legal_basis": text, "aid_explained": True},
        },
    ),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("field", IN_A_MATTER)
def test_it_is_kept_and_shown_as_text(town, operator, field, text):
    channel, body = IN_A_MATTER[field]
    told = operator.post(DOOR, json=a_matter(channel=channel, **body(text)))
    assert told.status_code == 201, told.text
    town.deliver()
    desk, address = town.visitor().signed_in("operator"), f"/intake/matters/{told.json['matter_no']}"
    masked = desk.open(address)
    assert_harmless(masked)
    page = Page(desk.post(address, data=masked.form({"look_reason": "handling"})).text)
    assert_harmless(page)
    assert same(page.text, text)
    for referral in operator.get(f"/routing/api/v1/referrals?matter_no={told.json['matter_no']}").json["referrals"]:
        assert_harmless(operator.open(f"/routing/referrals/{referral['referral_id']}"))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_so_are_the_words_of_a_contact(town, operator, text):
    matter_no = town.register()["matter_no"]
    body = {"channel": "LETTER", "words": text, "reach": {"ring_when": text}}
    assert operator.post(f"{DOOR}/{matter_no}/contacts", json=body).status_code == 201
    town.deliver()
    page = operator.open(f"/intake/matters/{matter_no}")
    assert_harmless(page)
    assert page.text.count(text.splitlines()[0]) >= 2


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_name_turns_nothing_around_in_the_panel(town, text):
    told = town.register(petitioner={"name": text, "phone": "13700000009"})
    desk = town.visitor().signed_in("operator")
    form = desk.open("/intake/matters/new").form({"petitioner.phone": "13700000009"})
    page = Page(desk.post("/intake/callers", data=form).text)
    assert_harmless(page)
    assert told["matter_no"] in page.text
    assert "<bdi>" in page.source


@pytest.mark.parametrize("field", IN_A_MATTER)
def test_what_acts_instead_of_being_read_is_a_mark_in_every_field(town, operator, field):
    text, mark = "甲\x00\x1b\x85\u202e\u2067", "甲␀␛⟨U+0085⟩⟨U+202E⟩⟨U+2067⟩"
    channel, body = IN_A_MATTER[field]
    told = operator.post(DOOR, json=a_matter(channel=channel, **body(text)))
    assert told.status_code == 201, told.text
    town.deliver()
    desk, address = town.visitor().signed_in("operator"), f"/intake/matters/{told.json['matter_no']}"
    page = Page(desk.post(address, data=desk.open(address).form({"look_reason": "handling"})).text)
    assert mark in page.text
    assert not set(text[1:]) & set(page.source)
