"""Frames of many messages leave together, and none is kept back."""

from types import SimpleNamespace

import pytest
from amqp import Message

from shared.messaging.transport import HELD_AT_MOST, FrameWriter

PUBLISH = (60, 40)


class Wire:
    """The bytes that left, a piece for each call of the system."""

    def __init__(self):
        self.pieces = []

    def write(self, data):
        self.pieces.append(bytes(data))


@pytest.fixture
def wire():
    return Wire()


@pytest.fixture
def write(wire):
    return FrameWriter(SimpleNamespace(frame_max=131_072, bytes_sent=0), wire)


def publish(write, body="一件事项"):
    write(1, 1, PUBLISH, b"", Message(body))


def test_a_frame_by_itself_leaves_at_once(wire, write):
    publish(write)
    assert len(wire.pieces) == 1


def test_frames_written_together_leave_in_one_piece_and_in_their_order(wire, write):
    with write.together():
        for body in ("第一件", "第二件", "第三件"):
            publish(write, body)
        assert wire.pieces == []
    [piece] = wire.pieces
    assert piece.index("第一件".encode()) < piece.index("第二件".encode()) < piece.index("第三件".encode())


def test_what_is_held_back_stays_bounded(wire, write):
    with write.together():
        for _ in range(5):
            publish(write, "长" * (HELD_AT_MOST // 6))
        assert wire.pieces
        assert max(map(len, wire.pieces)) < 2 * HELD_AT_MOST


def test_after_an_error_nothing_of_it_leaves_later(wire, write):
    with pytest.raises(OSError), write.together():
        publish(write, "没有发出")
        raise OSError
    publish(write, "后来的")
    assert "没有发出".encode() not in b"".join(wire.pieces)
