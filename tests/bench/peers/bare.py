"""The limit: one loop on py-amqp and psycopg, in batches, without any framework. `python -m tests.bench.peers.bare
routing`. It keeps our promise: the outbox in the transaction, acknowledged after the confirm."""

import contextlib
import json
import socket
import sys
from urllib.parse import unquote, urlsplit

import amqp
import psycopg

from tests.bench.peers.stages import BROKER, DATABASE, NEXT, next_message, queue_of, row_of, written

BATCH, PREFETCH = 200, 400


def main(stage):
    with psycopg.connect(DATABASE, autocommit=True) as database, connected() as connection:
        inbound, outbound = connection.channel(), connection.channel()
        outbound.confirm_select()
        unconfirmed = set()
        outbound.events["basic_ack"].add(lambda tag, multiple: forget(unconfirmed, tag, multiple))
        taken = []
        inbound.basic_qos(0, PREFETCH, False)
        inbound.basic_consume(queue_of(stage), callback=taken.append)
        published = 0
        while True:
            with contextlib.suppress(socket.timeout, TimeoutError):
                connection.drain_events(timeout=1)
            while len(taken) < BATCH:
                try:
                    connection.drain_events(timeout=0.001)
                except TimeoutError:
                    break
            if not taken:
                continue
            batch, taken[:] = taken[:BATCH], taken[BATCH:]
            outgoing, positions = settle(database, stage, [json.loads(message.body) for message in batch])
            for told in outgoing:
                published += 1
                unconfirmed.add(published)
                message = amqp.Message(written(told), delivery_mode=2)
                outbound.basic_publish(message, routing_key=queue_of(NEXT[stage]))
            while unconfirmed:
                connection.drain_events(timeout=10)
            if positions:
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


def forget(unconfirmed, tag, multiple):
    unconfirmed.difference_update([one for one in unconfirmed if one <= tag] if multiple else [tag])


def connected():
    url = urlsplit(BROKER)
    return amqp.Connection(f"{url.hostname}:{url.port}", virtual_host=unquote(url.path[1:]) or "/")


if __name__ == "__main__":
    main(sys.argv[1])
