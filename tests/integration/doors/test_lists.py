"""Lists: complete and in order whatever the cursor, filtered as asked, and only what one may know of."""

import pytest

from tests.support.matters import a_claim, a_matter, new_phone

LISTS = {
    "matters": ("operator", "/intake/api/v1/matters", "matters", "matter_no"),
    "referrals": ("leader", "/routing/api/v1/referrals", "referrals", "referral_id"),
    "referrals of their sender": ("operator", "/routing/api/v1/referrals", "referrals", "referral_id"),
    "notices": ("operator", "/notify/api/v1/notices", "notices", "notice_id"),
    "applications": ("aid", "/legalaid/api/v1/applications", "applications", "application_id"),
}
PAGE = 50
MANY = 2 * PAGE + 3


@pytest.fixture(scope="module")
def many(town):
    """A little more than two pages of each list: the petitioner's phone, and the numbers in their order."""
    phone, operator = new_phone(), town.visitor("operator")
    body = a_matter(petitioner={"phone": phone}, claims=[a_claim(), a_claim(category="wages")])
    numbers = [operator.post("/intake/api/v1/matters", json=body).json["matter_no"] for _ in range(MANY)]
    town.deliver()
    return phone, numbers


def all_of(town, username, path, name, **filters):
    """Every page of a list, until there is no next one."""
    visitor, pages, cursor = town.visitor(username), [], None
    while not pages or cursor:
        answer = visitor.get(path, query_string={**filters, **({"cursor": cursor} if cursor else {})})
        assert answer.status_code == 200, answer.text
        pages.append(answer.json[name])
        cursor = answer.json["next_cursor"]
    return pages


@pytest.mark.parametrize(("username", "path", "name", "key"), LISTS.values(), ids=LISTS)
def test_page_after_page_a_list_is_complete_and_nothing_stands_in_it_twice(town, many, username, path, name, key):
    pages = all_of(town, username, path, name)
    assert [len(page) for page in pages[:-1]] == [PAGE] * (len(pages) - 1)
    rows = [row for page in pages for row in page]
    assert len({row[key] for row in rows}) == len(rows)
    assert set(many[1]) <= {row["matter_no"] for row in rows}


@pytest.mark.parametrize("days", [("2026-01-01", "9999-12-31"), ("0001-01-01", "2999-12-31")])
@pytest.mark.parametrize(
    ("username", "path"),
    [
        ("operator", "/intake/api/v1/matters"),
        ("operator", "/intake/matters"),
        ("operator", "/intake/consultations"),
        ("petition", "/intake/forwarded"),
        ("leader", "/intake/looks"),
        ("caoqiao", "/routing/ledger"),
    ],
)
def test_who_sets_no_bound_by_a_day_beyond_all_days_sees_the_list(town, username, path, days):
    asked = dict(zip(("since", "until"), days, strict=True))
    answer = town.visitor(username).get(path, query_string=asked)
    assert answer.status_code == 200, answer.text
    if path.endswith("/api/v1/matters"):
        told = town.register()["matter_no"]
        listed = town.visitor(username).get(path, query_string=asked).json["matters"]
        assert told in [one["matter_no"] for one in listed]


def test_the_newest_stands_first(town, many):
    rows = [row for page in all_of(town, "operator", "/intake/api/v1/matters", "matters") for row in page]
    mine = [row["matter_no"] for row in rows if row["matter_no"] in many[1]]
    assert mine == many[1][::-1]
    assert [row["registered_at"] for row in rows] == sorted((row["registered_at"] for row in rows), reverse=True)


def test_what_comes_in_between_does_not_shift_the_pages(town, many):
    operator, path = town.visitor("operator"), "/intake/api/v1/matters"
    first = operator.get(path).json
    second = operator.get(path, query_string={"cursor": first["next_cursor"]}).json
    operator.post(path, json=a_matter())
    assert operator.get(path, query_string={"cursor": first["next_cursor"]}).json["matters"] == second["matters"]


def test_the_pages_of_the_desk_are_the_same(town, many):
    operator, shown, address = town.visitor("operator"), [], f"/intake/matters?q={many[0]}"
    while address:
        page = operator.open(address)
        shown += [link.rpartition("/")[2] for link in page.links if link.startswith("/intake/matters/LD-")]
        address = next((link for link in page.links if "cursor=" in link and "lang=" not in link), None)
    assert shown == many[1][::-1]


@pytest.mark.parametrize("asked", [{"phone": "{phone}"}, {"q": "{phone}"}, {"q": "{number}"}, {"q": "{small}"}])
def test_a_matter_is_found_by_number_and_telephone(town, many, asked):
    phone, numbers = many
    words = {"phone": phone, "number": numbers[7], "small": numbers[7].lower()}
    filters = {name: text.format(**words) for name, text in asked.items()}
    pages = all_of(town, "operator", "/intake/api/v1/matters", "matters", **filters)
    found = {row["matter_no"] for page in pages for row in page}
    assert found == ({numbers[7]} if "phone" not in "".join(asked.values()) else set(numbers))


def test_a_matter_is_found_by_the_whole_name_only(town):
    told = town.register(petitioner={"name": "司马某某"})["matter_no"]
    operator = town.visitor("operator")
    for words, there in (("司马某某", True), (" 司马某某 ", True), ("司马", False), ("某", False)):
        rows = operator.get("/intake/api/v1/matters", query_string={"q": words}).json["matters"]
        assert (told in {row["matter_no"] for row in rows}) is there


def test_filters_are_joined(town):
    told = town.register(channel="FAX", place=None)["matter_no"]
    operator, path = town.visitor("operator"), "/intake/api/v1/matters"
    wanted = {"channel": "FAX", "state": "AWAITING_TRIAGE"}
    assert [row["matter_no"] for row in operator.get(path, query_string=wanted).json["matters"]] == [told]
    assert operator.get(path, query_string={**wanted, "state": "ANSWERED"}).json["matters"] == []


@pytest.mark.parametrize("wrong", [{"state": "LOST"}, {"channel": "phone"}, {"cursor": "x"}, {"q": ""}])
def test_a_wrong_filter_is_named(operator, wrong):
    problem = operator.refused(422, "/intake/api/v1/matters", method="GET", query_string=wrong)
    assert [error["field"] for error in problem["errors"]] == list(wrong)


def seen_by(town, username, path, name):
    return {row["matter_no"] for page in all_of(town, username, path, name) for row in page}


def test_an_office_sees_what_it_holds_or_registered_and_nothing_else(town):
    ours = town.register(place="乍浦镇")["matter_no"]
    theirs = town.register(place="林埭镇")["matter_no"]
    for path, name in (
        ("/intake/api/v1/matters", "matters"),
        ("/routing/api/v1/referrals", "referrals"),
        ("/notify/api/v1/notices", "notices"),
    ):
        seen = seen_by(town, "zhapu", path, name)
        assert ours in seen
        assert theirs not in seen
    town.visitor("zhapu").refused(404, f"/intake/api/v1/matters/{theirs}", method="GET")


def test_a_unit_finds_what_it_holds_and_what_it_assists_with_among_each_other(town):
    path = "/routing/api/v1/referrals"
    first, assisted, last = (town.referral(place=place) for place in ("乍浦镇", "曹桥街道", "乍浦镇"))
    caoqiao, door = town.visitor("caoqiao"), f"{path}/{assisted['referral_id']}"
    caoqiao.post(f"{door}/signatures", json={})
    assert caoqiao.post(f"{door}/assistants", json={"unit": "zhapu", "words": "请核实。"}).status_code == 201
    rows = [row for page in all_of(town, "zhapu", path, "referrals") for row in page]
    mine = [
        row["referral_id"] for row in rows if row["matter_no"] in {o["matter_no"] for o in (first, assisted, last)}
    ]
    assert mine == [last["referral_id"], assisted["referral_id"], first["referral_id"]]
    assert len({row["referral_id"] for row in rows}) == len(rows)
    of_one_state = all_of(town, "zhapu", path, "referrals", state="IN_PROGRESS")
    assert {row["state"] for page in of_one_state for row in page} == {"IN_PROGRESS"}
    assert assisted["referral_id"] not in {row["referral_id"] for row in all_of(town, "lindai", path, "referrals")[0]}


def test_the_legal_aid_centre_sees_what_was_steered_to_it_and_no_more(town):
    steered = town.register(claims=[a_claim(category="wages")])["matter_no"]
    other = town.register()["matter_no"]
    seen = seen_by(town, "aid", "/intake/api/v1/matters", "matters")
    assert steered in seen
    assert other not in seen


def test_an_office_sees_its_own_notices_only_and_not_those_to_the_petitioner(town):
    told = town.register(place="乍浦镇")["matter_no"]
    rows = town.visitor("zhapu").get(f"/notify/api/v1/notices?matter_no={told}").json["notices"]
    assert [(row["template"], row["unit"]) for row in rows] == [("referral_order", "zhapu")]


@pytest.fixture(scope="module")
def report(town):
    """A report against the office of Zhapu, about something in its own territory."""
    return town.register(
        kind="REPORT", place="乍浦镇", claims=[a_claim(category="conduct")], accused_party={"unit": "zhapu"}
    )["matter_no"]


@pytest.mark.parametrize("username", ["zhapu", "zhapu2", "caoqiao", "aid", "petition", "leader"])
def test_a_report_is_in_nobodys_list_but_of_whoever_took_it(town, report, username):
    for path, name in (
        ("/intake/api/v1/matters", "matters"),
        ("/notify/api/v1/notices", "notices"),
        ("/routing/api/v1/referrals", "referrals"),
    ):
        if username == "aid" and name == "referrals":
            continue
        assert report not in seen_by(town, username, path, name)
    town.visitor(username).refused(404, f"/intake/api/v1/matters/{report}", method="GET")
    assert report in seen_by(town, "operator", "/intake/api/v1/matters", "matters")


def test_a_report_does_not_show_that_its_petitioner_called_before_to_another_desk(town):
    phone = new_phone()
    town.register(kind="REPORT", petitioner={"phone": phone}, claims=[a_claim(category="conduct")])
    contacts = "/intake/api/v1/callers?phone=" + phone
    assert len(town.visitor("operator").get(contacts).json["contacts"]) == 1
    assert town.visitor("petition").get(contacts).json["contacts"] == []


@pytest.mark.parametrize("phone", ["", "123", "林某", "1" * 300])
def test_what_is_no_number_finds_no_caller(operator, phone):
    answer = operator.get("/intake/api/v1/callers", query_string={"phone": phone})
    assert answer.status_code == 422 or answer.json["contacts"] == []


def test_of_many_contacts_the_ten_newest_are_shown(town, many):
    contacts = (
        town.visitor("operator").get("/intake/api/v1/callers", query_string={"phone": many[0]}).json["contacts"]
    )
    assert [row["matter_no"] for row in contacts] == many[1][::-1][:10]
