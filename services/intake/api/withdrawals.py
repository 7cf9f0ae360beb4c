"""The JSON door of withdrawals."""

from flask import g

from services.intake import actions
from services.intake.api.door import api
from services.intake.forms.withdrawals import WithdrawalForm
from services.intake.views import withdrawal_told
from shared.contracts.fields import schema_of
from shared.web import allowed

WITHDRAWN_AT = ("operator", "petition_clerk")
"""Never at whoever holds the claim: it would end its own duties."""


@api.route("/matters/<matter_no>/withdrawals", methods=["POST"])
@allowed(*WITHDRAWN_AT)
@api.arguments(schema_of(WithdrawalForm))
@api.response(201)
def create_withdrawal(form, matter_no):
    """The petitioner withdraws one claim, or without a `claim_id` all that are still in hand."""
    return withdrawal_told(actions.withdraw(g.session, matter_no, form, by=g.staff, now=g.now))
