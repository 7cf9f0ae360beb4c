"""What may be shown of a name or a number to someone who has not asked to see it."""

from __future__ import annotations


def mask_name(name: str) -> str:
    """Keep the family name: `mask_name("林小某") == "林**"`."""
    return name[:1] + "*" * (len(name) - 1)


def mask_receiver(receiver: str) -> str:
    """Who took a paper: a name is masked, that it was the person themselves (本人) is no name."""
    return receiver if receiver == "本人" else mask_name(receiver)


def mask_words(text: str) -> str:
    """Keep nothing, not even how long it is: `mask_words("曹桥街道某村 3 组") == "******"`."""
    return "******" if text else ""


def mask_phone(phone: str) -> str:
    """Keep the last four digits: `mask_phone("13800000000") == "*******0000"`."""
    return "*" * max(len(phone) - 4, 0) + phone[-4:]
