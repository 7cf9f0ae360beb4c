"""The one small extension that mounts a service's Flask app in its nameko process, and the socket they share."""

from __future__ import annotations

import errno
import logging
import socket
from collections.abc import Sequence
from typing import Any

import eventlet
import eventlet.wsgi
from flask import Blueprint
from nameko.extensions import DependencyProvider
from werkzeug.wsgi import ClosingIterator

from shared.config import PORTS, Misconfigured, settings
from shared.db import database
from shared.web.app import create_app

log = logging.getLogger(__name__)

IDLE_SOCKET = 30
SLOTS = 512
GRACE = 20.0


class Pages(DependencyProvider):
    """`pages = Pages(operator_pages.pages, api.api)` in a service: its blueprints, served under its own path."""

    def __init__(self, *blueprints: Blueprint) -> None:
        super().__init__()
        self.blueprints = blueprints

    def setup(self) -> None:
        service = self.container.service_name
        app = create_app(service, database(service), settings(), *self.blueprints)
        self.container.config["site"].mount(service, app)


def _port_for(names: Sequence[str]) -> int:
    """One process for all services listens on 12348, one for a single service on its own port."""
    chosen = settings().port
    return PORTS[names[0] if len(names) == 1 else "all"] if chosen is None else chosen


class Site:
    """Every service of this process behind one port, told apart by the first part of the path.

    The console answers what belongs to nobody else (`/`); `/progress` is intake's.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.port = _port_for(names)
        self.apps: dict[str, Any] = {}
        self.listener: Any = None
        self.pool = eventlet.GreenPool(SLOTS)
        self.accepting: Any = None
        self.answering = 0

    def mount(self, service: str, app: Any) -> None:
        """Add a service's app."""
        self.apps[service] = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """WSGI: hand the request to the service its path names."""
        first = environ.get("PATH_INFO", "/").split("/", 2)[1:2]
        service = "intake" if first == ["progress"] else (first[0] if first else "")
        app = self.apps.get(service) or self.apps.get("console") or next(iter(self.apps.values()))
        self.answering += 1
        return ClosingIterator(app(environ, start_response), self._answered)

    def listen(self) -> None:
        """Take the port; who connects waits for `open`. Raises `Misconfigured` if somebody else has it."""
        try:
            self.listener = eventlet.listen((settings().host, self.port), reuse_port=False)
        except OSError as error:
            raise Misconfigured(
                f"port {self.port} on {settings().host} cannot be used ({error.strerror}): is Liandong already "
                "running? LIANDONG_PORT names another one"
            ) from error
        # What leaves in two pieces must not wait for the first to be acknowledged, which takes 40 ms.
        self.listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def open(self) -> str:
        """Answer; gives the address."""
        self.accepting = eventlet.spawn(self._serve)
        host, port = self.listener.getsockname()[:2]
        return f"http://{host}:{port}"

    def close(self) -> None:
        """Take no more requests and finish those begun, within a bound."""
        if self.accepting is not None:
            self.accepting.kill()
        if self.listener is not None:
            self.listener.close()
        with eventlet.Timeout(GRACE, False):
            while self.answering:
                eventlet.sleep(0.02)

    def _answered(self) -> None:
        self.answering -= 1

    def _serve(self) -> None:
        while True:
            try:
                eventlet.wsgi.server(
                    self.listener,
                    self,
                    custom_pool=self.pool,
                    log_output=False,
                    socket_timeout=IDLE_SOCKET,
                    debug=False,
                )
            except OSError as error:
                if error.errno not in (errno.EMFILE, errno.ENFILE):
                    raise
                log.error("out of file descriptors; accepting again in a moment")
                eventlet.sleep(0.5)
