"""Small services that live only for the tests of the post: maker publishes, shop and museum hear, desk watches."""

from tests.integration.messaging.toys.events import ToyMade, ToyPainted, ToyShown, ToyTold
from tests.integration.messaging.toys.services import Desk, Maker, Museum, Shop
from tests.integration.messaging.toys.trouble import trouble

__all__ = [
    "TOYS",
    "Desk",
    "Maker",
    "Museum",
    "Shop",
    "ToyMade",
    "ToyPainted",
    "ToyShown",
    "made",
    "painted",
    "told",
    "trouble",
]

TOYS = (Maker, Shop, Museum, Desk)
OWNER = "林某"


def made(toy="bear", owner=OWNER):
    return ToyMade(toy=toy, owner=owner)


def painted(toy="bear", colour="red"):
    return ToyPainted(toy=toy, colour=colour)


def told(toy="bear", story="从前"):
    return ToyTold(toy=toy, story=story)
