"""What the page of a referral shows of more time that was asked for, and which of its forms the reader is offered."""

from flask import g

from services.routing.editions import city_now
from services.routing.policy.extending import decides_itself
from services.routing.policy.referral_acts import possible
from shared.clocks.lengthening import days_left_to_give, rule_of
from shared.clocks.rulebook import NoSuchRule
from shared.web.clocks import clock_name


def shown_extending(referral, acts):
    """`extendable` are the time limits that more days may be asked for now: `(rule, name, most days or None)`."""
    mine, asked = g.staff, referral.open_extension
    acts_now = possible(referral.kind, referral.state, mine.role) if acts else ()
    holds = referral.unit == mine.unit
    may_ask = holds and not asked and "ask_extension" in acts_now
    return {
        "extendable": list(_extendable(referral)) if may_ask else [],
        "extension_asked": asked,
        "decides_extension": bool(asked) and _decides(referral, asked, holds, acts_now),
        "rule_names": {clock.rule: clock_name(clock.rule, clock.edition) for clock in referral.clocks},
    }


def _extendable(referral):
    for clock in referral.clocks:
        owed = clock.state == "running" and clock.kind == "duty" and clock.due_on and clock.due_on >= g.today
        if owed and (left := _days_left(clock)) != 0:
            yield clock.rule, clock_name(clock.rule, clock.edition), left


def _decides(referral, asked, holds, acts_now):
    clock = next((clock for clock in referral.clocks if clock.clock_id == asked.clock_id), None)
    if clock is None or clock.state != "running":
        return False
    if decides_itself(rule_of(clock).extension.approver):
        return holds and "extend_handling" in acts_now
    return "extend_order" in acts_now and g.staff.unit in city_now(g.session).chain(referral.sender)


def _days_left(clock):
    try:
        return days_left_to_give(clock)
    except NoSuchRule:
        return 0
