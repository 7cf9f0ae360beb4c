"""The socket at which every service answers."""

import socket

from shared.web.server import Site


def test_the_second_half_of_an_answer_does_not_wait_for_the_first_to_be_acknowledged():
    site = Site(["intake"])
    site.port = 0
    site.listen()
    with socket.create_connection(site.listener.getsockname()[:2]):
        accepted, _ = site.listener.accept()
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        accepted.close()
    site.listener.close()
