"""Words for the tests of reviews: a request is taken down, an opinion is drafted, checked and served."""

from tests.integration.doors.test_after_the_reply import ACCEPTED, handed, today
from tests.integration.doors.test_objections import at
from tests.integration.doors.test_referrals import RELEASED, answers, reply

PEOPLE = {"bureau": ("leader", "leader2"), "petition_office": ("petition", "petition2")}


def request(**changes):
    return {"received_on": today(), "words": "承办人没有到现场看过。", **changes}


def answered_and_served(town, outcome="EXPLAIN", accepted=ACCEPTED, referral=None, **changes):
    """What caoqiao was sent, accepted, answered and served."""
    referral, office = referral or town.referral(**changes), town.visitor("caoqiao")
    office.post(at(referral, "signatures"), json={})
    told = office.post(at(referral, "acceptances"), json=accepted)
    assert told.status_code == 201, told.text
    reply(town, referral, **answers(referral, outcome=outcome))
    assert office.post(at(referral, "services"), json=handed()).status_code == 201
    town.deliver()
    return referral


def asked(town, referral, by="operator", **changes):
    """The order by which it is reviewed."""
    answer = town.visitor(by).post(at(referral, "review-requests"), json=request(**changes))
    assert answer.status_code == 201, answer.text
    town.deliver()
    return answer.json


def decided(town, order, outcome="UPHELD"):
    """Drafted by one person of the unit that reviews, released by another."""
    drafts, checks = (town.visitor(name) for name in PEOPLE[order["unit"]])
    sent = drafts.post(at(order, "opinions"), json=answers(order, outcome=outcome))
    assert sent.status_code == 201, sent.text
    released = checks.post(at(order, "opinion-checks"), json=RELEASED)
    assert released.status_code == 201, released.text
    town.deliver()
    return released.json


def served(town, order):
    answer = town.visitor(PEOPLE[order["unit"]][0]).post(at(order, "services"), json=handed())
    assert answer.status_code == 201, answer.text
    town.deliver()
    return answer.json


def rereviewed(town, referral):
    """The order of the re-review of an opinion that was upheld."""
    review = asked(town, referral)
    decided(town, review)
    served(town, review)
    return asked(town, review)


def letters(town, referral):
    found = town.visitor("leader").get(f"/notify/api/v1/notices?matter_no={referral['matter_no']}").json["notices"]
    return {(one["template"], one["recipient"], one["unit"]) for one in found}
