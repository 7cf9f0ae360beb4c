"""The vocabulary of these tests, and the choice of one place only."""

import pytest
from sqlalchemy import select

from tests.integration.messaging.toys.tables import Effect, Shelf

ON_SERVERS = pytest.mark.parametrize("place", ["on_servers"], indirect=True)
IN_MEMORY = pytest.mark.parametrize("place", ["in_memory"], indirect=True)


def effects(post, service):
    """The ids of the events that had an effect in a service, once for each time."""
    return sorted(effect.event_id for effect in post.rows(service, select(Effect)))


def colours(post, service):
    """The toys on a service's shelf."""
    return {toy.toy: toy.colour for toy in post.rows(service, select(Shelf))}


def assert_handled_once(post, service, *event_ids):
    """Each of these is settled as handled and had its effect once; nothing else had one."""
    states = post.states(service)
    assert {event_id: states.get(event_id) for event_id in event_ids} == dict.fromkeys(event_ids, "handled")
    assert effects(post, service) == sorted(event_ids)
    return True
