"""Of three brokers the leader dies, then two at once: what was confirmed is kept, and all goes on."""

import time
from contextlib import closing

import pytest

from tests.faults.cities import RealCity
from tests.faults.cluster import Cluster
from tests.faults.lengths import LONG, MINUTE, chosen, only_in_full
from tests.support.servers import or_skip

pytestmark = only_in_full


@pytest.fixture(scope="module")
def clustered_city():
    with closing(or_skip(lambda: RealCity(fsync=LONG, broker=Cluster()))) as city:
        city.start()
        city.wait_until_quiet()
        yield city


def test_the_leader_of_a_queue_is_killed(clustered_city, endure_in):
    def kill_the_leader(city, load):
        leader = city.broker.leader_of("liandong.routing")
        leader.kill()
        load.let_in(10)
        leader.start()

    endure_in(clustered_city, "cluster: leader killed", kill_the_leader, times=chosen(long=3, short=1))


def test_two_of_three_are_lost_and_come_back(clustered_city, endure_in):
    def lose_the_majority(city, load):
        lost = city.broker.nodes[1:]
        for node in lost:
            node.kill()
        load.let_in(10)
        time.sleep(MINUTE / 2)
        for node in lost:
            node.start()

    endure_in(clustered_city, "cluster: two of three nodes lost and back", lose_the_majority)
