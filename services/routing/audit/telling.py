"""What was told of the rows about orders."""

from sqlalchemy import select

from services.routing.models import ReferralOrder
from shared.messaging.telling import untold


def untold_of_orders(session, table, *types):
    """The matters whose orders have other rows of a table than events of these types told of."""
    rows = select(ReferralOrder.matter_no).join(table, table.referral_id == ReferralOrder.referral_id)
    return untold(session, rows, *types)
