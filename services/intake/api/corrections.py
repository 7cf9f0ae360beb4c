"""The JSON door of corrections."""

from flask import g

from services.intake import actions
from services.intake.api.door import api
from services.intake.api.matters import HEARS_PETITIONERS
from services.intake.forms.corrections import CorrectionForm
from services.intake.views import correction_told
from shared.contracts.fields import schema_of
from shared.web import allowed


@api.route("/matters/<matter_no>/corrections", methods=["POST"])
@allowed(*HEARS_PETITIONERS)
@api.arguments(schema_of(CorrectionForm))
@api.response(201)
def create_correction(form, matter_no):
    """Put right what was written down wrongly; what is left out stays as it is."""
    return correction_told(actions.correct(g.session, matter_no, form, by=g.staff, now=g.now))
