"""The wire to the broker is cut again and again, freezes, or carries nothing back."""

import time

import pytest

from tests.faults.lengths import MINUTE, chosen, only_in_full
from tests.faults.wire import harmed

pytestmark = [only_in_full, pytest.mark.parametrize("city", ["wired"], indirect=True)]


def test_it_is_cut_every_two_seconds(endured):
    times = MINUTE // 2

    def cut_again_and_again(city, load):
        for _ in range(times):
            city.wire.say("cut")
            time.sleep(2)

    endured(f"wire to the broker cut every 2 s, {times} times", cut_again_and_again)


def test_it_freezes(endured):
    def freeze(city, load):
        with harmed(city.wire, "freeze"):
            load.let_in(10)
            time.sleep(MINUTE)

    endured(f"peer frozen for {MINUTE} s", freeze)


def test_what_the_broker_says_is_lost(endured):
    def deafen(city, load):
        with harmed(city.wire, "deafen"):
            load.let_in(10)
            time.sleep(chosen(long=30, short=12))
            city.wire.say("cut")

    endured("confirms lost one way", deafen, times=2)
