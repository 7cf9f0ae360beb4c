"""Ids of events and of traces."""

import re
import time
from uuid import RFC_4122, UUID

import pytest

from shared.messaging.envelope import new_event_id, new_traceparent

TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01")


def test_an_event_id_is_a_uuid_of_version_7_that_tells_its_millisecond():
    before = time.time_ns() // 1_000_000
    event_id = UUID(new_event_id())
    after = time.time_ns() // 1_000_000
    assert (event_id.version, event_id.variant) == (7, RFC_4122)
    assert before <= event_id.int >> 80 <= after


def test_a_later_id_sorts_after_an_earlier_one_as_text():
    ids = []
    for _ in range(5):
        ids.append(new_event_id())
        time.sleep(0.002)
    assert ids == sorted(ids)


def test_ids_of_one_millisecond_differ():
    assert len({new_event_id() for _ in range(5_000)}) == 5_000


def test_a_new_trace_is_well_formed_and_another_one_each_time():
    assert TRACEPARENT.fullmatch(new_traceparent())
    assert new_traceparent() != new_traceparent()


def test_a_parent_s_trace_is_continued_under_a_span_of_our_own():
    parent = new_traceparent()
    child = new_traceparent(parent)
    assert TRACEPARENT.fullmatch(child)
    assert (child[:36], child != parent) == (parent[:36], True)


@pytest.mark.parametrize(
    "parent", ["", "a-b-c-d", "1-" + "a" * 48 + "-b-c", "00-" + "X" * 32 + "-" + "a" * 16 + "-01"]
)
def test_a_parent_that_is_none_begins_a_new_trace(parent):
    assert TRACEPARENT.fullmatch(new_traceparent(parent))
