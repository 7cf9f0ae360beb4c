"""A private PostgreSQL cluster."""

import os
import pwd
import signal
from contextlib import closing
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit

import psycopg2
from psycopg2.sql import SQL, Identifier

from tests.support.packages import program
from tests.support.ports import free_ports
from tests.support.private import DidNotStart, PrivateServer

PACKAGES = ("postgresql",)
PROGRAMS = "/usr/lib/postgresql/*/bin"
WHO_MAY_ENTER = "host all all 127.0.0.1/32 trust\n"
SIGNALS = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}


class Postgres(PrivateServer):
    """A PostgreSQL cluster of one's own: `with Postgres() as postgres: connect(postgres.url)`. `more` are lines of
    its configuration."""

    def __init__(self, *, fsync: bool = True, more: str = "") -> None:
        self._postgres = program("postgres", packages=PACKAGES, folders=PROGRAMS)
        super().__init__("PostgreSQL", last_signal="QUIT")
        [self.port] = free_ports(1)
        self._fsync = fsync
        self._more = more
        self._account = unprivileged_account()
        self._data = self.folder / "data"

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self, seconds: float = 60) -> None:
        """Starts the server, again if need be, and returns when it answers."""
        if self.is_running:
            return
        if not self._data.exists():
            self._make_cluster()
        self.process = self.spawn(self._postgres, "-D", self._data, **self._account)
        self.wait_for_answer(self.process, self._log_in, unless=(psycopg2.OperationalError,), seconds=seconds)

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Shuts down; "immediate" leaves the recovery to the next start()."""
        if self.process:
            self.end(self.process, SIGNALS[mode])
            self.process = None

    def kill(self) -> None:
        """SIGKILL to the server and every connection of it, as when the machine dies."""
        if self.process:
            self.process.send_signal(signal.SIGSTOP)  # so that it cannot have more children
            for child in children(self.process.pid):
                os.kill(child, signal.SIGKILL)
            self.end(self.process, signal.SIGKILL)
            self.process = None

    def new_database(self, name: str) -> str:
        """Makes an empty database and gives its address."""
        return create_database(self.url, name)

    def program(self, name: str) -> Path:
        """Where one of its other programs lies: pg_dump, pg_restore."""
        return self._postgres.with_name(name)

    def _make_cluster(self) -> None:
        if self._account:
            os.chown(self.folder, self._account["user"], self._account["group"])
        initdb = self._postgres.with_name("initdb")
        locale = ("--encoding=UTF8", "--locale=C.UTF-8")
        made = self.spawn(initdb, "-D", self._data, "-U", "postgres", "--no-sync", *locale, **self._account)
        if self.wait_for_end(made, seconds=60) != 0:
            raise DidNotStart(f"initdb failed.\n{self.log_tail()}")
        (self._data / "pg_hba.conf").write_text(WHO_MAY_ENTER)
        with (self._data / "postgresql.conf").open("a") as settings:
            settings.write(self._settings())

    def _settings(self) -> str:
        return f"""
listen_addresses = '127.0.0.1'
port = {self.port}
unix_socket_directories = '{self.folder}'
max_connections = 200
fsync = {"on" if self._fsync else "off"}
{self._more}"""

    def _log_in(self) -> None:
        psycopg2.connect(self.url, connect_timeout=5).close()


def unprivileged_account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: whom it runs as instead, in the words of Popen."""
    if os.geteuid() != 0:
        return {}
    account = next(entry for entry in map(account_named, ("postgres", "nobody")) if entry)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def account_named(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def create_database(url: str, name: str) -> str:
    """Makes an empty database on any server where that is allowed and gives its address."""
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        connection.cursor().execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return urlsplit(url)._replace(path=f"/{quote(name, safe='')}").geturl()
