"""The verbs of legal aid."""

import json

from sqlalchemy import select

from services.legalaid import queries, timing
from services.legalaid.models import Application, Corrected, Withdrawal
from shared.contracts.intake import RegisteredPetitioner
from shared.contracts.legalaid import AidDraftOpened, AidWithdrawn
from shared.correcting import corrected_person, keep_corrected
from shared.errors import Refused
from shared.messaging import publish, row_id
from shared.reaching import as_json

DRAFT, WITHDRAWN = "DRAFT", "WITHDRAWN"


class WithdrawnAlready(Refused):
    """这份申请已经撤回，不必重复登记"""


def open_draft(session, referral, *, now):
    """A person steered here applies for aid; what was already told must not be asked again."""
    person = referral.petitioner
    claims = [{"category": claim.category, "text": claim.text} for claim in referral.claims]
    application = Application(
        application_id=row_id(session, referral.referral_id),
        referral_id=referral.referral_id,
        event_id=referral.meta.id,
        matter_no=referral.matter_no,
        unit=referral.unit,
        sender=referral.sender,
        state=DRAFT,
        applicant=person.name,
        phone=person.phone,
        address=person.address,
        groups=list(person.groups),
        reach=as_json(person.reach),
        place=referral.place,
        narrative=referral.narrative,
        claims=json.dumps(claims, ensure_ascii=False),
        rule=referral.rule,
        article=referral.article,
        reason=referral.reason,
        reason_en=referral.reason_en,
        received_at=now,
    )
    _put_right(application, corrected_person(session, Corrected, application.matter_no))
    session.add(application)
    publish(
        session,
        AidDraftOpened(
            matter_no=application.matter_no,
            referral_id=application.referral_id,
            unit=application.unit,
            opened_at=now,
        ),
    )
    timing.start_for_application(session, application, now=now)
    return application


def follow_correction(session, event):
    """Drafts that are there follow now, one that opens later when it does."""
    if keep_corrected(session, Corrected, event):
        told = corrected_person(session, Corrected, event.matter_no)
        theirs = select(Application).where(Application.matter_no == event.matter_no)
        for application in session.scalars(theirs.order_by(Application.application_id).with_for_update()):
            _put_right(application, told)


def _put_right(application, told):
    if told:
        application.applicant, application.phone = told["name"], told["phone"]
        application.address, application.place = told["address"], told["place"]
        application.groups = told.get("groups", application.groups)  # older versions kept neither
        application.narrative = told.get("narrative") or application.narrative


def withdraw(session, application_id, form, *, by, now):
    """Whoever was guided here does not want legal aid: a new row, and nobody has to decide any more."""
    application = queries.application_for(session, application_id, by, to_change=True)
    if application.withdrawal:
        raise WithdrawnAlready
    application.withdrawal = Withdrawal(**vars(form), recorded_by=by.username, recorded_at=now)
    application.state = WITHDRAWN
    timing.stop_for_application(session, application, now=now)
    publish(session, _withdrawn(session, application))
    return application


def _withdrawn(session, application):
    said = application.withdrawal
    return AidWithdrawn(
        matter_no=application.matter_no,
        referral_id=application.referral_id,
        unit=application.unit,
        sender=application.sender,
        told_by=said.told_by,
        channel=said.channel,
        words=said.words,
        withdrawn_by=said.recorded_by,
        withdrawn_at=said.recorded_at,
        petitioner=RegisteredPetitioner(
            name=application.applicant,
            phone=application.phone,
            address=application.address,
            groups=tuple(application.groups),
            reach=queries.reach(session, application),
        ),
    )
