"""Routing's JSON door, where a review or a re-review is asked for, and a hearing begins and ends."""

from flask import g

from services.routing import actions, queries
from services.routing.api.door import api
from services.routing.forms.reviews import HearingEndForm, HearingForm, ReviewRequestForm
from services.routing.policy.act import REVIEWERS, SENDERS
from services.routing.views import referral_view
from shared.contracts.fields import schema_of
from shared.web import allowed


@api.route("/referrals/<uuid:referral_id>/review-requests", methods=["POST"])
@allowed(*SENDERS)
@api.arguments(schema_of(ReviewRequestForm))
@api.response(201)
def create_review_request(form, referral_id):
    """The order by which it is reviewed."""
    queries.referral_for(g.session, referral_id, g.staff)
    made = actions.ask_for_review(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return referral_view(made)


@api.route("/referrals/<uuid:referral_id>/hearings", methods=["POST"])
@allowed(*REVIEWERS)
@api.arguments(schema_of(HearingForm))
@api.response(201)
def create_hearing(form, referral_id):
    return _open(form, referral_id)


@api.route("/referrals/<uuid:referral_id>/hearing-ends", methods=["POST"])
@allowed(*REVIEWERS)
@api.arguments(schema_of(HearingEndForm))
@api.response(201)
def create_hearing_end(form, referral_id):
    return _close(form, referral_id)


@api.route("/referrals/<uuid:referral_id>/pauses", methods=["POST"])
@allowed(*REVIEWERS)
@api.arguments(schema_of(HearingForm))
@api.response(201)
def create_pause(form, referral_id):
    """The one thing that stops a time limit is a hearing in a re-review (36 ¶2)."""
    return _open(form, referral_id)


@api.route("/referrals/<uuid:referral_id>/resumptions", methods=["POST"])
@allowed(*REVIEWERS)
@api.arguments(schema_of(HearingEndForm))
@api.response(201)
def create_resumption(form, referral_id):
    return _close(form, referral_id)


def _open(form, referral_id):
    queries.referral_for(g.session, referral_id, g.staff)
    return referral_view(actions.open_hearing(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today))


def _close(form, referral_id):
    queries.referral_for(g.session, referral_id, g.staff)
    return referral_view(actions.close_hearing(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today))
