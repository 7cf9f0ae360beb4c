"""Which files may lie with an order: what one prints, photographs or writes, told by what is in them."""

from dataclasses import dataclass

MOST_OF_A_REFERRAL = 50
LARGEST = 10 * 1024 * 1024
GONE_ON = ("RETURNED", "REOPENED", "SPLIT", "REVIEWED", "REVOKED")
"""The states of an order whose claims are with another one: what is added belongs there."""


@dataclass(frozen=True)
class MediaType:
    """`begins` are the first bytes of every such file; files in a zip container are told apart by their ending."""

    name: str
    ending: str
    begins: bytes


MEDIA_TYPES = (
    MediaType("application/pdf", "pdf", b"%PDF-"),
    MediaType("image/jpeg", "jpg", b"\xff\xd8\xff"),
    MediaType("image/png", "png", b"\x89PNG\r\n\x1a\n"),
    MediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", b"PK\x03\x04"),
    MediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", b"PK\x03\x04"),
    MediaType("application/ofd", "ofd", b"PK\x03\x04"),
)
BY_NAME = {media.name: media for media in MEDIA_TYPES}
SAME_ENDING = {"jpeg": "jpg"}


def media_type_of(name, content):
    """The one of which the file is, by its first bytes and its ending; None for what may not lie here."""
    ending = name.rpartition(".")[2].lower()
    ending = SAME_ENDING.get(ending, ending)
    return next((one for one in MEDIA_TYPES if one.ending == ending and content.startswith(one.begins)), None)
