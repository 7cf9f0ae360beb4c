"""What the console does when time passes."""

import logging

from sqlalchemy import select

from services.console.models import QueueReading
from shared.config import settings
from shared.db import DatabaseAway, database
from shared.messaging import transport
from shared.messaging.envelope import utc_now
from shared.messaging.services import hearings
from shared.messaging.topology import SAFETY_NET_QUEUE, work_queue

log = logging.getLogger(__name__)


def read_the_queues():
    readings = _ask_the_broker()
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
                session.add(row)
    except DatabaseAway as error:
        log.warning("queue readings not kept", extra={"reason": str(error)})


def _ask_the_broker():
    try:
        with transport.connected(settings().broker_url) as connection:
            channel = connection.default_channel
            names = [*(hearing.queue for hearing in hearings()), SAFETY_NET_QUEUE]
            return {name: _ask(channel, name) for name in names}
    except Exception as error:
        log.warning("broker does not answer", extra={"reason": type(error).__name__})
        return {}


def _ask(channel, name):
    told = work_queue(name)(channel).queue_declare(passive=True)
    return told.message_count, None if settings().embedded else told.consumer_count
