"""What the toy services tell each other."""

from shared.contracts import event
from shared.contracts.fields import Code, Line, Sealed, Story


@event("toy.made", version=1, subject="toy")
class ToyMade:
    """The maker made a toy for somebody. Heard by shop and museum."""

    toy: Code
    owner: Sealed[Line]


@event("toy.painted", version=1, subject="toy")
class ToyPainted:
    """A toy that was made got a new colour. Heard by shop."""

    toy: Code
    colour: Code


@event("toy.shown", version=1, subject="toy")
class ToyShown:
    """The museum shows a toy. Heard by shop, in a lane of its own."""

    toy: Code


@event("toy.told", version=1, subject="toy")
class ToyTold:
    """Somebody told the story of a toy. Heard by museum."""

    toy: Code
    story: Sealed[Story]
