"""The relay of the peers that keep the promise, as it is ordinarily written: take some, publish each and wait for its
confirm, mark them, commit."""

import json
import time

import psycopg2
from kombu import Connection
from psycopg2.extras import execute_values

from tests.bench.peers.stages import BROKER, DATABASE, NEXT, queue_of

BATCH = 100
PAUSE = 0.02


def relay(stage, send):
    """`send(body)` returns when the broker has confirmed."""
    connection = psycopg2.connect(DATABASE)
    while True:
        with connection, connection.cursor() as cursor:
            cursor.execute(
                f"SELECT position, body FROM {stage}.outbox WHERE published_at IS NULL ORDER BY position "
                f"LIMIT {BATCH} FOR UPDATE SKIP LOCKED"
            )
            rows = cursor.fetchall()
            for _, body in rows:
                send(body)
            if rows:
                cursor.execute("SET LOCAL synchronous_commit = off")  # a lost mark only sends again
                execute_values(
                    cursor,
                    f"UPDATE {stage}.outbox o SET published_at = now() FROM (VALUES %s) AS sent (position) "
                    "WHERE o.position = sent.position",
                    [(position,) for position, _ in rows],
                )
        if len(rows) < BATCH:
            time.sleep(PAUSE)


def relay_with_kombu(stage):
    """For whoever takes plain JSON from a queue."""
    with Connection(BROKER, transport_options={"confirm_publish": True}) as connection:
        producer = connection.Producer()
        relay(stage, lambda body: producer.publish(json.loads(body), routing_key=queue_of(NEXT[stage])))
