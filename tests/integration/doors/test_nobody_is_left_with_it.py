"""What a critical reader found: ways in which an order, a supervision or a clock could be left in nobody's hands, and
in which an accused unit could come to know of a report."""

from datetime import timedelta
from uuid import UUID

import eventlet
import pytest
from sqlalchemy import delete, func, select, update

from services.console.actions import put_staff, put_unit
from services.notify.models import Notice
from services.routing import clock
from services.routing.audit import INVARIANTS
from services.routing.models import Clock, Objection, UrgingOrder
from shared.contracts.urging import ReferralChased
from shared.db import database, utc_now
from shared.messaging import publish
from shared.messaging.tables import Outbox
from shared.web.access import issue_token
from shared.web.page import HERE
from tests.contracts.factories.urging import REFERRAL_CHASED
from tests.integration.doors.test_objections import AGREED, at, decided, forwarded, matter, objected
from tests.integration.doors.test_referrals import RELEASED, answers
from tests.integration.doors.test_reports import report_against, told_of
from tests.integration.doors.visitor import Visitor
from tests.support.matters import a_claim, a_matter

__all__ = ["forwarded"]

NOT_OURS = {"reason": "NOT_OUR_DUTY", "explanation": "不属职权。"}
SOON = (utc_now().astimezone(HERE).date() + timedelta(days=7)).isoformat()


@pytest.fixture
def village(town, request):
    """An office of its own below the bureau, with one clerk: `code, Visitor`."""
    code = f"village_{abs(hash(request.node.nodeid)) % 10**8}"
    told = {"kind": "justice_office", "name": "村点", "name_en": "Village", "superior": "bureau"}
    with database("console").transaction() as session:
        put_unit(session, code=code, **told)
        put_staff(session, username=code, name="村点经办人", unit=code, role="office_clerk", password_hash="-")
    town.deliver()
    return code, signed_in(town, code, "office_clerk")


def signed_in(town, username, role):
    """Somebody of a unit that is called as they are."""
    told = {"username": username, "name": "演示人员", "unit": username, "role": role}
    with town.apps["console"].app_context():
        return Visitor(town, issue_token(told, utc_now()))


def close(town, unit, successor=None):
    told = {"words": "机构改革", "successor": successor}
    assert town.visitor("admin").post(f"/console/api/v1/units/{unit}/closings", json=told).status_code == 201
    town.deliver()


def tick(town):
    town.deliver()
    clock.hand_over_what_closed_units_hold()
    town.deliver()


def wrong():
    with database("routing").reading() as session:
        return {check.__name__ for check in INVARIANTS if list(check(session, utc_now()))}


def handed(town, unit, claims=None):
    """A referral that the petition office handed to a unit."""
    told = town.register(
        by="petition", channel="FORWARDED", external_no="1", place=None, claims=claims or [a_claim()]
    )
    door = f"/routing/api/v1/triage/{told['matter_no']}/decisions"
    answer = town.visitor("petition").post(door, json={"unit": unit, "reason": "指定"})
    assert answer.status_code == 201, answer.text
    town.deliver()
    return answer.json


def test_when_the_accused_unit_is_closed_its_people_still_learn_nothing(town, village):
    unit, clerk = village
    matter_no, phone = report_against(town, unit)
    close(town, unit, "caoqiao")
    with database("console").transaction() as session:
        put_staff(session, username=unit, name="村点经办人", unit="hotline", role="operator")
    tick(town)
    assert told_of(clerk, matter_no, phone) == set()
    assert told_of(town.visitor("operator"), matter_no, phone) >= {"list", "number"}
    assert "list" in told_of(clerk, *the_next_matter(town)), "of what accuses nobody they learn"


def the_next_matter(town):
    told = town.register(petitioner={"phone": "13700000001"})
    return told["matter_no"], "13700000001"


def test_what_was_below_the_accused_unit_learns_nothing_after_it_is_closed(town, village):
    unit, _ = village
    below = {"kind": "hotline", "name": "热线分台", "name_en": "Branch", "superior": unit}
    with database("console").transaction() as session:
        put_unit(session, code=f"{unit}_b", **below)
        put_staff(
            session, username=f"{unit}_b", name="分台坐席", unit=f"{unit}_b", role="operator", password_hash="-"
        )
    town.deliver()
    branch = signed_in(town, f"{unit}_b", "operator")
    answer = branch.post("/intake/api/v1/matters", json=report(unit))
    assert answer.status_code == 201, answer.text
    town.deliver()
    number = answer.json["matter_no"]
    assert branch.get(f"/intake/api/v1/matters/{number}").status_code == 404
    close(town, unit, "caoqiao")
    tick(town)
    assert branch.get(f"/intake/api/v1/matters/{number}").status_code == 404


def report(unit):
    claims = [a_claim(category="conduct", text="查处")]
    return a_matter(kind="REPORT", claims=claims, accused_party={"unit": unit})


def test_a_notice_about_a_report_never_goes_to_whom_it_accuses(town, village):
    unit, _ = village
    told = {"matter_kind": "REPORT", "accused_unit": unit, "unit": unit}
    event = ReferralChased(**{**vars_of(REFERRAL_CHASED), **told})
    with database("routing").transaction() as session:
        event_id = publish(session, event)
    town.deliver()
    with database("notify").reading() as session:
        units = set(session.scalars(select(Notice.unit).where(Notice.event_id == event_id)))
    with database("routing").transaction() as session:
        session.execute(delete(Outbox).where(Outbox.event_id == event_id))  # nobody chased: no row speaks of it
    assert units == {"bureau"}


def vars_of(event):
    return {name: getattr(event, name) for name in event.__dataclass_fields__ if name != "meta"}


RELATED = {"interest": "与信访人是亲属"}


def test_where_everyone_withdraws_from_an_objection_another_unit_is_named(town, forwarded):
    objected(town, forwarded, NOT_OURS)
    for username in ("caoqiao", "caoqiao2"):
        door = f"/routing/api/v1/matters/{forwarded['matter_no']}/recusals"
        assert town.visitor(username).post(door, json=RELATED).status_code == 201
    town.deliver()
    seen = matter(town, forwarded)
    assert (seen["state"], seen["whose_turn"]) == ("AWAITING_TRIAGE", "petition_office")
    assert wrong() == set()


def test_where_the_last_who_did_not_withdraw_leaves_another_unit_is_named(town, village):
    unit, clerk = village
    with database("console").transaction() as session:
        put_staff(session, username=f"{unit}2", name="村点所长", unit=unit, role="office_head", password_hash="-")
    town.deliver()
    referral = handed(town, unit)
    door = f"/routing/api/v1/matters/{referral['matter_no']}/recusals"
    assert clerk.post(door, json=RELATED).status_code == 201
    left = town.visitor("admin").post(f"/console/api/v1/staff/{unit}2/departures", json={"words": "调离"})
    assert left.status_code == 201
    town.deliver()
    assert "nothing_open_is_where_everyone_withdrew" in wrong(), "until somebody looks, the audit says so"
    tick(town)
    assert matter(town, referral)["whose_turn"] == "petition_office"
    assert wrong() == set()


def test_a_supervision_over_what_a_closed_unit_answered_is_lifted(town, village):
    unit, clerk = village
    referral = handed(town, unit)
    assert clerk.post(at(referral, "signatures"), json={}).status_code == 201
    order = {"cause": "LATE", "words": "请抓紧。", "reply_by": SOON}
    assert town.visitor("petition").post(at(referral, "supervisions"), json=order).status_code == 201
    assert clerk.post(at(referral, "opinions"), json=answers(referral)).status_code == 201
    released = town.visitor("leader").post(at(referral, "opinion-checks"), json=RELEASED)
    assert (released.status_code, released.json["state"]) == (201, "ANSWERED"), released.text
    close(town, unit)
    assert wrong() == {"nothing_open_is_held_by_a_closed_unit"}
    tick(town)
    [urging] = town.visitor("petition").get(at(referral, "")[:-1]).json["urgings"]
    assert (urging["in_force"], urging["ended_as"]) == (False, "closed")
    assert wrong() == set()


def test_a_supervision_whose_office_is_closed_is_lifted(town, village):
    unit, _ = village
    referral = handed(town, "caoqiao")
    order = {"cause": "LATE", "words": "请抓紧。", "reply_by": SOON}
    assert town.visitor("petition").post(at(referral, "supervisions"), json=order).status_code == 201
    with database("routing").transaction() as session:
        mine = UrgingOrder.referral_id == UUID(referral["referral_id"])
        session.execute(update(UrgingOrder).where(mine).values(office=unit))
    close(town, unit)
    tick(town)
    assert "supervision.lifted" in {entry["type"] for entry in matter(town, referral)["timeline"]}
    assert town.visitor("petition").post(at(referral, "supervisions"), json=order).status_code == 201
    assert wrong() == set()


def test_after_a_unit_was_closed_the_objection_is_still_that_of_whom_made_it(town, village):
    unit, clerk = village
    referral = handed(town, unit)
    assert clerk.post(at(referral, "objections"), json=NOT_OURS).status_code == 201
    close(town, unit, "zhapu")
    tick(town)
    seen = matter(town, referral)
    assert {one["unit"] for one in seen["clocks"] if one["name"] == "receiver_tells"} == {"zhapu"}
    with database("routing").reading() as session:
        one = session.scalars(select(Objection).where(Objection.referral_id == UUID(referral["referral_id"]))).one()
        assert one.unit == unit
    decided(town, "petition", referral, unit="caoqiao")
    page = town.visitor().signed_in("petition").open(f"/routing/referrals/{referral['referral_id']}")
    assert page
    assert wrong() == set()


def test_two_orders_of_one_matter_given_back_at_once_start_one_clock(town):
    claims = [a_claim(), a_claim(category="debt", text="还钱")]
    told = town.register(by="petition", channel="FORWARDED", external_no="1", place=None, claims=claims)
    door = f"/routing/api/v1/triage/{told['matter_no']}/decisions"
    known = town.visitor("petition").get(f"/intake/api/v1/matters/{told['matter_no']}").json["claims"]
    made = []
    for claim, unit in zip(known, ("xincang", "zhapu"), strict=True):
        body = {"unit": unit, "reason": "指定", "claim_id": claim["claim_id"]}
        made.append(town.visitor("petition").post(door, json=body).json)
    for referral in made:
        answer = town.visitor(referral["unit"]).post(at(referral, "objections"), json=NOT_OURS)
        assert answer.status_code == 201, answer.text

    def agree(referral):
        return town.visitor("petition").post(at(referral, "objection-decisions"), json=AGREED).status_code

    assert [one.wait() for one in [eventlet.spawn(agree, referral) for referral in made]] == [201, 201]
    deciding = (Clock.matter_no == told["matter_no"], Clock.rule == "decide_by_hand", Clock.state == "running")
    with database("routing").reading() as session:
        assert session.scalar(select(func.count()).where(*deciding)) == 1
    town.deliver()
    assert wrong() == set()
