"""Personal data: sealed on the wire and at rest, found by keyed blind indexes, masked on the screen."""

from shared.privacy.masking import mask_name, mask_phone, mask_receiver, mask_words
from shared.privacy.sealing import CannotOpen, blind_index, open_bytes, open_sealed, seal, seal_bytes

__all__ = [
    "CannotOpen",
    "blind_index",
    "mask_name",
    "mask_phone",
    "mask_receiver",
    "mask_words",
    "open_bytes",
    "open_sealed",
    "seal",
    "seal_bytes",
]
