"""Which claims may leave for a matter of their own: those whose unit has done nothing about them yet."""

from services.routing.policy.clocks_of import OPEN_HERE


def bar_of_an_order(state, *, is_untouched, is_supervised):
    """A word of `SPLIT_BARS`; None where nothing is in the way. Where a unit signed for it, objected or passed it
    down, it has acts, clocks and papers that belong to the whole order."""
    if state not in OPEN_HERE:
        return "OVER"
    if state != "AWAITING_SIGN" or not is_untouched:
        return "TAKEN_UP"
    return "SUPERVISED" if is_supervised else None
