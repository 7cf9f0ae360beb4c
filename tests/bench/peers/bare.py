"""The limit: one loop on py-amqp and psycopg, in batches, without any framework. `python -m tests.bench.peers.bare
routing`. It keeps our promise: the outbox in the transaction, acknowledged after the confirm."""

import contextlib
import json
import sys

import psycopg

from tests.bench.peers.confirms import Confirms, connected
from tests.bench.peers.stages import DATABASE, NEXT, next_message, queue_of, row_of, written

BATCH, PREFETCH = 200, 400


def main(stage):
    with psycopg.connect(DATABASE, autocommit=True) as database, connected() as connection:
        inbound, confirms = connection.channel(), Confirms(connection)
        taken = []
        inbound.basic_qos(0, PREFETCH, False)
        inbound.basic_consume(queue_of(stage), callback=taken.append)
        while True:
            if not taken:
                with contextlib.suppress(TimeoutError):
                    connection.drain_events(timeout=1)
                continue
            with contextlib.suppress(TimeoutError):
                while len(taken) < BATCH:
                    connection.drain_events(timeout=0.001)
            batch, taken[:] = taken[:BATCH], taken[BATCH:]
            outgoing, positions = settle(database, stage, [json.loads(message.body) for message in batch])
            if outgoing:
                confirms.publish([written(told) for told in outgoing], queue_of(NEXT[stage]))
                with database.transaction():
                    database.execute("SET LOCAL synchronous_commit = off")  # a lost mark only sends again
                    database.execute(
                        f"UPDATE {stage}.outbox SET published_at = now() WHERE position = ANY(%s)", (positions,)
                    )
            inbound.basic_ack(batch[-1].delivery_tag, multiple=True)


def settle(database, stage, messages):
    """One transaction for the batch; what must be told to the next stage, and where it lies in the outbox."""
    with database.transaction(), database.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {stage}.settlement (event_id) SELECT unnest(%s::uuid[]) ON CONFLICT DO NOTHING "
            "RETURNING event_id",
            ([told["id"] for told in messages],),
        )
        new = {str(event_id) for (event_id,) in cursor}
        fresh = [told for told in messages if told["id"] in new]
        if not fresh:
            return [], []
        table, columns, _ = row_of(stage, fresh[0])
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", [row_of(stage, told)[2] for told in fresh]
        )
        outgoing = [told for told in (next_message(stage, told) for told in fresh) if told]
        if not outgoing:
            return [], []
        cursor.execute(
            f"INSERT INTO {stage}.outbox (event_id, body) SELECT * FROM unnest(%s::uuid[], %s::text[]) "
            "RETURNING position",
            ([told["id"] for told in outgoing], [written(told) for told in outgoing]),
        )
        return outgoing, [position for (position,) in cursor]


if __name__ == "__main__":
    main(sys.argv[1])
