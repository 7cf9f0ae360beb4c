"""Routing's JSON door, by what its addresses are about."""

from services.routing.api import (
    assisting,
    documents,
    extending,
    handing_on,
    mediating,
    referrals,
    reopening,
    replies,
    reviews,
    surges,
    urging,
    visits,
)
from services.routing.api.door import api

__all__ = [
    "api",
    "assisting",
    "documents",
    "extending",
    "handing_on",
    "mediating",
    "referrals",
    "reopening",
    "replies",
    "reviews",
    "surges",
    "urging",
    "visits",
]
