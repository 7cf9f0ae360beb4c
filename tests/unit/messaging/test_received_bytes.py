"""What has come is received at once and given out piece by piece, the same bytes in the same order."""

import socket

import pytest

from shared.messaging.transport import RECEIVED_AT_ONCE, Receive


class CountedSocket:
    """A socket that counts how often it was asked."""

    def __init__(self, sock):
        self.sock, self.asked = sock, 0

    def recv(self, size):
        self.asked += 1
        return self.sock.recv(size)


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(0.01)
        yield CountedSocket(ours), theirs


def test_small_pieces_of_what_has_come_ask_the_socket_once(ends):
    ours, broker = ends
    broker.sendall("甲乙丙丁".encode())
    receive = Receive(ours)
    assert b"".join(receive(3) for _ in range(4)).decode() == "甲乙丙丁"
    assert ours.asked == 1


def test_it_knows_whether_more_has_come(ends):
    ours, broker = ends
    receive = Receive(ours)
    assert not receive.holds_more
    broker.sendall(b"frame")
    receive(3)
    assert receive.holds_more
    assert receive(100) == b"me"
    assert not receive.holds_more


def test_more_than_it_receives_at_once_comes_whole(ends):
    ours, broker = ends
    told = bytes(range(256)) * (RECEIVED_AT_ONCE // 256 + 1)
    broker.sendall(told)
    receive, heard = Receive(ours), b""
    while len(heard) < len(told):
        heard += receive(1_000)
    assert heard == told


def test_where_nothing_comes_it_raises_what_the_socket_raises_and_goes_on_afterwards(ends):
    ours, broker = ends
    receive = Receive(ours)
    with pytest.raises(TimeoutError):
        receive(7)
    broker.sendall(b"later")
    assert receive(7) == b"later"


def test_a_closed_connection_gives_nothing(ends):
    ours, broker = ends
    broker.sendall(b"last")
    broker.close()
    receive = Receive(ours)
    assert (receive(10), receive(10)) == (b"last", b"")
