"""A report against an office: it goes to discipline inspection, and the accused office never learns of it."""

import email
import email.policy

import pytest
from playwright.sync_api import expect

from tests.e2e.people import assert_told_in_order, fill, query_code, timeline
from tests.support.city import name_of, units
from tests.support.matters import a_claim, new_phone

SECRET = "收了施工队的烟酒才肯盖章"


@pytest.fixture
def report(liandong):
    """A report against the office of Caoqiao, registered at the hotline and handed on."""
    phone = new_phone()
    told = liandong.register(
        kind="REPORT",
        petitioner={"name": f"吴{phone[-4:]}", "phone": phone},
        narrative=SECRET,
        claims=[a_claim(category="conduct", text="查处")],
        accused_party={"unit": "caoqiao", "person": "某干部"},
    )
    referral = liandong.referral(told["matter_no"], by="operator")
    return {**told, "phone": phone, "name": f"吴{phone[-4:]}", "referral": referral["referral_id"]}


def test_a_report_goes_to_discipline_inspection_and_whoever_took_it_sees_where(people, report):
    inspection = name_of("discipline_inspection")
    lines = timeline(people["operator"], report["matter_no"], until=f"已向{inspection}发出")
    assert_told_in_order(lines, "登记", inspection, f"已向{inspection}发出")
    expect(people["operator"].locator(".page-title")).to_contain_text("已移送")


@pytest.mark.parametrize("username", ["caoqiao", "caoqiao2"])
def test_the_accused_office_finds_it_nowhere(people, report, username):
    timeline(people["operator"], report["matter_no"], until="已向信访人发出“转送")
    accused = people[username]
    for words in ("", f"?q={report['matter_no']}", f"?q={report['name']}", f"?q={report['phone']}"):
        accused.goto(f"/intake/matters{words}")
        expect(accused.get_by_role("link", name=report["matter_no"], exact=True)).to_have_count(0)
    for tab in ("new", "mine", "waiting", "late", "answered"):
        accused.goto(f"/routing/referrals?tab={tab}")
        expect(accused.locator("main")).not_to_contain_text(report["matter_no"])
    accused.goto(f"/notify/notices?matter_no={report['matter_no']}")
    expect(accused.locator("tbody tr")).to_have_count(0)


@pytest.mark.parametrize("username", ["caoqiao", "caoqiao2"])
def test_for_the_accused_office_its_addresses_are_those_of_nothing(liandong, people, report, username):
    timeline(people["operator"], report["matter_no"], until="已向信访人发出“转送")
    letters = [mail.stem for mail in liandong.mails() if report["matter_no"] in read(mail)["Subject"]]
    accused, said = people[username], set()
    people.will_be_refused()
    for path in (
        f"/intake/matters/{report['matter_no']}",
        f"/intake/matters/{report['matter_no']}/timeline",
        f"/routing/referrals/{report['referral']}",
        *(f"/notify/notices/{letter}" for letter in letters),
    ):
        assert accused.goto(path).status == 404, path
        said.add(accused.locator("main").inner_text())
    accused.goto("/intake/matters/LD-20200101-0001")
    assert said == {accused.locator("main").inner_text()}


def test_no_letter_about_it_goes_to_any_unit_but_discipline_inspection(liandong, people, report):
    timeline(people["operator"], report["matter_no"], until=f"已向{name_of('discipline_inspection')}发出")
    letters = [read(path) for path in liandong.mails()]
    told = {str(letter["To"]) for letter in letters if report["matter_no"] in letter.get_content()}
    assert told == {f"{report['phone']}@sms.localhost", units()["discipline_inspection"]["mail"]}


def test_the_petitioner_is_shown_neither_who_holds_it_nor_what_it_says(people, report):
    code = query_code(people["operator"], report["matter_no"])
    public = people.public()
    public.goto("/progress")
    fill(public, {"query_code": code, "last_digits": report["phone"][-4:]})
    public.get_by_role("button", name="查询").click()

    expect(public.locator("main")).to_contain_text(report["matter_no"])
    for hidden in ("纪委", "纪检", "曹桥", "干部", "查处", SECRET):
        expect(public.locator("main")).not_to_contain_text(hidden)


def test_the_processes_write_nothing_of_it_into_their_logs(liandong, people, report):
    timeline(people["operator"], report["matter_no"], until="已向信访人发出“转送")
    logs = liandong.logs()
    for personal in (SECRET, report["name"], report["phone"], report["query_code"], "某干部"):
        assert personal not in logs


def read(path):
    with path.open("rb") as file:
        return email.message_from_binary_file(file, policy=email.policy.default)
