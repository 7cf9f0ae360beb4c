"""Whether two matters are one, by JSON."""

from flask import g

from services.intake import actions
from services.intake.api.door import api
from services.intake.api.matters import HEARS_PETITIONERS
from services.intake.forms import RepeatForm
from services.intake.views import decided
from shared.contracts.fields import schema_of
from shared.web import allowed


@api.route("/matters/<matter_no>/repeats", methods=["POST"])
@allowed(*HEARS_PETITIONERS)
@api.arguments(schema_of(RepeatForm))
@api.response(201)
def create_repeat(form, matter_no):
    return decided(actions.decide_about_repeat(g.session, matter_no, form, by=g.staff, now=g.now))
