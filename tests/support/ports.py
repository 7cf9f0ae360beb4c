"""Free ports on loopback for private servers."""

import random
import socket
from contextlib import ExitStack

# Below the range that kernels give to clients: a client calling a stopped server cannot be given its port.
PORTS = range(15_000, 32_000)
TRIES = 200


def free_ports(count: int) -> list[int]:
    """Different ports on loopback that nobody listens on."""
    with ExitStack() as held:
        sockets = [held.enter_context(bound_socket()) for _ in range(count)]
        return [each.getsockname()[1] for each in sockets]


def bound_socket() -> socket.socket:
    for port in random.SystemRandom().sample(PORTS, TRIES):
        candidate = socket.socket()
        try:
            candidate.bind(("127.0.0.1", port))
        except OSError:
            candidate.close()
        else:
            return candidate
    raise OSError(f"{TRIES} ports between {PORTS.start} and {PORTS.stop} are all taken")
