"""Contracts are tested under the published example key, whatever this shell's environment says."""

from tests.contracts.example_key import example_settings

__all__ = ["example_settings"]
