"""Who decides about more time, as the rule of the clock says (信访工作条例 34; for the day on an order 22(3))."""

HEAD = "office_head"
SENDER = "sender"


def decides_itself(approver):
    """Whether the head of the unit in charge approves (34), not whoever set the day."""
    return approver == HEAD


def who_approves(approver, holder, sender):
    """The unit whose word is asked for."""
    return holder if decides_itself(approver) else sender


def act_of(agreed, approver):
    """What a decision is called in the table of acts."""
    here = decides_itself(approver)
    if agreed:
        return "extend_handling" if here else "extend_order"
    return "refuse_to_extend_handling" if here else "refuse_to_extend_order"
