"""A reverse proxy by path before five services: `/intake/…` to intake, `/progress` too, the rest to the console."""

from __future__ import annotations

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self
from urllib.parse import urlsplit

from tests.support.ports import free_ports

OF_ONE_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "content-length"}
PATIENCE = 60


class Proxy(ThreadingHTTPServer):
    """`with Proxy({"intake": "http://127.0.0.1:…", …}) as proxy:` answers at `proxy.address`."""

    daemon_threads = True

    def __init__(self, services: Mapping[str, str]) -> None:
        super().__init__(("127.0.0.1", free_ports(1)[0]), Forwarding)
        self.services = services
        self.address = f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.shutdown()
        self.server_close()

    def service_of(self, path: str) -> str:
        """The address of the service whose path this is."""
        first = path.split("?")[0].split("/")[1]
        return self.services.get("intake" if first == "progress" else first, self.services["console"])


class Forwarding(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def forward(self) -> None:
        """Hand the request on as it came, and the answer back as it came."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        address = urlsplit(self.server.service_of(self.path))
        upstream = HTTPConnection(address.hostname or "", address.port, timeout=PATIENCE)
        try:
            upstream.request(self.command, self.path, body or None, dict(self.headers.items()))
            answer = upstream.getresponse()
            self.hand_back(answer, answer.read())
        except (OSError, HTTPException):
            self.send_error(502)
        finally:
            upstream.close()

    do_GET = do_HEAD = do_POST = forward  # noqa: N815  http.server's names

    def hand_back(self, answer: HTTPResponse, body: bytes) -> None:
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in OF_ONE_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Nobody reads it."""
