"""What the doors for acts while a referral is in hand accept."""

from typing import Annotated

from shared.contracts.base import form
from shared.contracts.fields import Code, Count, Line, Story


@form
class ReassignmentForm:
    """`former` is who had it in hand when the page was opened: somebody else may have been quicker."""

    handler: Code
    words: Line
    former: Code | None = None


@form
class PassingDownForm:
    unit: Code
    words: Line


@form
class AssistanceForm:
    """`words` say what the unit is asked to do."""

    unit: Code
    words: Story


@form
class AssistanceWordsForm:
    """An answer, or why it is released."""

    words: Story


@form
class ExtensionForm:
    """`rule` is the time limit, `days` how many more."""

    rule: Code
    days: Annotated[int, Count(1, 365)]
    reason: Story


@form
class ExtensionDecisionForm:
    agreed: bool
    words: Line


@form
class StopForm:
    """Why the sender stops an automatic supervision."""

    words: Story
