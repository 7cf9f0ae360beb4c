"""What the doors for acts while a referral is in hand accept."""

from shared.contracts.base import form
from shared.contracts.fields import Code, Line, Story


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
