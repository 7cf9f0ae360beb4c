"""What the page of a referral shows of mediation, and which of its forms the reader is offered."""

from flask import g

from services.routing import queries
from services.routing.forms.mediation import AWAY, FAILS
from services.routing.policy.act import OFFICE
from services.routing.policy.referral_acts import possible
from shared.contracts.words import HANDLING_PATHS, MEDIATION_ENDS
from shared.web import word


def shown_mediating(referral, acts):
    """`to_confirm` are the agreements that both sides may still ask the court to confirm, with their clocks."""
    mine, holds = g.staff, acts and referral.unit == g.staff.unit and g.staff.role in OFFICE
    acts_now = possible(referral.kind, referral.state, mine.role) if holds else ()
    clocks = {clock.clock_id: clock for clock in referral.clocks}
    agreed = [one for one in referral.mediations if one.ended_as == "agreed" and not one.confirmation]
    return {
        "may_mediate": "start_mediation" in acts_now and not referral.mediation,
        "mediating": referral.mediation if "hold_session" in acts_now else None,
        "to_confirm": [(one, clocks.get(one.clock_id)) for one in agreed] if holds else (),
        "may_steer": "steer_away" in acts_now,
        "parted": queries.parted_from(g.session, referral, "STEERED"),
        "mediation_ends": MEDIATION_ENDS,
        "ways_to_fail": [(how, word(MEDIATION_ENDS[how])) for how in FAILS],
        "ways_away": [(path, word(HANDLING_PATHS[path])) for path in AWAY],
    }
