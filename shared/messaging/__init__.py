"""Delivery, solved once: publish in a transaction, handle exactly once, lose nothing, show what cannot go on."""

from shared.messaging.errors import NotYet
from shared.messaging.handlers import handles
from shared.messaging.outbox import publish, row_id

__all__ = ["NotYet", "handles", "publish", "row_id"]
