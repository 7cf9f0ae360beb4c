"""Mediation, and leading an order into a statutory channel, from the page of the referral."""

from flask import flash, g, redirect
from flask_babel import gettext

from services.routing import actions, mediating_api, queries  # noqa: F401  its doors are declared there
from services.routing.api import OFFICE
from services.routing.mediation_forms import (
    AgreementForm,
    ConfirmationForm,
    FailureForm,
    MediationForm,
    SessionForm,
    SteeringForm,
)
from services.routing.office_pages import referral_page
from shared.errors import InvalidFields
from shared.web import allowed, load_form, pages_of
from shared.web.complaints import complaints_by_field

pages = pages_of("routing", "mediating_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/mediations")
@allowed(*OFFICE)
def create_mediation(referral_id):
    referral = queries.referral_for(g.session, referral_id, g.staff)
    try:
        actions.start_mediation(g.session, referral_id, load_form(MediationForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral, refused, "mediation")
    return _done(referral, gettext("已登记调解"))


@pages.post("/routing/mediations/<uuid:mediation_id>/sessions")
@allowed(*OFFICE)
def create_session(mediation_id):
    referral = queries.referral_of_mediation(g.session, mediation_id, g.staff)
    try:
        form = load_form(SessionForm)
        actions.hold_session(g.session, mediation_id, form, by=g.staff, now=g.now, today=g.today)
    except InvalidFields as refused:
        return _again(referral, refused, "session")
    return _done(referral, gettext("已记下这次调解"))


@pages.post("/routing/mediations/<uuid:mediation_id>/agreements")
@allowed(*OFFICE)
def create_agreement(mediation_id):
    referral = queries.referral_of_mediation(g.session, mediation_id, g.staff)
    try:
        form = load_form(AgreementForm)
        actions.record_agreement(g.session, mediation_id, form, by=g.staff, now=g.now, today=g.today)
    except InvalidFields as refused:
        return _again(referral, refused, "agreement")
    return _done(referral, gettext("已登记调解协议，将告知信访人可以申请司法确认"))


@pages.post("/routing/mediations/<uuid:mediation_id>/failures")
@allowed(*OFFICE)
def create_failure(mediation_id):
    referral = queries.referral_of_mediation(g.session, mediation_id, g.staff)
    try:
        actions.record_failure(g.session, mediation_id, load_form(FailureForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral, refused, "failure")
    return _done(referral, gettext("调解已经终止，将告知信访人其他途径"))


@pages.post("/routing/mediations/<uuid:mediation_id>/confirmations")
@allowed(*OFFICE)
def create_confirmation(mediation_id):
    referral = queries.referral_of_mediation(g.session, mediation_id, g.staff)
    try:
        form = load_form(ConfirmationForm)
        actions.record_confirmation(g.session, mediation_id, form, by=g.staff, now=g.now, today=g.today)
    except InvalidFields as refused:
        return _again(referral, refused, "confirmation")
    return _done(referral, gettext("已登记申请司法确认"))


@pages.post("/routing/referrals/<uuid:referral_id>/steerings")
@allowed(*OFFICE)
def create_steering(referral_id):
    referral = queries.referral_for(g.session, referral_id, g.staff)
    try:
        actions.steer_away(g.session, referral_id, load_form(SteeringForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral, refused, "steering")
    return _done(referral, gettext("已导入法定途径，将书面告知信访人和送件单位"))


def _done(referral, words):
    flash(words, "success")
    return redirect(f"/routing/referrals/{referral.referral_id}", 303)


def _again(referral, refused, failed):
    return referral_page(referral, complaints_by_field(refused.problems), failed), refused.status
