"""What routing does when other services speak."""

from services.routing import actions
from shared.contracts.intake import MatterRegistered
from shared.messaging import handles


@handles(MatterRegistered)
def decide_where_it_goes(session, event):
    actions.receive_matter(session, event, now=event.meta.time)
