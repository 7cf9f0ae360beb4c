"""What the three stages tell each other."""

from shared.contracts import event
from shared.contracts.fields import Code, Line, Story


@event("bench.asked", version=1, subject="matter_no")
class MatterAsked:
    """Somebody asks for a matter to be registered. Heard by intake."""

    matter_no: Line
    petitioner: Line
    narrative: Story


@event("bench.registered", version=1, subject="matter_no")
class MatterWritten:
    """A matter was registered. Heard by routing."""

    matter_no: Line
    petitioner: Line
    narrative: Story


@event("bench.routed", version=1, subject="matter_no")
class MatterRouted:
    """A matter was given to a unit. Heard by notify."""

    matter_no: Line
    petitioner: Line
    narrative: Story
    unit: Code
