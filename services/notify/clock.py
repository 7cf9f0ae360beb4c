"""What notify does when time passes."""

import logging
import time
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import load_only

from services.notify import actions
from services.notify.channels.mail import MailServerAway, as_message, mailbox
from services.notify.models import Notice
from shared.config import settings
from shared.db import DatabaseAway, RunAgain, database, moment, utc_now

log = logging.getLogger(__name__)

BATCH = 5  # as many may leave the house a second time when this process is killed
ASKS = 600
NOT_TRIED = "not tried"
AWAY = "mail server away"
UNWANTED = "no text message is wanted"
AWAY_FOR = timedelta(seconds=30)
A_DAY = timedelta(days=1)
CLAIM_LASTS = timedelta(minutes=3)
SENDS_FOR = 30.0  # seconds: even if the last one takes its time the claim lasts, so that nobody else sends the same
ROUND = 15.0  # seconds: whoever asks this process to end waits for the round
UNSEALED = (
    Notice.event_id,
    Notice.matter_no,
    Notice.template,
    Notice.recipient,
    Notice.unit,
    Notice.means,
    Notice.state,
    Notice.attempts,
    Notice.created_at,
)


def send_what_is_queued():
    """Claim a few, send each outside any transaction, write down how it went; until none is due, or the round is
    over: the next one goes on."""
    until = time.monotonic() + ROUND
    try:
        with mailbox(settings()) as way_out:
            while time.monotonic() < until and (claimed := _claim()):
                results = _send_in_time(claimed, way_out)
                _write_down_for_certain(results)
                if AWAY in results.values():
                    break
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
        if results[notice_id] == AWAY or time.monotonic() > until:
            break
    return results


def _send(notice_id, way_out):
    """Send one; what is wrong with one notice, whatever it is, must not stop the others."""
    try:
        with database("notify").reading() as session:
            notice = session.get_one(Notice, notice_id)
            if actions.is_unwanted(session, notice):
                return UNWANTED
        way_out.send(as_message(notice, settings()))
    except DatabaseAway:
        return NOT_TRIED
    except MailServerAway as error:
        log.warning("mail server away", extra={"reason": str(error)})
        return AWAY
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
        except Exception as error:
            log.error("a notice cannot be written down", extra={"reason": type(error).__name__})
            _write_down_one_by_one(results)
            return
    log.critical("sent notices never written down: they will be sent again", extra={"count": len(results)})


def _write_down_one_by_one(results):
    """What is wrong with one must not have the others sent again; that one waits for a person."""
    for notice_id, result in results.items():
        try:
            _write_down({notice_id: result}, utc_now())
        except (DatabaseAway, RunAgain):
            continue
        except Exception as error:
            with database("notify").transaction() as session:
                actions.set_aside(session, notice_id, type(error).__name__)


def _write_down(results, now):
    with database("notify").transaction() as session:
        query = select(Notice).where(Notice.notice_id.in_(results)).options(load_only(*UNSEALED))
        for notice in session.scalars(query.order_by(Notice.notice_id).with_for_update()):
            if notice.state != "queued":
                continue
            error = results[notice.notice_id]
            if error == NOT_TRIED:
                actions.put_back(session, notice)
            elif error == UNWANTED:
                actions.turn_to_paper(notice)
            elif error == AWAY and notice.created_at > now - A_DAY:
                actions.put_back(session, notice, AWAY_FOR)
            elif error:
                actions.mark_failed(session, notice, error, now)
            else:
                actions.mark_sent(session, notice, now)
