"""What notify does when time passes."""

import logging
import smtplib

from sqlalchemy import select

from services.notify import actions
from services.notify.channels.mail import as_message, mailbox
from services.notify.models import Notice
from shared.config import settings
from shared.db import DatabaseAway, RunAgain, database
from shared.messaging.envelope import utc_now

log = logging.getLogger(__name__)

BATCH = 100


def send_what_is_queued():
    """Claim some, send them outside any transaction, write down how it went; until none is due."""
    try:
        while claimed := _claim(utc_now()):
            _write_down({notice.notice_id: _send(notice) for notice in claimed}, utc_now())
    except (DatabaseAway, RunAgain) as error:
        log.warning("notices wait", extra={"reason": str(error)})


def _claim(now):
    with database("notify").transaction() as session:
        query = (
            select(Notice)
            .where(Notice.state == "queued", Notice.next_attempt_at <= now)
            .order_by(Notice.next_attempt_at)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
        claimed = list(session.scalars(query))
        for notice in claimed:
            notice.attempts += 1
            notice.next_attempt_at = now + actions.CLAIM_LASTS  # whoever dies holding it loses it then
    return claimed


def _send(notice):
    try:
        mailbox(settings().mail_url).send(as_message(notice))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return type(error).__name__
    return None


def _write_down(results, now):
    with database("notify").transaction() as session:
        query = select(Notice).where(Notice.notice_id.in_(results)).order_by(Notice.notice_id).with_for_update()
        for notice in session.scalars(query):
            if notice.state != "queued":
                continue
            if error := results[notice.notice_id]:
                actions.mark_failed(session, notice, error, now)
            else:
                actions.mark_sent(session, notice, now)
