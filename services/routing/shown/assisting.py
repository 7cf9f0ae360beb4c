"""What the page of a referral shows of the units that assist, and which of their forms the reader is offered."""

from flask import g

from services.routing.editions import city_now
from services.routing.policy.assisting import may_assist
from services.routing.policy.referral_acts import possible
from shared.contracts.words import ASSISTANCE_ENDS
from shared.web.clocks import clock_entries


def shown_assisting(referral, acts):
    """`may_be_asked` are the units that could be asked now, `asked_of_us` the task that the reader's unit has."""
    mine, city = g.staff, city_now(g.session)
    acts_now = possible(referral.kind, referral.state, mine.role) if acts else ()
    holds, asked = referral.unit == mine.unit, {one.unit: one for one in referral.assistances if one.is_open}
    others = [unit for unit in city.units if may_assist(unit, referral.unit, city) and unit not in asked]
    return {
        "may_be_asked": others if holds and "add_unit" in acts_now else [],
        "may_release": holds and "release_unit" in acts_now,
        "asked_of_us": asked.get(mine.unit) if "assist" in acts_now else None,
        "only_assists": not holds and mine.unit in {one.unit for one in referral.assistances},
        "assistance_ends": ASSISTANCE_ENDS,
        "assistance_clocks": {
            one.assistance_id: clock_entries(one.clocks, g.today, ("running", "stopped"))
            for one in referral.assistances
        },
    }
