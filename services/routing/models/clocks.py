"""Time limits and what was done about them."""

from services.routing.models.base import Base
from shared.clocks.rows import ClimbedRow, ClockRow


class Clock(ClockRow, Base):
    """A time limit of a matter: of the matter itself, of a referral, or of a claim's limitation."""


class Climbed(ClimbedRow, Base):
    """A reminder, a chase or an escalation of a clock."""
