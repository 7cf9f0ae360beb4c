"""A running Liandong to talk to: all in one process, or five processes behind a proxy. It ends with the test run."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from shared.config import DEMO_PASSWORD
from shared.demo.client import Client
from shared.demo.messages import city_folder
from shared.web.sheets import CONTENT_TYPE
from tests.faults.program import LIANDONG, Program, surroundings
from tests.support.matters import a_matter
from tests.support.ports import free_ports
from tests.support.proxy import Proxy

SERVICES = ("intake", "routing", "legalaid", "notify", "console")
DEMO_STAFF = "import sys, pathlib, shared.cli; from services.console.commands import add_demo_staff as add; add({})"
FILLING = 60


@dataclass(frozen=True)
class Liandong:
    """Where it answers, whom it runs on, and what its processes wrote."""

    address: str
    broker_url: str | None
    folders: Sequence[Path]

    def client(self, username: str) -> Client:
        """A client of its JSON doors, signed in once."""
        return _signed_in(self.address, username)

    def register(self, by: str = "operator", **changes: Any) -> dict[str, Any]:
        """Register a matter by the JSON door: what it answers. `changes` as for `a_matter`."""
        return dict(self.client(by).post("/intake/api/v1/matters", a_matter(**changes)))

    def hand_in(self, content: bytes, *, preview: bool = False, by: str = "petition") -> str:
        """Hand a spreadsheet in by the JSON door; the id of the import."""
        headers = {"Authorization": f"Bearer {self.client(by).token}", "Content-Type": CONTENT_TYPE}
        url = f"{self.address}/intake/api/v1/imports?preview={str(preview).lower()}"
        with urlopen(Request(url, content, headers), timeout=60) as answer:
            return str(json.load(answer)["import_id"])

    def referral(self, matter_no: str, by: str = "leader") -> dict[str, Any]:
        """The first referral of a matter, once it is made."""
        path = f"/routing/api/v1/referrals?matter_no={matter_no}"
        return dict(self.client(by).wait_until(path, lambda answer: answer["referrals"])["referrals"][0])

    def wait_until_filled(self) -> None:
        """Return when the demo's own matters are there: embedded only."""
        deadline = time.monotonic() + FILLING
        while not (self.folders[0] / "var" / "demo-filled").exists():
            assert time.monotonic() < deadline, f"the demo is not filled\n{self.logs()[-2000:]}"
            time.sleep(0.1)

    def logs(self) -> str:
        """All that its processes have written so far."""
        return "".join((folder / "output.log").read_text(errors="replace") for folder in self.folders)

    def mails(self) -> list[Path]:
        """The notices that left the house so far."""
        return [mail for folder in self.folders for mail in (folder / "var" / "mail").glob("*.eml")]


@cache
def _signed_in(address: str, username: str) -> Client:
    return Client(address).sign_in(username, DEMO_PASSWORD)


@contextmanager
def embedded() -> Iterator[Liandong]:
    """`liandong demo run` in a folder of its own; the demo's matters arrive by and by."""
    with closing(Program("embedded", ("demo", "run"), free_ports(1)[0], surroundings())) as program:
        program.start()
        program.wait_until_up()
        yield Liandong(program.address, None, [program.folder])
        assert program.is_running, f"it ended by itself\n{program.log_tail()}"


@contextmanager
def distributed(broker_url: str, database_url: str, folder: Path, **more: str) -> Iterator[Liandong]:
    """Five processes on RabbitMQ and an empty PostgreSQL database, with the demo city and nobody's matters; `more`
    are settings of all of them."""
    environment = {
        **surroundings(),
        "LIANDONG_DEMO": "1",
        "LIANDONG_PROGRESS_TRIES": "100000",  # all petitioners of a test ring from one address
        "LIANDONG_VAR": str(folder / "var"),
        "LIANDONG_MAIL_URL": "file:var/mail",
        "LIANDONG_BROKER_URL": broker_url,
        "LIANDONG_DATABASE_URL": database_url,
        **more,
    }
    prepare(environment)
    with ExitStack() as stack:
        ports = zip(SERVICES, free_ports(len(SERVICES)), strict=True)
        programs = [Program(name, ("serve", name), port, environment) for name, port in ports]
        for program in programs:
            stack.enter_context(closing(program))
            program.start()
        for program in programs:
            program.wait_until_up()
        proxy = stack.enter_context(Proxy({program.name: program.address for program in programs}))
        yield Liandong(proxy.address, broker_url, [program.folder for program in programs])
        for program in programs:
            assert program.is_running, f"{program.name} ended by itself\n{program.log_tail()}"


def prepare(environment: Mapping[str, str]) -> None:
    """The first day: tables, city, staff."""
    folder = city_folder()
    add_staff = DEMO_STAFF.format("pathlib.Path(sys.argv[1])")
    for words in (
        (LIANDONG, "migrate"),
        (LIANDONG, "city", "load", folder),
        (sys.executable, "-c", add_staff, folder),
    ):
        done = subprocess.run(list(map(str, words)), env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
