"""The stages' tables of contents."""

from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from tests.bench.peers.small import intake, notify, routing


class Intake:
    name = "intake"
    hears = Reader(intake)
    relay = Relay()


class Routing:
    name = "routing"
    hears = Reader(routing)
    relay = Relay()


class Notify:
    name = "notify"
    hears = Reader(notify)
    relay = Relay()


ALL = (Intake, Routing, Notify)
