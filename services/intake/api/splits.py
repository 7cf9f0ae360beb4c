"""The JSON door of splits."""

from flask import g

from services.intake import actions
from services.intake.api.door import api
from services.intake.forms.splits import SplitForm
from services.intake.views import split_told
from shared.contracts.fields import schema_of
from shared.web import allowed

SPLIT_AT = ("operator", "petition_clerk")
"""Never at whoever holds the claims: how many matters there are is not for the unit that answers them to say."""


@api.route("/matters/<matter_no>/splits", methods=["POST"])
@allowed(*SPLIT_AT)
@api.arguments(schema_of(SplitForm))
@api.response(201)
def create_split(form, matter_no):
    """Some of the claims become a matter of their own, once nobody is found to have taken them up."""
    return split_told(actions.split(g.session, matter_no, form, by=g.staff, now=g.now))
