"""The cable between a program and its server, which a test may cut, freeze or make deaf."""

from contextlib import suppress
from typing import Any, Self
from urllib.parse import urlsplit

import eventlet
from eventlet.green import socket
from eventlet.semaphore import Semaphore

CHUNK = 65_536


class Cable:
    """`with Cable(server_url) as cable: connect(cable.url)`, in a monkey-patched process: it is green threads."""

    def __init__(self, url: str) -> None:
        self._target = urlsplit(url)
        self._listener = eventlet.listen(("127.0.0.1", 0))
        self._ends: set[socket.socket] = set()
        self._passes = {"to server": Gate(), "to client": Gate()}
        self._accepting = eventlet.spawn(self._accept)

    @property
    def url(self) -> str:
        login = self._target.netloc.rpartition("@")[0]
        port = self._listener.getsockname()[1]
        return self._target._replace(netloc=f"{login}@127.0.0.1:{port}").geturl()

    def cut(self) -> None:
        """Ends every connection; new ones are made as before."""
        for end in tuple(self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def freeze(self) -> None:
        """Nothing passes any more, and nobody is told."""
        for gate in self._passes.values():
            gate.shut()

    def deafen(self) -> None:
        """The server hears everything, and nothing it says arrives."""
        self._passes["to client"].shut()

    def mend(self) -> None:
        """Everything passes, what was held up too."""
        for gate in self._passes.values():
            gate.open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._accepting.kill()
        self._listener.close()
        self.mend()
        self.cut()

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            eventlet.spawn(self._connect, client)

    def _connect(self, client: Any) -> None:
        try:
            server = eventlet.connect((self._target.hostname, self._target.port))
        except OSError:
            client.close()
            return
        ends = {client, server}
        self._ends |= ends
        to_server = eventlet.spawn(self._carry, client, server, "to server")
        self._carry(server, client, "to client")
        to_server.wait()
        self._ends -= ends
        for end in ends:
            end.close()  # not before: who still waits for it would hear the next socket of its number

    def _carry(self, source: Any, target: Any, way: str) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                self._passes[way].wait()
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


class Gate:
    """Open or shut; whoever comes while it is shut waits."""

    def __init__(self) -> None:
        self._lock = Semaphore()
        self._shut = False

    def shut(self) -> None:
        if not self._shut:
            self._shut = True
            self._lock.acquire()

    def open(self) -> None:
        if self._shut:
            self._shut = False
            self._lock.release()

    def wait(self) -> None:
        with self._lock:
            pass
