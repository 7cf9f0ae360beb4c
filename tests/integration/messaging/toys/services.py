"""The toy services' tables of contents."""

from sqlalchemy import select

from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from shared.messaging.tables import Settlement
from tests.integration.messaging.toys import desk, museum, shop, shop_window
from tests.integration.messaging.toys.tables import Effect


class Maker:
    """Makes toys and hears nothing but requests to redrive."""

    name = "maker"
    hears = Reader()
    relay = Relay()


def every_handled_event_had_an_effect(session, before):
    """a handled event without an effect"""
    query = (
        select(Settlement.event_id)
        .outerjoin(Effect, Effect.event_id == Settlement.event_id)
        .where(Settlement.state == "handled", Settlement.type.like("toy.%"), Effect.event_id.is_(None))
    )
    return session.scalars(query)


class Shop:
    """Keeps toys on its shelf, and decorates its window in a lane of its own."""

    name = "shop"
    hears = Reader(shop)
    hears_slowly = Reader(shop_window, lane="slow")
    relay = Relay()
    invariants = (every_handled_event_had_an_effect,)


class Museum:
    """Shows every toy, and tells of it."""

    name = "museum"
    hears = Reader(museum)
    relay = Relay()


class Desk:
    """Keeps the list of dead letters and asks for redrives."""

    name = "desk"
    hears = Reader(desk)
    relay = Relay()
