"""Unit tests run under the published example key, whatever this shell's environment says, and are done in no time."""

from hypothesis import settings

from tests.contracts.example_key import example_settings

__all__ = ["example_settings"]

settings.register_profile("unit", max_examples=50, deadline=None)
settings.load_profile("unit")
