"""What notify does when time passes."""

import logging
import time
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import load_only

from services.notify import actions
from services.notify.channels.mail import as_message, mailbox
from services.notify.models import Notice
from shared.config import settings
from shared.db import DatabaseAway, RunAgain, database, moment, utc_now

log = logging.getLogger(__name__)

BATCH = 5  # as many may leave the house a second time when this process is killed
ASKS = 600
NOT_TRIED = "not tried"
CLAIM_LASTS = timedelta(minutes=3)
SENDS_FOR = 60.0  # seconds: well before the claim ends, so that no other replica sends the same meanwhile
UNSEALED = (
    Notice.event_id,
    Notice.matter_no,
    Notice.template,
    Notice.recipient,
    Notice.unit,
    Notice.means,
    Notice.state,
    Notice.attempts,
)


def send_what_is_queued():
    """Claim a few, send each outside any transaction, write down how it went; until none is due."""
    try:
        with mailbox(settings()) as way_out:
            while claimed := _claim():
                _write_down_for_certain(_send_in_time(claimed, way_out))
    except (DatabaseAway, RunAgain) as error:
        log.warning("notices wait", extra={"reason": str(error)})


def _claim():
    with database("notify").transaction() as session:
        due = (
            select(Notice.notice_id)
            .where(Notice.state == "queued", Notice.next_attempt_at <= moment(session))
            .order_by(Notice.next_attempt_at)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
        claimed = list(session.scalars(due))
        session.execute(
            update(Notice)
            .where(Notice.notice_id.in_(claimed))
            .values(attempts=Notice.attempts + 1, next_attempt_at=moment(session, CLAIM_LASTS))
        )
    return claimed


def _send_in_time(claimed, way_out):
    """How each went; what the time did not suffice for was not tried."""
    until = time.monotonic() + SENDS_FOR
    results = dict.fromkeys(claimed, NOT_TRIED)
    for notice_id in claimed:
        results[notice_id] = _send(notice_id, way_out)
        if time.monotonic() > until:
            break
    return results


def _send(notice_id, way_out):
    """Send one; what is wrong with one notice, whatever it is, must not stop the others."""
    try:
        with database("notify").reading() as session:
            notice = session.get_one(Notice, notice_id)
        way_out.send(as_message(notice, settings()))
    except DatabaseAway:
        return NOT_TRIED
    except Exception as error:
        log.warning("notice not sent", extra={"notice_id": str(notice_id), "reason": type(error).__name__})
        return type(error).__name__
    return None


def _write_down_for_certain(results):
    """What has left the house must not leave it twice: while the database is away, wait for it."""
    for _ in range(ASKS):
        try:
            _write_down(results, utc_now())
            return
        except (DatabaseAway, RunAgain) as error:
            log.warning("sent notices not written down yet", extra={"reason": str(error)})
            time.sleep(1)


def _write_down(results, now):
    with database("notify").transaction() as session:
        query = select(Notice).where(Notice.notice_id.in_(results)).options(load_only(*UNSEALED))
        for notice in session.scalars(query.order_by(Notice.notice_id).with_for_update()):
            if notice.state != "queued":
                continue
            error = results[notice.notice_id]
            if error == NOT_TRIED:
                actions.put_back(session, notice)
            elif error:
                actions.mark_failed(session, notice, error, now)
            else:
                actions.mark_sent(session, notice, now)
