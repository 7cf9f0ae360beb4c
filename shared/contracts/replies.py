"""What routing publishes about a reply beside the reply itself: how it was checked before it left the
house, how it was served and performed, and that it is final."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.about import AboutAReferral
from shared.contracts.base import event
from shared.contracts.fields import Code, Line, OneOf, Sealed, Story
from shared.contracts.reviews import REVIEW_LEVELS
from shared.contracts.words import SERVICE_MEANS

Level = Annotated[str, OneOf(REVIEW_LEVELS)] | None
"""Of which kind an opinion is: of a review or a re-review; none for the reply itself."""


@event("reply.sent_for_check", version=2, upgrades={1: lambda data: data})
class ReplySentForCheck(AboutAReferral):
    """A unit drafted a reply and sent it to a second person (送审), at the unit `checker`; its clocks run on.

    Heard by intake (timeline and state) and notify (the unit that checks).
    """

    claims: tuple[UUID, ...]
    checker: Code
    sent_by: Code
    level: Level = None


@event("reply.recalled", version=2, upgrades={1: lambda data: data})
class ReplyRecalled(AboutAReferral):
    """A unit took its draft back before it was checked. Heard by intake (timeline and state)."""

    claims: tuple[UUID, ...]
    recalled_by: Code
    level: Level = None


@event("reply.sent_back", version=2, upgrades={1: lambda data: data})
class ReplySentBack(AboutAReferral):
    """Whoever checked a draft did not release it and said what is to be mended (退回修改).

    Heard by intake (timeline and state) and notify (the unit).
    """

    claims: tuple[UUID, ...]
    drafted_by: Code
    words: Sealed[Story]
    sent_back_by: Code
    sent_back_at: datetime
    level: Level = None


@event("reply.served", version=2, upgrades={1: lambda data: data})
class ReplyServed(AboutAReferral):
    """A reply was brought to the petitioner (送达回证), or that failed and `served` is false. From the day it was
    received the petitioner has until `review_until` to ask `reviewer` for review, where review is open.

    Heard by intake (timeline).
    """

    means: Annotated[str, OneOf(SERVICE_MEANS)]
    served: bool
    served_on: date
    receiver: Sealed[Line | None] = None
    words: Sealed[Story | None] = None
    review_until: date | None = None
    entered_by: Code
    level: Level = None
    reviewer: Code | None = None


@event("reply.service_struck_out", version=1)
class ServiceStruckOut(AboutAReferral):
    """A proof of service was entered wrongly and struck out: no day counts that ran from it, and where `served` the
    reply is to be served again.

    Heard by intake (timeline).
    """

    means: Annotated[str, OneOf(SERVICE_MEANS)]
    served: bool
    served_on: date
    words: Sealed[Line]
    struck_out_by: Code
    struck_out_at: datetime


@event("opinion.performed", version=1)
class OpinionPerformed(AboutAReferral):
    """What a reply promised for a supported claim was done (执行完毕).

    Heard by intake (timeline) and notify (the sender).
    """

    claims: tuple[UUID, ...]
    done_on: date
    words: Sealed[Story]
    reported_by: Code


@event("reply.finalised", version=2, upgrades={1: lambda data: data})
class ReplyFinalised(AboutAReferral):
    """A reply is final (终结): it was served, nobody asked for review in time, and nothing is left to do; the opinion
    of a re-review is final once it is served.

    Heard by intake (timeline and state) and notify (the sender).
    """

    claims: tuple[UUID, ...]
    finalised_at: datetime
    level: Level = None
