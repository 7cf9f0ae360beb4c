"""The JSON doors of early warnings."""

from flask import g

from services.routing import actions, surges
from services.routing.api.door import api
from services.routing.forms.surges import NoticeTakenForm, WarningFilter
from services.routing.policy.act import DECIDERS
from shared.contracts.fields import schema_of
from shared.web import allowed


@api.route("/warnings")
@allowed(*DECIDERS)
@api.arguments(schema_of(WarningFilter), location="query")
@api.response(200)
def list_warnings(filters):
    page = surges.warnings(g.session, filters.cursor)
    return {"warnings": [_view(one) for one in surges.shown(g.session, page.rows)], "next_cursor": page.next_cursor}


@api.route("/warnings/<uuid:warning_id>/acknowledgements", methods=["POST"])
@allowed(*DECIDERS)
@api.arguments(schema_of(NoticeTakenForm))
@api.response(201)
def create_acknowledgement(form, warning_id):
    warning = actions.acknowledge_warning(g.session, warning_id, form, by=g.staff, now=g.now)
    return _view(*surges.shown(g.session, [warning]))


def _view(told):
    warning = told.warning
    return {
        "warning_id": str(warning.warning_id),
        "of": warning.of,
        "subject": warning.subject,
        "matters": told.matters,
        "newest": told.newest,
        "counted_from": warning.counted_from.isoformat(),
        "raised_at": warning.raised_at.isoformat(),
        "acknowledged": warning.acknowledged_at
        and {"by": warning.acknowledged_by, "at": warning.acknowledged_at.isoformat(), "words": warning.words},
    }
