"""The verbs of a draft: it is saved, taken up again by its owner, and ends as a matter or not at all."""

import json

from sqlalchemy import func, select

from services.intake.models import Draft
from shared.db import insert_if_absent
from shared.errors import NotFound, Refused

MOST_DRAFTS = 50


class DraftChanged(Refused):
    """这份草稿在另一个窗口里改过，这里的内容没有覆盖它"""


class DraftEnded(Refused):
    """这份草稿已经登记或者丢弃，这里的内容没有存上"""


class DraftRegistered(Refused):
    """这张表已经登记到 {matter_no}，没有再登记一遍；另有其事的，请打开一张新的登记表"""


class TooManyDrafts(Refused):
    """您已有 {most} 份草稿，请先登记或者丢弃一些"""


def save_draft(session, draft_id, revision, values, *, by, now):
    """Keep what was typed. `revision` is what whoever typed it had before them; a save in between is kept."""
    draft, is_new = _held(session, draft_id, by, now)
    if is_new and _open_drafts(session, by) > MOST_DRAFTS:
        raise TooManyDrafts(most=MOST_DRAFTS)
    if draft.ended_at:
        raise DraftEnded
    if not is_new and draft.revision != revision:
        raise DraftChanged
    draft.revision, draft.saved_at = draft.revision + 1, now
    draft.content = json.dumps(values, ensure_ascii=False)
    return draft


def end_draft(session, draft_id, *, by, now, matter_no=None):
    """What was typed is forgotten: it is a matter now, or nobody wants it."""
    draft, _ = _held(session, draft_id, by, now)
    if matter_no and draft.matter_no:
        raise DraftRegistered(matter_no=draft.matter_no)
    draft.content, draft.ended_at, draft.matter_no, draft.saved_at = None, now, matter_no, now


def forget_draft(session, draft, now):
    session.delete(draft)


def open_draft(session, draft_id, by):
    """Raises `NotFound` for what is another's, or has ended."""
    draft = session.get(Draft, draft_id)
    if draft is None or draft.owner != by.username or draft.ended_at:
        raise NotFound
    return draft


def _held(session, draft_id, by, now):
    row = {"draft_id": draft_id, "owner": by.username, "saved_at": now, "revision": 0}
    is_new = bool(insert_if_absent(session, Draft.__table__, [row], "draft_id"))
    draft = session.scalars(select(Draft).where(Draft.draft_id == draft_id).with_for_update()).one()
    if draft.owner != by.username:
        raise NotFound
    return draft, is_new


def _open_drafts(session, by):
    mine = select(Draft.draft_id).where(Draft.owner == by.username, Draft.ended_at.is_(None)).limit(MOST_DRAFTS + 1)
    return session.scalar(select(func.count()).select_from(mine.subquery()))
