"""The stages on plain nameko: `python -m tests.bench.peers.plain_nameko run|relay routing`."""

import eventlet

eventlet.monkey_patch()

import sys  # noqa: E402

import psycopg2  # noqa: E402
from kombu import Queue  # noqa: E402
from nameko.messaging import Publisher, consume  # noqa: E402
from nameko.runners import ServiceRunner  # noqa: E402

from tests.bench.peers import rows  # noqa: E402
from tests.bench.peers.green import wait_greenly  # noqa: E402
from tests.bench.peers.relay import relay_as_json  # noqa: E402
from tests.bench.peers.stages import BROKER, NEXT, QUORUM, queue_of  # noqa: E402

WORKERS = 10


def queue(stage):
    return Queue(queue_of(stage), routing_key=queue_of(stage), queue_arguments=QUORUM, durable=True)


def service(stage):
    bind = rows.engine(WORKERS)

    class Stage:
        name = stage
        publish = Publisher()

        @consume(queue(stage))
        def settle(self, body):
            if outgoing := rows.settle(bind, stage, body):
                self.publish(outgoing, routing_key=queue_of(NEXT[stage]))

    return Stage


def run(stage):
    runner = ServiceRunner({"AMQP_URI": BROKER, "max_workers": WORKERS, "serializer": "json"})
    runner.add_service(service(stage))
    runner.start()
    runner.wait()


if __name__ == "__main__":
    psycopg2.extensions.set_wait_callback(wait_greenly)
    {"run": run, "relay": relay_as_json}[sys.argv[1]](sys.argv[2])
