"""A unit accepts what it received and tells the petitioner in writing; under 31(6) the 60 days run from then."""

from datetime import timedelta

import pytest

from shared.clocks.deadline import HERE
from shared.db import utc_now
from tests.integration.doors.clocks import clocks
from tests.integration.doors.test_objections import ELSEWHERE, at, forwarded, matter
from tests.integration.doors.test_referrals import answers, reply
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of

__all__ = ["forwarded"]
pytestmark = ON_ONE_DATABASE

ACCEPTED = {"path": "PETITION", "words": "由曹桥司法所办理，先组织调解。"}


@pytest.fixture
def signed(town, forwarded):
    town.visitor("caoqiao").post(at(forwarded, "signatures"), json={})
    return forwarded


def accept(town, referral, **changes):
    answer = town.visitor("caoqiao").post(at(referral, "acceptances"), json={**ACCEPTED, **changes})
    assert answer.status_code == 201, answer.text
    town.deliver()
    return answer.json


def running(referral):
    return {rule for rule, clock in clocks(referral["matter_no"]).items() if clock.state == "running"}


def test_telling_ends_the_fifteen_days_and_the_window_and_starts_the_sixty(town, signed):
    told = accept(town, signed)
    assert (told["state"], told["whose_turn"]) == ("IN_PROGRESS", "caoqiao")
    assert told["accepted"]["article"] == "《信访工作条例》第三十一条第六项"
    assert running(signed) == {"opinion_31_6"}
    sixty = utc_now().astimezone(HERE).date() + timedelta(days=60)
    assert clocks(signed["matter_no"])["opinion_31_6"].due_on == sixty
    assert told["due_on"] == sixty.isoformat()


@pytest.mark.parametrize(("path", "begins"), [("PERFORM", {"perform_or_answer"}), ("ARBITRATION", set())])
def test_by_another_way_the_sixty_days_do_not_run(town, signed, path, begins):
    accept(town, signed, path=path)
    assert running(signed) == begins


def test_the_petitioner_gets_it_in_writing_and_it_stands_on_the_timeline(town, signed):
    accept(town, signed)
    notices = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={signed['matter_no']}").json["notices"]
    assert [n["recipient"] for n in notices if n["template"] == "handling_path"] == ["petitioner"]
    [told] = [entry for entry in matter(town, signed)["timeline"] if entry["type"] == "matter.accepted"]
    assert (told["facts"]["path"], told["facts"]["words"]) == ("PETITION", ACCEPTED["words"])
    page = town.visitor().signed_in("petition").open(f"/intake/matters/{signed['matter_no']}")
    assert "受理，书面告知信访人" in page.text


def test_who_accepted_is_competent_and_objects_no_more(town, signed):
    accept(town, signed)
    caoqiao = town.visitor("caoqiao")
    assert "已经书面告知" in caoqiao.refused(409, at(signed, "objections"), json=ELSEWHERE)["title"]
    caoqiao.refused(409, at(signed, "acceptances"), json=ACCEPTED)


def test_it_is_signed_for_first_and_only_its_holder_accepts(town, forwarded):
    assert "请先签收" in town.visitor("caoqiao").refused(409, at(forwarded, "acceptances"), json=ACCEPTED)["title"]
    town.visitor("zhapu").refused(404, at(forwarded, "acceptances"), json=ACCEPTED)
    town.visitor("petition").refused(403, at(forwarded, "acceptances"), json=ACCEPTED)


@pytest.mark.parametrize("path", [None, "ARBITRATION"])
def test_only_what_was_accepted_under_31_6_can_be_refused(town, signed, path):
    if path:
        accept(town, signed, path=path)
    caoqiao, body = town.visitor("caoqiao"), answers(signed, outcome="REFUSE")
    assert list(fields_of(caoqiao.refused(422, at(signed, "opinions"), json=body))) == ["answers.0.outcome"]


def test_accepted_under_31_6_a_claim_may_be_refused_and_the_clock_ends(town, signed):
    accept(town, signed)
    assert reply(town, signed, **answers(signed, outcome="REFUSE"))["state"] == "ANSWERED"
    assert running(signed) == set()


def test_the_page_says_what_it_will_cause_and_keeps_what_was_typed(town, signed):
    caoqiao, here = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{signed['referral_id']}"
    page = caoqiao.open(here)
    assert "60 日内办结" in page.text
    again = caoqiao.refused(422, f"{here}/acceptances", data=page.form({"words": "先调解。", "path": ""}))
    assert "先调解。" in again.text
    assert caoqiao.post(f"{here}/acceptances", data=page.form(ACCEPTED)).status_code == 303
    assert ACCEPTED["words"] in caoqiao.open(here).text
