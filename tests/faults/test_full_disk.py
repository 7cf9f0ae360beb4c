"""The disk is full: nobody is told that anything was registered, and all goes on when there is room again."""

import errno
import os
import subprocess
import time
from contextlib import closing

import pytest

from shared.config import DEMO_PASSWORD
from shared.demo.client import Client
from tests.faults.cities import EmbeddedCity
from tests.faults.lengths import MINUTE, only_in_full
from tests.faults.test_database_faults import refusal_of

pytestmark = only_in_full
SIZE = "48m"


@pytest.fixture
def city_on_a_small_disk():
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    with closing(EmbeddedCity()) as city:
        var = city.folder / "var"
        var.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", var], check=True)
        try:
            city.start()
            city.wait_until_quiet()
            yield city
        finally:
            city.programs["embedded"].kill()
            subprocess.run(["umount", "--lazy", var], check=True)


def test_a_full_disk_acknowledges_nothing(city_on_a_small_disk, endure_in):
    address = city_on_a_small_disk.programs["embedded"].address
    operator = Client(address).sign_in("operator", DEMO_PASSWORD)

    def fill_the_disk(city, load):
        ballast = city.folder / "var" / "ballast"
        fill_with_zeros(ballast)
        load.wait_until_it_stalls()
        assert refusal_of(operator) == (503, "urn:liandong:problem:try-later")
        time.sleep(MINUTE / 3)
        ballast.unlink()

    endure_in(city_on_a_small_disk, f"disk full for {MINUTE // 3} s, SQLite", fill_the_disk)


def fill_with_zeros(path):
    """Until there is no room for another byte; a database's log may still have room of its own for a while."""
    with path.open("wb", buffering=0) as file:
        for size in (1_000_000, 4_096, 1):
            while True:
                try:
                    file.write(b"\0" * size)
                except OSError as error:
                    assert error.errno == errno.ENOSPC
                    break
