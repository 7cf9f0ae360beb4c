"""Events come three times, in any order, or are no events at all; a backlog waits; an older backup is restored."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import amqp
import pytest

from tests.faults.lengths import MESSAGES, only_in_full
from tests.faults.poisons import deadly, of_a_newer_version
from tests.faults.reading import SERVICES

ON_REAL = pytest.mark.parametrize("city", ["real"], indirect=True)
FEW = 3
QUEUES = [f"liandong.{name}" for name in SERVICES]


@ON_REAL
def test_every_event_comes_three_times_to_two_replicas(endured, city):
    def repeat(city, load):
        with repeated(city, times=2), city.second_replicas():
            load.wait_until_acknowledged(load.sent * 4 // 5)

    before = deadlocks(city)
    endured("every event three times to two replicas", repeat, messages=MESSAGES + 100)
    assert deadlocks(city) - before <= FEW, "replicas lock the same rows crosswise"


@ON_REAL
def test_events_come_in_any_order(endured, chance):
    def shuffle(city, load):
        """Everything waits in the queues, each is shuffled; then routing alone speaks, and again."""
        readers = [program for name, program in city.programs.items() if name != "intake"]
        for program in readers:
            program.terminate(60)
        city.programs["intake"].terminate(60)
        with city.only_web("intake"):
            load.finish()
            wait_until_relayed(city, "intake")
        shuffle_queues(city, chance)
        city.programs["routing"].start()
        city.programs["routing"].wait_until_up()
        wait_until_read(city, "routing")
        city.programs["routing"].terminate(60)
        shuffle_queues(city, chance)
        city.start()

    endured("events in any order", shuffle)


@ON_REAL
def test_poison_in_every_queue_becomes_dead_letters_with_their_reasons(endured, city):
    def poison(city, load):
        with channel(city) as open_channel:
            for queue in QUEUES:
                for body, properties in [*deadly(), (of_a_newer_version(), {})]:
                    put(open_channel, queue, body, properties)
        city.wait_until(lambda tables: states(tables, "waiting") == dict.fromkeys(SERVICES, 1))

    with city.read() as tables:
        before = states(tables, "dead")
    endured("poison catalogue in every queue", poison)
    with city.read() as tables:
        after = states(tables, "dead")
        unexplained = [
            tables.count(f"SELECT count(*) FROM {name}.settlement WHERE state = 'dead' AND error IS NULL")
            for name in SERVICES
        ]
    assert {name: after[name] - before[name] for name in SERVICES} == dict.fromkeys(SERVICES, len(list(deadly())))
    assert sum(unexplained) == 0


@only_in_full
@ON_REAL
def test_an_older_backup_of_a_service_is_restored_and_healed(endured, city):
    def restore(city, load):
        dump = city.folder / "routing.dump"
        pg(city, "pg_dump", "--schema=routing", "--format=custom", f"--file={dump}")
        load.wait_until_acknowledged(load.sent * 3 // 4)
        city.wait_until_quiet()
        for program in city.programs.values():
            program.terminate(60)
        city.sql("DROP SCHEMA routing CASCADE")
        pg(city, "pg_restore", "--dbname", city.postgres.url, str(dump))
        assert city.liandong("audit", "--patience", "0").returncode == 1, "the audit does not see what is missing"
        healed = city.liandong("audit", "--heal", "--patience", "0")
        assert "sent again" in healed.stdout, healed.stdout + healed.stderr
        city.start()

    endured("older backup of routing restored, then healed", restore)


def deadlocks(city):
    with city.read() as tables:
        return tables.count("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")


def states(tables, state):
    """How many events each service's own reader has in a state."""
    query = "SELECT count(*) FROM {0}.settlement WHERE state = '{1}' AND reader = 'liandong.{0}'"
    return {name: tables.count(query.format(name, state)) for name in SERVICES}


def wait_until_relayed(city, service):
    city.wait_until(
        lambda tables: not tables.count(f"SELECT count(*) FROM {service}.outbox WHERE published_at IS NULL")
    )


def wait_until_read(city, service):
    """Return when a service has settled what lay in its queue, and has sent what it said of it."""
    city.wait_until(lambda tables: all(reader != f"liandong.{service}" for reader, _ in tables.unsettled()))
    wait_until_relayed(city, service)


def shuffle_queues(city, chance):
    with channel(city) as open_channel:
        for queue in QUEUES:
            waiting = list(iter(lambda: open_channel.basic_get(queue, no_ack=True), None))  # noqa: B023
            for message in chance.sample(waiting, len(waiting)):
                put(open_channel, queue, message.body, message.properties)


@contextmanager
def repeated(city, times):
    """While this lasts every event that is published comes so many times more to every queue that hears it."""
    ended = Event()
    with ThreadPoolExecutor(1) as hands:
        repeating = hands.submit(repeat_until, city, times, ended)
        try:
            yield
        finally:
            ended.set()
    assert repeating.result() > 0, "nothing was published meanwhile"


def repeat_until(city, times, ended):
    """How many events came again."""
    seen = set()
    with channel(city) as open_channel:
        mine = open_channel.queue_declare(exclusive=True).queue
        open_channel.queue_bind(mine, "liandong.events", "#")
        while not ended.wait(0.02):
            while message := open_channel.basic_get(mine, no_ack=True):
                if message.message_id not in seen:
                    seen.add(message.message_id)
                    again = amqp.Message(message.body, **message.properties)
                    for _ in range(times):
                        open_channel.basic_publish(again, "liandong.events", message.delivery_info["routing_key"])
    return len(seen)


@contextmanager
def channel(city):
    with amqp.Connection(f"127.0.0.1:{city.broker.port}") as connection:
        yield connection.channel()


def put(open_channel, queue, body, properties):
    told = {"content_type": "application/json", "delivery_mode": 2, **properties}
    open_channel.basic_publish(amqp.Message(body, **told), "", queue)


def pg(city, program, *words):
    """Run one of PostgreSQL's own programs."""
    found = city.postgres.program(program)
    target = () if program == "pg_restore" else (city.postgres.url,)
    done = subprocess.run([found, *words, *target], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
