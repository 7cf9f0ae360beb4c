"""The broker is restarted, alarmed, rude and deaf; the queues are deleted. What was registered takes effect once."""

import time

import amqp
import pytest

from tests.faults.lengths import MINUTE, chosen, only_in_full

pytestmark = only_in_full
ON_REAL = pytest.mark.parametrize("city", ["real"], indirect=True)


@ON_REAL
@pytest.mark.parametrize("way", ["stop", "kill"])
def test_it_is_restarted_twice_under_load(endured, way):
    def restart(city, load):
        getattr(city.broker, way)()
        city.broker.start()

    endured({"stop": "broker restarted in good order", "kill": "broker killed by kill -9"}[way], restart, times=2)


@ON_REAL
def test_it_closes_all_connections(endured):
    endured("broker closes all connections", lambda city, load: city.broker.ctl("close_all_connections", "harm"), 3)


@ON_REAL
@pytest.mark.parametrize(
    ("alarm", "all_clear"),
    [
        (("set_disk_free_limit", "9000GB"), ("set_disk_free_limit", "50MB")),
        (("set_vm_memory_high_watermark", "0.0001"), ("set_vm_memory_high_watermark", "0.4")),
    ],
    ids=["disk", "memory"],
)
def test_it_takes_nothing_for_a_minute_and_callers_are_registered_all_the_same(endured, alarm, all_clear):
    def refuse_for_a_minute(city, load):
        city.broker.ctl(*alarm)
        load.let_in(10)
        time.sleep(MINUTE)
        with city.read() as tables:
            assert tables.on_their_way()["unsent"] > 0
        city.broker.ctl(*all_clear)

    endured(f"broker alarm, {alarm[0].split('_')[1]}, for {MINUTE} s", refuse_for_a_minute)


@ON_REAL
def test_a_queue_is_deleted_under_its_consumer_and_healed(endured):
    def delete_and_heal(city, load):
        with amqp.Connection(f"127.0.0.1:{city.broker.port}") as connection:
            connection.channel().queue_delete("liandong.notify")
        time.sleep(5)
        healed = city.liandong("audit", "--heal", "--patience", "0")
        assert healed.returncode == 0, healed.stdout + healed.stderr

    endured("queue deleted under its consumer, then healed", delete_and_heal, chosen(long=3, short=1))
