"""What the console does when time passes."""

import logging
from datetime import timedelta

from sqlalchemy import select

from services.console.models import QueueReading, Reconciliation
from shared.config import settings
from shared.db import DatabaseAway, database, insert_if_absent, utc_now
from shared.messaging import transport
from shared.messaging.audit import audit, concerns, depths
from shared.messaging.retention import empty_settled
from shared.messaging.services import hearings, service_classes
from shared.messaging.topology import SAFETY_NET_QUEUE, work_queue
from shared.web.idempotency import forget_answers
from shared.web.page import HERE

log = logging.getLogger(__name__)

RECONCILES_AFTER = 2
GIVEN_UP_AFTER = timedelta(hours=1)
ANSWERS_KEPT = timedelta(days=7)


def read_the_queues():
    """What the broker holds, and what the services' own post holds back; what does not answer stays unknown."""
    readings, held_back = _ask_the_broker(), _ask_the_posts()
    now = utc_now()
    try:
        with database("console").transaction() as session:
            known = {row.queue: row for row in session.scalars(select(QueueReading))}
            for name in [*(hearing.queue for hearing in hearings()), SAFETY_NET_QUEUE]:
                row = known.get(name) or QueueReading(queue=name)
                row.tried_at = now
                if name in readings:
                    row.depth, row.consumers = readings[name]
                    row.read_at = now
                held = held_back.get(name, {})
                row.unsent, row.waiting = held.get("unsent"), held.get("waiting")
                session.add(row)
    except DatabaseAway as error:
        log.warning("queue readings not kept", extra={"reason": str(error)})


def reconcile_every_night():
    """Once a day, after two in the morning, on one replica: is anything lost? And empty what is settled and old."""
    now = utc_now()
    day = now.astimezone(HERE)
    if day.hour < RECONCILES_AFTER or not _mine(day.date(), now):
        return
    findings = [str(finding) for finding in [*audit(), *concerns()]]
    for finding in findings:
        log.error("reconciliation found something wrong", extra={"finding": finding})
    emptied = empty_settled(now - timedelta(days=settings().keep_data_days))
    for service in service_classes():
        with database(service).transaction() as session:
            forget_answers(session, now - ANSWERS_KEPT)
    with database("console").transaction() as session:
        row = session.get_one(Reconciliation, day.date())
        row.findings, row.emptied, row.finished_at = findings, emptied, utc_now()


def _mine(day, now):
    """Whether this replica takes today's: nobody has, or whoever did died over it."""
    with database("console").transaction() as session:
        if insert_if_absent(session, Reconciliation.__table__, [{"day": day, "started_at": now}], "day"):
            return True
        row = session.get_one(Reconciliation, day, with_for_update=True)
        if row.finished_at or row.started_at > now - GIVEN_UP_AFTER:
            return False
        row.started_at = now
        return True


def _ask_the_broker():
    try:
        with transport.connected(settings().broker_url) as connection:
            channel = connection.default_channel
            names = [*(hearing.queue for hearing in hearings()), SAFETY_NET_QUEUE]
            return {name: _ask(channel, name) for name in names}
    except Exception as error:
        log.warning("broker does not answer", extra={"reason": type(error).__name__})
        return {}


def _ask_the_posts():
    told = {}
    for hearing in hearings():
        try:
            told[hearing.queue] = depths(hearing.service)
        except DatabaseAway as error:
            log.warning("post does not answer", extra={"service": hearing.service, "reason": str(error)})
    return told


def _ask(channel, name):
    told = work_queue(name)(channel).queue_declare(passive=True)
    return told.message_count, None if settings().embedded else told.consumer_count
