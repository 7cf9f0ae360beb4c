"""The stages on FastStream with asyncpg: `python -m tests.bench.peers.plain_faststream run|relay routing`."""

import asyncio
import sys

import asyncpg
from faststream import AckPolicy, FastStream
from faststream.rabbit import Channel, QueueType, RabbitBroker, RabbitQueue

from tests.bench.peers.relay import relay_as_json
from tests.bench.peers.stages import BROKER, DATABASE, NEXT, PROMISED, next_message, queue_of, row_of, written

CONNECTIONS = 10


async def run(stage):
    pool = await asyncpg.create_pool(DATABASE, min_size=CONNECTIONS, max_size=CONNECTIONS)
    broker = RabbitBroker(BROKER, default_channel=Channel(prefetch_count=CONNECTIONS))
    queue = RabbitQueue(queue_of(stage), queue_type=QueueType.QUORUM, durable=True)

    @broker.subscriber(queue, ack_policy=AckPolicy.NACK_ON_ERROR)
    async def handle(told: dict):
        if outgoing := await settle(pool, stage, told):
            await broker.publish(outgoing, queue_of(NEXT[stage]), persist=True, mandatory=True)

    await FastStream(broker).run()


async def settle(pool, stage, told):
    async with pool.acquire() as connection, connection.transaction():
        new = await connection.fetchval(
            f"INSERT INTO {stage}.settlement (event_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING event_id",
            told["id"],
        )
        if new is None:
            return None
        table, columns, values = row_of(stage, told)
        marks = ", ".join(f"${number}" for number in range(1, len(columns) + 1))
        await connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", *values)
        outgoing = next_message(stage, told)
        if outgoing and PROMISED:
            await connection.execute(
                f"INSERT INTO {stage}.outbox (event_id, body) VALUES ($1, $2)", outgoing["id"], written(outgoing)
            )
            return None
    return outgoing


if __name__ == "__main__":
    role, of_stage = sys.argv[1:]
    asyncio.run(run(of_stage)) if role == "run" else relay_as_json(of_stage)
