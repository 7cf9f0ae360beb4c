"""What makes replies final looks at those whose days have lapsed, and at no others."""

from uuid import UUID

import pytest
from sqlalchemy import select, text

from services.routing import clock, finalising
from services.routing.models import ReferralOrder
from shared.db import database
from tests.integration.doors.test_after_the_reply import (
    ACCEPTED,
    accepted,
    handed,
    state,
    supported,
    thirty_days_pass,
    today,
)
from tests.integration.doors.test_handing_on import broken
from tests.integration.doors.test_objections import at, forwarded
from tests.integration.doors.test_referrals import reply

pytestmark = pytest.mark.usefixtures("every_year_is_announced")

__all__ = ["accepted", "forwarded", "supported"]


def looked_at():
    """What the chore would take up now."""
    with database("routing").reading() as session:
        return set(session.scalars(select(ReferralOrder.referral_id).where(*finalising.lapsed_without_review())))


def key(referral):
    return UUID(referral["referral_id"])


def test_what_lapses_while_something_is_left_to_do_becomes_final_once_that_is_done(town, office, supported):
    assert office.post(at(supported, "services"), json=handed()).status_code == 201
    thirty_days_pass(town, supported)
    assert key(supported) not in looked_at()
    assert broken() == set()
    done = {"claim_id": supported["claims"][0]["claim_id"], "done_on": today(), "words": "围墙已拆除。"}
    assert office.post(at(supported, "performances"), json=done).status_code == 201
    assert looked_at() == {key(supported)}
    assert state(town, supported) == "FINALISED"
    assert looked_at() == set()
    assert broken() == set()


def test_what_no_review_is_open_for_is_never_looked_at(town, office, forwarded):
    office.post(at(forwarded, "signatures"), json={})
    office.post(at(forwarded, "acceptances"), json={**ACCEPTED, "path": "PERFORM"})
    reply(town, forwarded)
    assert office.post(at(forwarded, "services"), json=handed()).status_code == 201
    assert key(forwarded) not in looked_at()


@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
def test_an_index_holds_just_those(town):
    query = select(ReferralOrder.referral_id).where(*finalising.lapsed_without_review())
    with database("routing").reading() as session:
        session.execute(text("SET LOCAL enable_seqscan = off"))
        said = query.compile(session.connection(), compile_kwargs={"literal_binds": True})
        plan = "\n".join(session.scalars(text(f"EXPLAIN {said}")))
    assert "ix_referral_lapsed" in plan
    clock.finalise_what_lapsed()
