"""Values meant to break something: refused with a reason, or kept as they are and shown inert; never a mishap."""

import pytest

from tests.integration.doors.html import Page
from tests.integration.doors.test_referrals import reply
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim, a_matter, new_phone

DOOR = "/intake/api/v1/matters"
LONE = "\ud800"
ACTING = {
    "\x00": "␀",
    LONE: "⟨U+D800⟩",
    "\x1b[31m": "␛[31m",
    "\x7f": "␡",
    "a\x08b": "a␈b",
    "\x85a\x9f": "⟨U+0085⟩a⟨U+009F⟩",
    "\u202egpj.exe\u202c": "⟨U+202E⟩gpj.exe⟨U+202C⟩",
    "\u2067a\u2069": "⟨U+2067⟩a⟨U+2069⟩",
}
INERT = {
    "script": "<script>alert(1)</script>",
    "attribute": '" onmouseover="alert(1)',
    "end of a field": "</textarea></p><img src=x onerror=alert(1)>",
    "template": "{{ 7*7 }}{% raw %}${7*7}",
    "format": "%(matter_no)s {0} %s {names}",
    "SQL": "'; DROP TABLE matter; --",
    "like": "100%_\\",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈",
    "beyond the basic plane": "𠮷野家",
    "right to left": "abc שלום",
    "combining": "e\u0301" * 50,
    "no width": "林\u200b某",
    "lines": "一\n二\r\n三\t四\u2028五",
    "looks sealed": "sealed.k1.AAAA",
    "address": "javascript:alert(1)",
}


@pytest.mark.parametrize(("text", "mark"), ACTING.items(), ids=repr)
def test_what_acts_instead_of_being_read_is_kept_and_found_as_a_mark(town, operator, text, mark):
    told = operator.post(
        DOOR,
        json=a_matter(
            petitioner={"name": f"林{text}某", "address": text},
            place=text,
            narrative=f"被打{text}了",
            claims=[a_claim(text=text, facts={"note": text})],
            external_no=text,
        ),
    )
    assert told.status_code == 201, told.text
    town.deliver()
    kept = operator.get(told.headers["Location"]).json
    claim = kept["claims"][0]
    assert (kept["petitioner"]["name"], kept["narrative"]) == (f"林{mark}某", f"被打{mark}了")
    assert {kept["place"], kept["external_no"], claim["text"], claim["facts"]["note"]} == {mark}
    assert text not in operator.open(f"/intake/matters/{kept['matter_no']}").source
    asked = f"林{mark if text == LONE else text}某"
    for door in ("/intake/matters", DOOR):
        assert kept["matter_no"] in operator.get(door, query_string={"q": asked}).text
    for referral in operator.get(f"/routing/api/v1/referrals?matter_no={kept['matter_no']}").json["referrals"]:
        page = town.visitor(referral["unit"]).open(f"/routing/referrals/{referral['referral_id']}")
        assert f"被打{mark}了" in page.text


@pytest.mark.parametrize(("text", "mark"), ACTING.items(), ids=repr)
def test_a_number_with_it_in_it_is_refused(operator, text, mark):
    problem = operator.refused(422, DOOR, json=a_matter(petitioner={"name": "林某", "phone": f"1380000{text}0000"}))
    assert list(fields_of(problem)) == ["petitioner.phone"]


@pytest.mark.parametrize(("text", "mark"), [pair for pair in ACTING.items() if pair[0] != LONE], ids=repr)
def test_a_refused_form_and_a_draft_show_it_as_a_mark(town, operator, text, mark):
    desk = town.visitor().signed_in("operator")
    page = desk.open("/intake/matters/new")
    typed = {"narrative": text, "petitioner.name": text, "petitioner.phone": "1", "claims.0.text": f"x{text}"}
    again = desk.refused(422, "/intake/matters", data=page.form(typed))
    kept = page.form(typed) | {name: page.value(name) for name in ("draft_id", "draft_revision")}
    assert desk.post("/intake/drafts", data=kept, headers={"X-Requested-With": "fetch"}).status_code == 200
    draft = desk.open(f"/intake/drafts/{page.value('draft_id')}")
    for shown in (again, draft):
        assert {shown.value("narrative"), shown.value("petitioner.name"), shown.value("claims.0.text")[1:]} == {mark}


def test_what_is_asked_for_in_an_address_is_shown_as_a_mark(operator):
    page = operator.open("/intake/matters?q=%00%E2%80%AE林")
    assert page.value("q") == "␀⟨U+202E⟩林"


@pytest.mark.parametrize("text", INERT.values(), ids=INERT)
def test_it_is_kept_as_it_is_and_shown_inert(town, operator, text):
    told = operator.post(
        DOOR,
        json=a_matter(
            petitioner={"name": text[:60], "address": text[:200]},
            place=f"曹桥街道 {text}"[:200],
            narrative=text,
            claims=[a_claim(text=text, facts={"note": text})],
            external_no=text[:200],
        ),
    )
    assert told.status_code == 201, told.text
    town.deliver()
    kept = operator.get(told.headers["Location"]).json
    assert kept["narrative"] == kept["claims"][0]["text"] == kept["claims"][0]["facts"]["note"] == text
    assert kept["petitioner"]["name"] == text[:60]
    assert kept["state"] == "AWAITING_SIGN"

    page = operator.open(f"/intake/matters/{kept['matter_no']}")
    assert same(page.text, text)
    assert_harmless(page)


def test_it_is_inert_on_the_page_of_whoever_answers_it_and_in_the_answer(town):
    text = INERT["end of a field"]
    referral = town.referral(narrative=text, claims=[a_claim(text=text)], petitioner={"name": text})
    path, office = f"/routing/referrals/{referral['referral_id']}", town.visitor("caoqiao")
    assert office.post(f"/routing/api/v1{path.removeprefix('/routing')}/signatures", json={}).status_code == 201
    said = {"path": "ADMINISTRATIVE", "outcome": "EXPLAIN", "facts": text, "legal_basis": text}
    answer = {"claim_id": referral["claims"][0]["claim_id"], **said}
    reply(town, referral, answers=[answer], remedy=text, law_explained=text)
    town.deliver()
    for visitor, shown in ((office, path), (town.visitor("operator"), f"/intake/matters/{referral['matter_no']}")):
        page = visitor.open(shown)
        assert text in page.text
        assert_harmless(page)


@pytest.mark.parametrize("text", ["长" * 20_000, "👩" * 20_000, "\\" * 20_000, "&" * 20_000])
def test_twenty_thousand_characters_are_kept(town, operator, text):
    told = operator.post(DOOR, json=a_matter(narrative=text))
    town.deliver()
    assert operator.get(told.headers["Location"]).json["narrative"] == text
    assert operator.open(f"/intake/matters/{told.json['matter_no']}").text.count(text[:1]) >= 20_000


@pytest.mark.parametrize("text", INERT.values(), ids=INERT)
def test_a_refused_form_shows_it_again_inert(town, text):
    operator = town.visitor("operator")
    page = operator.open("/intake/matters/new")
    form = page.form({"narrative": text, "petitioner.name": text, "place": text, "petitioner.phone": new_phone()})
    again = operator.refused(422, "/intake/matters", data=form)
    for field in ("narrative", "petitioner.name", "place"):
        assert same(again.value(field), text)
    assert_harmless(again)


@pytest.mark.parametrize("text", [*INERT.values(), "\x00", "\ufffd", "%", "'", "LD-20261122-0001'--", "9" * 300])
def test_it_may_be_searched_for(operator, text):
    for address in ("/intake/matters", "/intake/api/v1/matters"):
        answer = operator.get(address, query_string={"q": text})
        assert answer.status_code in (200, 404, 422), answer.text
    assert_harmless(Page(operator.get("/intake/matters", query_string={"q": text}).text))


@pytest.mark.parametrize(
    "strange", ["%00", "%ff", "..%2f..%2fetc", "%27%20OR%201=1", "x" * 3000, "%F0%9F%98%80", "%0d%0aSet-Cookie:%20a"]
)
@pytest.mark.parametrize(
    ("username", "path"),
    [
        ("operator", "/intake/matters/{}"),
        ("operator", "/intake/matters/{}/timeline"),
        ("operator", "/intake/api/v1/matters/{}"),
        ("operator", "/routing/referrals/{}"),
        ("leader", "/routing/triage/{}"),
        ("operator", "/notify/notices/{}"),
        ("aid", "/legalaid/applications/{}"),
        ("operator", "/intake/static/{}"),
        ("operator", "/{}"),
    ],
)
def test_in_an_address_it_leads_nowhere(town, username, path, strange):
    answer = town.visitor(username).get(path.format(strange))
    assert answer.status_code in (301, 308, 400, 404), answer.text


@pytest.mark.parametrize(
    "strange",
    ["\x00", "-1", "x", "2026-11-22T00:00:00+00:00_\x00", "2026-11-22T00:00:00+00:00_" + "x" * 150, "_", "9" * 190],
)
@pytest.mark.parametrize(
    ("username", "path"),
    [
        ("operator", "/intake/api/v1/matters"),
        ("operator", "/intake/matters"),
        ("operator", "/routing/api/v1/referrals"),
        ("operator", "/notify/api/v1/notices"),
        ("operator", "/notify/notices"),
        ("aid", "/legalaid/api/v1/applications"),
        ("aid", "/legalaid/inbox"),
    ],
)
def test_as_a_cursor_it_is_refused_or_leads_to_an_end(town, username, path, strange):
    answer = town.visitor(username).get(path, query_string={"cursor": strange})
    assert answer.status_code in (200, 404, 422), answer.text


@pytest.mark.parametrize("name", ["reader", "type", "event_ids", "state", "unknown"])
@pytest.mark.parametrize("path", ["/console/dead-letters", "/console/redrives/new", "/console/monitor"])
def test_operations_may_ask_strangely_too(town, path, name):
    for strange in ("\x00", "\ufffd", "'", "x" * 500):
        answer = town.visitor("ops").get(path, query_string={name: strange})
        assert answer.status_code in (200, 404, 422), answer.text


@pytest.mark.parametrize(
    "received_at", ["0001-01-02T00:00:00+00:00", "0999-12-31T23:59:59-14:00", "1900-01-01T00:00:00+08:05"]
)
def test_very_old_moments_are_refused_or_kept(town, operator, received_at):
    answer = operator.post(DOOR, json=a_matter(received_at=received_at))
    assert answer.status_code in (201, 422), answer.text
    if answer.status_code == 201:
        town.deliver()
        assert operator.get(f"/intake/matters/{answer.json['matter_no']}").status_code == 200


def test_the_last_day_there_is_does_no_harm(town):
    referral = town.referral(by="petition", channel="FORWARDED", external_no="1", reply_by="9999-12-31")
    assert town.visitor("caoqiao").open(f"/routing/referrals/{referral['referral_id']}").h1 == referral["matter_no"]
    assert town.visitor("caoqiao").open("/routing/referrals").h1


def same(shown, text):
    """HTML makes one kind of line end of all of them, and an office's clerk sees no more."""
    return normal(text) in normal(shown)


def normal(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def assert_harmless(page):
    assert "<script>alert" not in page.source
    assert "<img src=x" not in page.source
    assert ' onmouseover="' not in page.source
    assert not [link for link in page.links if link.startswith("javascript:")]
