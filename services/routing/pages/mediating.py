"""Mediation, and leading an order into a statutory channel, from the page of the referral."""

from flask import g
from flask_babel import gettext

from services.routing import actions, queries
from services.routing.forms.mediation import (
    AgreementForm,
    ConfirmationForm,
    FailureForm,
    MediationForm,
    SessionForm,
    SteeringForm,
)
from services.routing.pages.referrals import of_a_referral
from services.routing.policy.act import OFFICE
from shared.web import allowed, load_form, pages_of

pages = pages_of("routing", "mediating_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/mediations")
@allowed(*OFFICE)
@of_a_referral("mediation")
def create_mediation(referral_id):
    form = load_form(MediationForm)
    actions.start_mediation(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return gettext("已登记调解")


@pages.post("/routing/mediations/<uuid:mediation_id>/sessions")
@allowed(*OFFICE)
@of_a_referral("session", queries.referral_of_mediation)
def create_session(mediation_id):
    form = load_form(SessionForm)
    actions.hold_session(g.session, mediation_id, form, by=g.staff, now=g.now, today=g.today)
    return gettext("已记下这次调解")


@pages.post("/routing/mediations/<uuid:mediation_id>/agreements")
@allowed(*OFFICE)
@of_a_referral("agreement", queries.referral_of_mediation)
def create_agreement(mediation_id):
    form = load_form(AgreementForm)
    actions.record_agreement(g.session, mediation_id, form, by=g.staff, now=g.now, today=g.today)
    return gettext("已登记调解协议，将告知信访人可以申请司法确认")


@pages.post("/routing/mediations/<uuid:mediation_id>/failures")
@allowed(*OFFICE)
@of_a_referral("failure", queries.referral_of_mediation)
def create_failure(mediation_id):
    actions.record_failure(g.session, mediation_id, load_form(FailureForm), by=g.staff, now=g.now)
    return gettext("调解已经终止，将告知信访人其他途径")


@pages.post("/routing/mediations/<uuid:mediation_id>/confirmations")
@allowed(*OFFICE)
@of_a_referral("confirmation-{}", queries.referral_of_mediation)
def create_confirmation(mediation_id):
    form = load_form(ConfirmationForm)
    actions.record_confirmation(g.session, mediation_id, form, by=g.staff, now=g.now, today=g.today)
    return gettext("已登记申请司法确认")


@pages.post("/routing/referrals/<uuid:referral_id>/steerings")
@allowed(*OFFICE)
@of_a_referral("steering")
def create_steering(referral_id):
    actions.steer_away(g.session, referral_id, load_form(SteeringForm), by=g.staff, now=g.now)
    return gettext("已导入法定途径，将书面告知信访人和送件单位")
