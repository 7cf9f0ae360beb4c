"""Another person checks a reply before it leaves the house (两人把关); until then nobody outside hears of it."""

from uuid import UUID

import pytest
from sqlalchemy import update

from services.console.actions import put_staff
from services.routing import clock
from services.routing.models import DraftAnswer
from shared.db import database
from tests.integration.doors.clocks import clocks
from tests.integration.doors.test_objections import at, forwarded, matter
from tests.integration.doors.test_referrals import EVERYTHING, RELEASED, answers, reply
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of
from tests.support.city import staff

__all__ = ["forwarded"]
pytestmark = ON_ONE_DATABASE

SENT_BACK = {"released": False, "ticked": ["FACTS"], "words": "依据要写到条、款。"}


@pytest.fixture
def signed(town, forwarded):
    assert town.visitor("caoqiao").post(at(forwarded, "signatures"), json={}).status_code == 201
    return forwarded


@pytest.fixture
def sent(town, signed):
    assert town.visitor("caoqiao").post(at(signed, "opinions"), json=answers(signed)).status_code == 201
    town.deliver()
    return signed


def notices(town, referral):
    found = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={referral['matter_no']}").json["notices"]
    return [(one["template"], one["unit"]) for one in found if one["template"].startswith("reply")]


def types(town, referral):
    return [e["type"] for e in matter(town, referral)["timeline"] if e["type"].startswith("reply.")]


def leave_alone(town, office):
    """As if the head of an office had gone: its clerk is alone there."""
    with database("console").transaction() as session:
        put_staff(session, **{**staff()[f"{office}2"], "active": False})
    town.deliver()


@pytest.fixture
def alone(town):
    leave_alone(town, "caoqiao")
    yield
    with database("console").transaction() as session:
        put_staff(session, **{**staff()["caoqiao2"], "active": True})
    town.deliver()


def test_sent_to_be_checked_it_is_still_the_units_turn_and_its_time_runs_on(town, sent):
    told = matter(town, sent)
    assert (told["state"], told["whose_turn"]) == ("AWAITING_REVIEW", "caoqiao")
    assert clocks(sent["matter_no"])["receiver_tells"].state == "running"
    assert types(town, sent) == ["reply.sent_for_check"]


def test_before_it_is_released_neither_petitioner_nor_sender_is_told(town, sent):
    assert notices(town, sent) == [("reply_to_check", "caoqiao")] or notices(town, sent) == []
    page = town.visitor().signed_in("petition").open(f"/routing/referrals/{sent['referral_id']}")
    assert answers(sent)["law_explained"] not in page.text
    town.visitor("petition").refused(404, at(sent, "opinion-drafts"), method="GET")
    assert town.visitor("petition").get(at(sent, "").rstrip("/")).json["answers"] == []


def test_who_drafted_it_cannot_release_it(town, sent):
    assert "另一个人" in town.visitor("caoqiao").refused(403, at(sent, "opinion-checks"), json=RELEASED)["title"]


def test_who_only_wrote_at_the_draft_cannot_either(town, signed):
    draft = {"answers": [{"claim_id": signed["claims"][0]["claim_id"], "facts": "到现场看过。"}]}
    assert town.visitor("caoqiao2").post(at(signed, "opinion-drafts"), json=draft).status_code == 201
    assert town.visitor("caoqiao").post(at(signed, "opinions"), json=answers(signed)).status_code == 201
    town.visitor("caoqiao2").refused(403, at(signed, "opinion-checks"), json=RELEASED)
    assert town.visitor("leader").post(at(signed, "opinion-checks"), json=RELEASED).status_code == 201


def test_another_unit_cannot_check_it_nor_the_desk_that_sent_it(town, sent):
    town.visitor("zhapu2").refused(404, at(sent, "opinion-checks"), json=RELEASED)
    town.visitor("petition").refused(403, at(sent, "opinion-checks"), json=RELEASED)


def test_who_withdrew_from_the_matter_cannot_check_it(town, sent):
    door = f"/routing/api/v1/matters/{sent['matter_no']}/recusals"
    assert town.visitor("caoqiao2").post(door, json={"interest": "邻居"}).status_code == 201
    town.visitor("caoqiao2").refused(422, at(sent, "opinion-checks"), json=RELEASED)


@pytest.mark.parametrize("missing", EVERYTHING)
def test_every_point_of_the_list_is_ticked_before_it_is_released(town, sent, missing):
    ticked = [point for point in EVERYTHING if point != missing]
    problem = town.visitor("caoqiao2").refused(422, at(sent, "opinion-checks"), json={**RELEASED, "ticked": ticked})
    assert list(fields_of(problem)) == ["ticked"]


def test_a_draft_that_was_sent_without_ways_is_not_released(town, sent):
    with database("routing").transaction() as session:
        of_it = DraftAnswer.referral_id == UUID(sent["referral_id"])
        session.execute(update(DraftAnswer).where(of_it).values(path=None))
    head = town.visitor("caoqiao2")
    assert "处理途径" in head.refused(409, at(sent, "opinion-checks"), json=RELEASED)["title"]
    assert head.post(at(sent, "opinion-checks"), json=SENT_BACK).json["state"] == "IN_PROGRESS"
    assert reply(town, sent)["state"] == "ANSWERED"


def test_released_it_says_who_drafted_and_who_checked_and_explains_the_law(town, sent):
    told = town.visitor("caoqiao2").post(at(sent, "opinion-checks"), json=RELEASED).json
    assert told["state"] == "ANSWERED"
    assert (told["reply"]["by"], told["reply"]["checked_by"]) == ("caoqiao", "caoqiao2")
    assert told["answers"][0]["facts"] == answers(sent)["answers"][0]["facts"]
    town.deliver()
    assert {("reply", None), ("reply_copy", "petition_office")} <= set(notices(town, sent))
    entry = matter(town, sent)["timeline"]
    [issued] = [e for e in entry if e["type"] == "reply.issued"]
    assert (issued["facts"]["answered_by"], issued["facts"]["checked_by"]) == ("caoqiao", "caoqiao2")
    page = town.visitor().signed_in("petition").open(f"/routing/referrals/{sent['referral_id']}/opinion")
    assert answers(sent)["law_explained"] in page.text


def test_sent_back_with_words_it_is_mended_and_goes_through_again(town, sent):
    head = town.visitor("caoqiao2")
    assert list(fields_of(head.refused(422, at(sent, "opinion-checks"), json={"released": False}))) == ["words"]
    assert head.post(at(sent, "opinion-checks"), json=SENT_BACK).json["state"] == "IN_PROGRESS"
    town.deliver()
    assert matter(town, sent)["state"] == "IN_PROGRESS"
    page = town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{sent['referral_id']}")
    assert SENT_BACK["words"] in page.text
    assert page.value("answers.0.facts") == answers(sent)["answers"][0]["facts"], "what was written is still there"
    assert reply(town, sent)["state"] == "ANSWERED"
    town.deliver()
    assert types(town, sent) == [
        "reply.sent_for_check",
        "reply.sent_back",
        "reply.sent_for_check",
        "reply.issued",
    ]


def test_while_it_is_checked_the_draft_does_not_change_unless_it_is_taken_back(town, sent):
    caoqiao = town.visitor("caoqiao")
    assert "撤回送审" in caoqiao.refused(409, at(sent, "opinion-drafts"), json=answers(sent))["title"]
    assert caoqiao.post(at(sent, "opinion-recalls"), json={}).json["state"] == "IN_PROGRESS"
    assert caoqiao.post(at(sent, "opinion-drafts"), json=answers(sent)).status_code == 201
    town.visitor("caoqiao2").refused(409, at(sent, "opinion-checks"), json=RELEASED)


def test_of_two_who_check_at_once_the_second_is_told_so(town, sent):
    assert town.visitor("caoqiao2").post(at(sent, "opinion-checks"), json=RELEASED).status_code == 201
    assert "已经答复" in town.visitor("caoqiao2").refused(409, at(sent, "opinion-checks"), json=SENT_BACK)["title"]


def test_where_a_clerk_is_alone_the_unit_above_checks_and_finds_it_on_its_list(town, signed, alone):
    told = town.visitor("caoqiao").post(at(signed, "opinions"), json=answers(signed)).json
    assert told["whose_turn"] == "bureau"
    leader = town.visitor().signed_in("leader")
    assert f"/routing/referrals/{signed['referral_id']}" in leader.open("/routing/triage").links
    page = leader.open(f"/routing/referrals/{signed['referral_id']}")
    assert answers(signed)["law_explained"] in page.text
    form = page.form({"released": "true", "ticked": EVERYTHING})
    assert leader.post(f"/routing/referrals/{signed['referral_id']}/opinion-checks", data=form).status_code == 303


def tick(town):
    clock.hand_over_what_closed_units_hold()
    town.deliver()


def test_where_who_would_check_it_leaves_it_goes_to_the_unit_above(town, sent, alone):
    assert matter(town, sent)["whose_turn"] == "caoqiao"
    tick(town)
    tick(town)
    assert matter(town, sent)["whose_turn"] == "bureau"
    assert ("reply_to_check", "bureau") in notices(town, sent)
    assert types(town, sent) == ["reply.sent_for_check"] * 2
    assert town.visitor("leader").post(at(sent, "opinion-checks"), json=RELEASED).status_code == 201


def test_where_who_would_check_it_withdraws_it_goes_to_the_unit_above_too(town, sent):
    door = f"/routing/api/v1/matters/{sent['matter_no']}/recusals"
    assert town.visitor("caoqiao2").post(door, json={"interest": "邻居"}).status_code == 201
    tick(town)
    assert matter(town, sent)["whose_turn"] == "bureau"
    assert town.visitor("leader").post(at(sent, "opinion-checks"), json=RELEASED).status_code == 201


def test_while_another_person_is_there_a_check_stays_where_it_is(town, sent):
    tick(town)
    assert types(town, sent) == ["reply.sent_for_check"]


def test_a_draft_is_kept_as_far_as_it_is_written(town, signed):
    here, caoqiao = f"/routing/referrals/{signed['referral_id']}", town.visitor().signed_in("caoqiao")
    page = caoqiao.open(here)
    typed = {"answers.0.claim_id": page.value("answers.0.claim_id"), "answers.0.facts": "到现场看过。"}
    assert caoqiao.post(f"{here}/opinion-drafts", data=page.form(typed)).status_code == 303
    assert caoqiao.open(here).value("answers.0.facts") == "到现场看过。"
    town.deliver()
    assert matter(town, signed)["state"] == "IN_PROGRESS"


def test_an_older_page_does_not_write_over_what_a_colleague_saved(town, signed):
    here = f"/routing/referrals/{signed['referral_id']}"
    clerk, head = town.visitor().signed_in("caoqiao"), town.visitor().signed_in("caoqiao2")
    page = clerk.open(here)
    seen = {"answers.0.claim_id": page.value("answers.0.claim_id"), "seen": page.value("seen")}
    said = {"answers.0.path": "ADMINISTRATIVE", "answers.0.outcome": "EXPLAIN", "answers.0.legal_basis": "《民法典》"}
    said["law_explained"] = "通道不能堵。"
    newer = {**said, "answers.0.facts": "丈量过，墙在通道上。"}
    assert head.post(f"{here}/opinion-drafts", data=head.open(here).form(seen | newer)).status_code == 303
    typed = {**said, "answers.0.facts": "到现场看过。"}
    for act in ("opinion-drafts", "opinions"):
        behind = clerk.refused(409, f"{here}/{act}", data=page.form(seen | typed))
        assert "演示曹桥所长又保存过" in behind.said("seen")
        assert behind.value("answers.0.facts") == "到现场看过。", "what was typed is still there"
        assert "丈量过，墙在通道上。" in behind.text, "and what the colleague wrote stands beside it"
    assert clerk.open(here).value("answers.0.facts") == "丈量过，墙在通道上。"
    both = {**typed, "answers.0.facts": "到现场丈量过，墙在通道上。", "seen": behind.value("seen")}
    assert clerk.post(f"{here}/opinions", data=page.form(seen | both)).status_code == 303


def test_whoever_writes_at_the_json_door_may_say_what_they_saw(town, signed):
    drafts, clerk = at(signed, "opinion-drafts"), town.visitor("caoqiao")
    first = clerk.post(drafts, json={**answers(signed), "seen": "-"}).json
    told = town.visitor("caoqiao2").refused(409, drafts, json={**answers(signed), "seen": "-"})
    assert "又保存过草稿" in told["title"]
    assert clerk.get(drafts).json["seen"] == first["seen"]
    again = town.visitor("caoqiao2").post(drafts, json={**answers(signed), "seen": first["seen"]})
    assert again.status_code == 201


def test_the_head_of_the_unit_checks_it_on_the_page_of_the_referral(town, sent):
    here = f"/routing/referrals/{sent['referral_id']}"
    clerk, head = town.visitor().signed_in("caoqiao"), town.visitor().signed_in("caoqiao2")
    assert "ticked" not in clerk.open(here).source
    page = head.open(here)
    assert "<dt>起草人</dt><dd>演示曹桥经办人</dd>" in page.source, "people are called by their names"
    assert "待审核" in head.open("/routing/referrals?tab=mine").text
    again = head.refused(422, f"{here}/opinion-checks", data=page.form({"released": "true", "ticked": ["FACTS"]}))
    assert "每一项都要核对" in again.said("ticked-error")
    assert again.ticked == ["FACTS"]
    form = page.form({"released": "true", "ticked": EVERYTHING})
    assert head.post(f"{here}/opinion-checks", data=form).status_code == 303
    assert "<dt>审核人</dt><dd>演示曹桥所长</dd>" in head.open(here).source
