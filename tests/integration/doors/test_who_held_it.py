"""Whoever had a matter in hand reads on, and whoever handles it may note the next call; who gave it back reads no
more."""

import importlib.util
from types import SimpleNamespace

import pytest
from sqlalchemy import delete, select, update

from services.console.actions import put_staff, put_unit
from services.intake import handlers
from services.intake.audit import INVARIANTS
from services.intake.models import Claim, HeldClaim
from shared.db import database, utc_now
from shared.messaging.services import migrations_of
from tests.integration.doors.test_nobody_is_left_with_it import signed_in
from tests.integration.doors.test_objections import at, decided, forwarded, objected
from tests.integration.doors.test_referrals import RELEASED, answers
from tests.integration.doors.test_two_people import alone
from tests.support.matters import a_claim, new_phone

__all__ = ["alone", "forwarded"]

DOOR = "/intake/api/v1/matters"
AGAIN = {"channel": "PHONE", "words": "催问进度。"}
GONE = {"told_by": "petitioner", "channel": "PHONE", "words": "自愿撤回。"}


def posted(visitor, path, body):
    answer = visitor.post(path, json=body)
    assert answer.status_code == 201, answer.text
    visitor.town.deliver()
    return answer.json


def reads(visitor, told):
    return visitor.get(f"{DOOR}/{told['matter_no']}").status_code == 200


def listed(visitor, told):
    return told["matter_no"] in visitor.get(f"/intake/api/v1/matters?q={told['matter_no']}").text


def broken():
    with database("intake").reading() as session:
        return {rule.__name__ for rule in INVARIANTS if list(rule(session, utc_now()))}


@pytest.fixture(scope="module")
def village(town):
    """An office below that of Caoqiao, with one clerk."""
    told = {"kind": "justice_office", "name": "村点", "name_en": "Village", "superior": "caoqiao"}
    with database("console").transaction() as session:
        put_unit(session, code="caoqiao_v", **told)
        put_staff(
            session, username="caoqiao_v", name="村点经办人", unit="caoqiao_v", role="office_clerk", password_hash="-"
        )
    town.deliver()
    return signed_in(town, "caoqiao_v", "office_clerk")


def test_who_passed_it_down_reads_on_and_so_does_who_has_it_now(town, forwarded, village):
    caoqiao = town.visitor("caoqiao")
    posted(caoqiao, at(forwarded, "passings-down"), {"unit": "caoqiao_v", "words": "事发地在该村。"})
    for visitor in (caoqiao, village):
        assert reads(visitor, forwarded)
        assert listed(visitor, forwarded)
        assert posted(visitor, f"{DOOR}/{forwarded['matter_no']}/contacts", AGAIN)["words"] == AGAIN["words"]
    page = town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{forwarded['referral_id']}")
    [link] = [link for link in page.links if link == f"/intake/matters/{forwarded['matter_no']}"]
    assert "转送下级" in town.visitor().signed_in("caoqiao").open(link).text
    assert not reads(town.visitor("zhapu"), forwarded)
    assert broken() == set()


def test_while_the_unit_above_checks_the_reply_who_handles_it_notes_the_next_call(town, forwarded, alone):
    caoqiao = town.visitor("caoqiao")
    posted(caoqiao, at(forwarded, "signatures"), {})
    posted(caoqiao, at(forwarded, "opinions"), answers(forwarded))
    assert town.visitor("leader").get(f"{DOOR}/{forwarded['matter_no']}").json["whose_turn"] == "bureau"
    assert reads(caoqiao, forwarded)
    posted(caoqiao, f"{DOOR}/{forwarded['matter_no']}/contacts", AGAIN)
    posted(town.visitor("leader"), at(forwarded, "opinion-checks"), RELEASED)
    assert reads(caoqiao, forwarded)


def test_after_a_withdrawal_who_let_it_go_reads_what_became_of_it(town, forwarded):
    posted(town.visitor("operator"), f"{DOOR}/{forwarded['matter_no']}/withdrawals", GONE)
    told = town.visitor("caoqiao").get(f"{DOOR}/{forwarded['matter_no']}").json
    assert (told["state"], told["claims"][0]["holder"]) == ("WITHDRAWN", None)
    town.visitor("caoqiao").refused(409, f"{DOOR}/{forwarded['matter_no']}/contacts", json=AGAIN)


def test_who_gave_it_back_reads_no_more_and_is_led_nowhere(town, forwarded):
    objected(town, forwarded)
    assert reads(town.visitor("caoqiao"), forwarded)
    decided(town, "petition", forwarded, unit="zhapu")
    assert not reads(town.visitor("caoqiao"), forwarded)
    assert not listed(town.visitor("caoqiao"), forwarded)
    page = town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{forwarded['referral_id']}")
    assert f"/intake/matters/{forwarded['matter_no']}" not in page.links
    assert reads(town.visitor("zhapu"), forwarded)


def test_of_what_was_split_off_its_unit_reads_both(town):
    referral = town.referral(by="petition", claims=[a_claim(), a_claim(category="environment", text="夜里排污")])
    told = town.visitor("petition").get(f"{DOOR}/{referral['matter_no']}").json
    body = {"claims": [told["claims"][1]["claim_id"]], "reason": "是两件事。"}
    asked = posted(town.visitor("petition"), f"{DOOR}/{referral['matter_no']}/splits", body)
    for matter_no in (referral["matter_no"], asked["new_no"]):
        assert reads(town.visitor("caoqiao"), {"matter_no": matter_no})
    assert broken() == set(), "it is kept of the new matter, too"


def test_of_a_report_nobody_reads_who_held_it(town):
    told = town.register(
        kind="REPORT",
        petitioner={"phone": new_phone()},
        claims=[a_claim(category="conduct", text="查处")],
        accused_party={"unit": "xincang"},
    )
    with database("intake").transaction() as session:
        claim = session.scalars(select(Claim).where(Claim.matter_no == told["matter_no"])).one()
        for unit in ("xincang", "caoqiao"):
            session.add(HeldClaim(unit=unit, matter_no=told["matter_no"], claim_id=claim.claim_id, given_back=False))
    for username in ("xincang", "caoqiao"):
        assert not reads(town.visitor(username), told)


def test_in_whatever_order_it_is_heard_the_same_units_are_kept(town):
    told = town.register(place=None)
    with database("intake").transaction() as session:
        claims = [one.claim_id for one in session.scalars(select(Claim).where(Claim.matter_no == told["matter_no"]))]
        for sequence, state, unit in ((9_000_003, "AWAITING_SIGN", "lindai"), (9_000_001, "AWAITING_SIGN", "xindai")):
            handlers.follow(session, heard(told, claims, sequence, unit), claims, state, unit)
        handlers.take_claims_back(session, heard(told, claims, 9_000_002, "guangchen", decider="bureau"))
        handlers.follow(session, heard(told, claims, 9_000_000, "guangchen"), claims, "AWAITING_SIGN", "guangchen")
    assert reads(town.visitor("lindai"), told)
    assert reads(town.visitor("xindai"), told)
    assert not reads(town.visitor("guangchen"), told)
    with database("intake").reading() as session:
        assert session.scalars(select(Claim.holder).where(Claim.matter_no == told["matter_no"])).one() == "lindai"


def heard(told, claims, sequence, unit, **more):
    meta = SimpleNamespace(sequence=sequence)
    return SimpleNamespace(matter_no=told["matter_no"], claims=claims, unit=unit, meta=meta, **more)


def test_what_was_there_before_is_known_by_the_timeline(town, forwarded, village):
    other = town.referral(by="petition", channel="FORWARDED", external_no="2")
    posted(town.visitor("caoqiao"), at(forwarded, "passings-down"), {"unit": "caoqiao_v", "words": "在该村。"})
    objected(town, other)
    decided(town, "petition", other, unit="zhapu")
    with database("intake").transaction() as session:
        session.execute(delete(HeldClaim))
        session.execute(update(Claim).where(Claim.matter_no == forwarded["matter_no"]).values(holder=None))
        session.execute(_migration().what_is_known())
    assert reads(town.visitor("caoqiao"), forwarded)
    assert reads(village, forwarded)
    assert reads(town.visitor("zhapu"), other)
    assert not reads(town.visitor("caoqiao"), other)


def _migration():
    [path] = migrations_of("intake").glob("*_held_claims.py")
    spec = importlib.util.spec_from_file_location("held_claims", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
