"""Rules are tried before they are published, published whole or not at all, and never for what came before."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, func, select, update

from services.routing import actions
from services.routing.commands import rules
from services.routing.editions import NotWithdrawn, RulesRefused, publish_rules, withdraw_rules
from services.routing.editions import _kept as editions_kept
from services.routing.models import RoutedMatter, RulesEdition
from services.routing.policy.question import City, CityUnit
from shared.db import database, utc_now
from shared.messaging import NotYet
from tests.contracts.factories.intake import MATTER_REGISTERED
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.support.matters import a_claim
from tests.unit.routing.rules import TEXT

pytestmark = ON_ONE_DATABASE

NEWER = TEXT.replace("valid_from: 2022-05-01", "valid_from: 2024-01-01").replace("to: court", "to: police")
PAGE = "/routing/rules"


@pytest.fixture
def newer(town):
    """The newer edition published for the time of a test."""
    yield publish(NEWER)
    only_the_first_again()


def only_the_first_again():
    """What no deployment can do: take an edition back, and use its number again."""
    with database("routing").transaction() as session:
        session.execute(update(RoutedMatter).where(RoutedMatter.edition != 1).values(edition=1))
        session.execute(delete(RulesEdition).where(RulesEdition.number != 1))
    editions_kept.clear()


def publish(text):
    with database("routing").transaction() as session:
        return publish_rules(session, text, now=utc_now())


def editions():
    with database("routing").reading() as session:
        return session.scalar(select(func.count()).select_from(RulesEdition))


def disputed(town, **changes):
    return town.referral(claims=[a_claim(category="debt", text="申请再审")], **changes)


def test_a_matter_keeps_the_edition_of_the_day_it_was_received(town, newer):
    before = disputed(town, received_at="2023-06-01T09:00:00+08:00")
    after = disputed(town)
    assert (before["unit"], before["choice"]["edition"]) == ("court", 1)
    assert (after["unit"], after["choice"]["edition"]) == ("police", newer)


def test_what_came_before_the_first_edition_is_for_a_person(town):
    told = town.register(received_at="2021-06-01T09:00:00+08:00")["matter_no"]
    matter = town.visitor("operator").get(f"/intake/api/v1/matters/{told}").json
    assert (matter["state"], matter["whose_turn"]) == ("AWAITING_TRIAGE", "bureau")


def test_an_edition_is_withdrawn_before_it_is_in_force_and_its_number_is_never_used_again(town):
    """A process may remember which rules a number stood for."""
    today = utc_now().date()
    coming = NEWER.replace("2024-01-01", (today + timedelta(days=30)).isoformat())
    number = publish(coming)
    with pytest.raises(NotWithdrawn), database("routing").transaction() as session:
        withdraw_rules(session, 1, today=today)
    with database("routing").transaction() as session:
        withdraw_rules(session, number, today=today)
    assert editions() == 1
    assert publish(coming) == number + 1
    with pytest.raises(NotWithdrawn), database("routing").transaction() as session:
        withdraw_rules(session, number, today=today)
    only_the_first_again()


WRONG = {
    "an unknown unit": TEXT.replace("to: court", "to: nowhere"),
    "a tab": NEWER.replace("  labour:", "\tlabour:"),
    "the days of what is published": TEXT.replace("to: court", "to: police"),
    "an earlier day": TEXT.replace("2022-05-01", "2020-01-01"),
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_wrong_rules_are_refused_and_those_in_force_stay(town, text):
    with pytest.raises(RulesRefused) as refused:
        publish(text)
    assert refused.value.facts["problems"].startswith("rules.yaml:")
    assert editions() == 1
    assert disputed(town)["unit"] == "court"


def test_the_same_rules_again_are_the_same_edition(town):
    assert publish(TEXT) == 1
    assert editions() == 1


@pytest.fixture
def run(town, tmp_path):
    def run(command, text=None, *more):
        file = tmp_path / "rules.yaml"
        file.write_text(text or "", encoding="utf-8")
        return CliRunner().invoke(rules, [command, *([str(file)] if text else []), *[str(m) for m in more]])

    return run


def test_the_command_says_file_line_and_reason(run):
    answer = run("check", TEXT.replace("to: court", "to: nowhere"))
    assert answer.exit_code == 1
    line = next(n for n, said in enumerate(TEXT.splitlines(), 1) if "to: court" in said)
    assert f"rules.yaml:{line}: 没有这个单位，或者已经撤销：nowhere" in answer.output
    assert run("check", NEWER).exit_code == 0
    assert editions() == 1, "checking publishes nothing"


def test_the_command_publishes(run, newer):
    later = NEWER.replace("2024-01-01", "2025-01-01")
    assert run("publish", later).exit_code == 0
    assert run("publish", TEXT.replace("to: court", "to: police")).exit_code == 1
    assert editions() == 3


def test_the_command_explains_a_matter_without_its_story(town, run):
    told = disputed(town, narrative="家里的事说来话长。")
    answer = run("explain", None, told["matter_no"])
    assert "a_judgment_is_disputed → court: fits" in answer.output
    assert "说来话长" not in answer.output
    assert run("explain", None, "LD-20990101-0001").exit_code == 2


def test_the_command_replays_and_changes_nothing(town, tmp_path):
    told = disputed(town)
    town.register(kind="REPORT", claims=[a_claim(category="conduct", text="申请再审")])
    file = tmp_path / "new.yaml"
    file.write_text(NEWER, encoding="utf-8")
    answer = CliRunner().invoke(rules, ["replay", "--rules", str(file), "--since", "2020-01-01"])
    assert f"{told['matter_no']}\tdebt\tcourt STEER\t→\tpolice STEER" in answer.output
    assert "conduct" not in answer.output
    assert town.visitor("leader").get(f"/routing/api/v1/referrals/{told['referral_id']}").json["unit"] == "court"


@pytest.fixture
def leader(town):
    return town.visitor().signed_in("leader")


def test_the_leader_s_page_checks(leader):
    page = leader.open(PAGE)
    refused = leader.refused(
        422, f"{PAGE}/checks", data=page.form({"rules": TEXT.replace("to: court", "to: nowhere")})
    )
    assert "没有这个单位" in refused.text
    answer = leader.post(f"{PAGE}/checks", data=page.form({"rules": NEWER}))
    assert "检查通过" in answer.text


def test_the_leader_s_page_replays(town, leader):
    told = disputed(town)
    form = leader.open(PAGE).form({"rules": NEWER, "since": str(date(2020, 1, 1))})
    answer = leader.post(f"{PAGE}/replays", data=form)
    assert (answer.status_code, told["matter_no"] in answer.text) == (200, True)
    leader.refused(422, f"{PAGE}/replays", data={**form, "since": "then"})


def test_the_leader_s_page_explains_any_matter_but_a_report(town, leader):
    told = disputed(town)["matter_no"]
    page = leader.open(PAGE)
    answer = leader.post(f"{PAGE}/explanations", data=page.form({"matter_no": told}))
    assert "a_judgment_is_disputed" in answer.text
    hidden = town.register(kind="REPORT", claims=[a_claim(category="conduct")])["matter_no"]
    leader.refused(404, f"{PAGE}/explanations", data=page.form({"matter_no": hidden}))
    leader.refused(404, f"{PAGE}/explanations", data=page.form({"matter_no": "LD-20990101-0001"}))


def test_the_page_is_the_leader_s_alone(town):
    for username in ("operator", "petition", "caoqiao", "aid", "ops", "admin"):
        town.visitor(username).refused(403, PAGE, "GET")


def test_a_held_matter_says_why_and_an_override_names_its_approver(town):
    full = TEXT.replace("2022-05-01", "2024-06-01") + "\ncapacity: {guangchen: 1}\n"
    town.register(place="广陈镇")
    with database("routing").transaction() as session:
        publish_rules(session, full, now=utc_now())
    try:
        told = town.register(place="广陈镇")["matter_no"]
        door = f"/routing/api/v1/triage/{told}/decisions"
        leader, body = town.visitor("leader"), {"unit": "guangchen", "reason": "属地"}
        assert "批准人" in leader.refused(422, door, json=body)["title"]
        leader.refused(422, door, json={**body, "approver": "caoqiao"})
        assert leader.post(door, json={**body, "approver": "leader"}).status_code == 201
        town.deliver()
        entries = leader.get(f"/intake/api/v1/matters/{told}").json["timeline"]
        made = next(entry for entry in entries if entry["type"] == "referral.made")
        assert made["facts"]["approver"] == "leader"
    finally:
        only_the_first_again()


@pytest.mark.parametrize("known", [(), ("petition_office",), ("petition_office", "legal_aid_centre")])
def test_a_unit_that_nobody_has_told_of_yet_is_waited_for_and_not_taken_for_a_closed_one(town, known):
    event = replace(MATTER_REGISTERED, claims=(replace(MATTER_REGISTERED.claims[0], category="land"),))
    object.__setattr__(event, "meta", SimpleNamespace(id="x"))
    with database("routing").reading() as session:
        session.info["city"] = City({code: CityUnit(code) for code in known})
        with pytest.raises(NotYet), session.no_autoflush:
            actions.receive_matter(session, event, now=utc_now())
