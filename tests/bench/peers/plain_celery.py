"""The stages as Celery tasks: `celery -A tests.bench.peers.plain_celery worker -Q bench.routing`, and
`python -m tests.bench.peers.plain_celery relay routing`."""

import json
import sys

from celery import Celery
from celery.signals import worker_process_init
from kombu import Queue

from tests.bench.peers import rows
from tests.bench.peers.relay import relay
from tests.bench.peers.stages import BROKER, NEXT, QUORUM, STAGES, queue_of

app = Celery("bench", broker=BROKER)
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    worker_prefetch_multiplier=50,
    worker_detect_quorum_queues=True,
    broker_transport_options={"confirm_publish": True},
    task_queues=[Queue(queue_of(stage), routing_key=queue_of(stage), queue_arguments=QUORUM) for stage in STAGES],
    task_routes={f"bench.{stage}": {"queue": queue_of(stage)} for stage in STAGES},
)
binds = {}


@worker_process_init.connect
def open_database(**_):
    binds["own"] = rows.engine(1)


def task_of(stage):
    @app.task(name=f"bench.{stage}")
    def settle(told):
        if outgoing := rows.settle(binds["own"], stage, told):
            tasks[NEXT[stage]].delay(outgoing)

    return settle


tasks = {stage: task_of(stage) for stage in STAGES}

if __name__ == "__main__":
    next_task = tasks[NEXT[sys.argv[2]]]
    relay(sys.argv[2], lambda bodies: [next_task.delay(json.loads(body)) for body in bodies])
