"""What is said of a paper beside the file itself."""

from shared.contracts.base import form
from shared.contracts.fields import Line


@form
class DocumentForm:
    """`title` is what it is: 劳动合同复印件."""

    title: Line


@form
class StrikingOutForm:
    words: Line
