"""The ledger of a unit (台账): its columns once for screen and sheet, its filters once for both."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, raiseload, selectinload

from services.routing.models import ReferralOrder, Reply, RoutedClaim, RoutedMatter
from shared.clocks.days import on_days
from shared.contracts.words import CATEGORIES, REFERRAL_KINDS, STATES
from shared.db.paging import newest_first
from shared.directory import not_accused
from shared.privacy import mask_name
from shared.web import word
from shared.web.page import HERE, words

HELD = (
    "AWAITING_SIGN",
    "IN_PROGRESS",
    "AWAITING_REVIEW",
    "OBJECTED",
    "RETURNED",
    "ANSWERED",
    "REOPENED",
    "FINALISED",
    "REVIEWED",
    "REVOKED",
    "STEERED",
    "WITHDRAWN",
    "SPLIT",
)
PAGE = 50
BATCH = 500


@dataclass(frozen=True)
class Column:
    """What stands above it, and what of a referral stands in it: words, a day, a moment or nothing."""

    label: str
    of: Callable[[ReferralOrder], Any]


def columns(units):
    return (
        Column(_("编号"), lambda one: one.matter_no),
        Column(_("信访人"), lambda one: mask_name(json.loads(one.matter.petitioner)["name"])),
        Column(_("诉求"), lambda one: words((claim.category for claim in one.claims), CATEGORIES)),
        Column(_("地点"), lambda one: one.matter.place),
        Column(_("来自"), lambda one: units.get(one.sender, one.sender)),
        Column(_("方式"), lambda one: word(REFERRAL_KINDS[one.kind])),
        Column(_("收到"), lambda one: one.made_at.astimezone(HERE)),
        Column(_("反馈期限"), lambda one: one.reply_by),
        Column(_("状态"), lambda one: word(STATES[one.state])),
        Column(_("答复时间"), lambda one: one.reply and one.reply.at.astimezone(HERE)),
    )


def ledger(session, staff, filters, size=PAGE, cursor=None):
    """A page of what the unit received, the newest first."""
    query = (
        select(ReferralOrder)
        .join(ReferralOrder.matter)
        .where(ReferralOrder.unit == staff.unit, not_accused(RoutedMatter.accused_index, staff))
        .where(*_asked(filters))
        .options(
            joinedload(ReferralOrder.matter).load_only(RoutedMatter.place, RoutedMatter.petitioner).raiseload("*"),
            selectinload(ReferralOrder.claims).load_only(RoutedClaim.category),
            selectinload(ReferralOrder.reply).load_only(Reply.at).raiseload("*"),
            raiseload("*"),
        )
    )
    return newest_first(session, query, ReferralOrder.made_at, ReferralOrder.referral_id, cursor, size)


def whole_ledger(session, staff, filters):
    """Every row of the ledger, some hundreds at a time in memory."""
    cursor = None
    while True:
        page = ledger(session, staff, filters, BATCH, cursor)
        yield from page.rows
        session.expunge_all()
        if (cursor := page.next_cursor) is None:
            return


def _asked(filters):
    if filters.state:
        yield ReferralOrder.state == filters.state
    if filters.kind:
        yield ReferralOrder.kind == filters.kind
    yield from on_days(ReferralOrder.made_at, filters.since, filters.until)
