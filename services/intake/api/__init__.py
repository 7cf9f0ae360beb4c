"""Intake's JSON door, by what its addresses are about."""

from services.intake.api import corrections, imports, matters, repeats, splits, withdrawals
from services.intake.api.door import api

__all__ = ["api", "corrections", "imports", "matters", "repeats", "splits", "withdrawals"]
