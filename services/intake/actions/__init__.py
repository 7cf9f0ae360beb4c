"""The verbs of intake."""

from services.intake.actions.registering import new_query_code, register_matter

__all__ = ["new_query_code", "register_matter"]
