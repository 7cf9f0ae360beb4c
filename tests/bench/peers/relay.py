"""The relay of the peers that keep the promise: take some, publish them, await the confirms, mark them, commit."""

import time

import psycopg2
from psycopg2.extras import execute_values

from tests.bench.peers.confirms import Confirms, connected
from tests.bench.peers.stages import DATABASE, NEXT, queue_of

BATCH = 100
PAUSE = 0.02


def relay(stage, send):
    """`send(bodies)` returns when the broker has confirmed all."""
    connection = psycopg2.connect(DATABASE)
    while True:
        with connection, connection.cursor() as cursor:
            cursor.execute(
                f"SELECT position, body FROM {stage}.outbox WHERE published_at IS NULL ORDER BY position "
                f"LIMIT {BATCH} FOR UPDATE SKIP LOCKED"
            )
            rows = cursor.fetchall()
            if rows:
                send([body for _, body in rows])
                cursor.execute("SET LOCAL synchronous_commit = off")  # a lost mark only sends again
                execute_values(
                    cursor,
                    f"UPDATE {stage}.outbox o SET published_at = now() FROM (VALUES %s) AS sent (position) "
                    "WHERE o.position = sent.position",
                    [(position,) for position, _ in rows],
                )
        if len(rows) < BATCH:
            time.sleep(PAUSE)


def relay_as_json(stage):
    """For whoever takes plain JSON from a queue."""
    with connected() as connection:
        confirms = Confirms(connection)
        relay(stage, lambda bodies: confirms.publish(bodies, queue_of(NEXT[stage])))
