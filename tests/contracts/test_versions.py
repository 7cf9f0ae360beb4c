"""A new version of an event says how the older ones become it."""

import pytest
from marshmallow import ValidationError

from shared.contracts import EVENTS, event
from shared.contracts.fields import Line


@pytest.fixture
def bell_rung():
    """An event at its third version: `tone` was once called `sound`, and before that not told at all."""

    @event(
        "bell.rung",
        version=3,
        subject="bell",
        upgrades={1: lambda data: {**data, "sound": "unknown"}, 2: lambda data: {**data, "tone": data["sound"]}},
    )
    class BellRung:
        """A bell was rung. Exists in this test only."""

        bell: Line
        tone: Line

    yield BellRung
    del EVENTS["bell.rung"]


@pytest.mark.parametrize(
    ("version", "data", "tone"),
    [
        (1, {"bell": "front door"}, "unknown"),
        (2, {"bell": "front door", "sound": "high"}, "high"),
        (3, {"bell": "front door", "tone": "low"}, "low"),
    ],
)
def test_every_older_version_is_read_as_the_newest(bell_rung, version, data, tone):
    assert bell_rung.event_type.load(data, version) == bell_rung(bell="front door", tone=tone)


def test_a_version_of_the_future_and_one_that_never_was_are_not_known(bell_rung):
    assert [version for version in range(-1, 6) if bell_rung.event_type.knows(version)] == [1, 2, 3]


def test_nonsense_in_an_older_version_is_refused_like_any_wrong_field(bell_rung):
    with pytest.raises(ValidationError):
        bell_rung.event_type.load({"bell": "front door"}, 2)


@pytest.mark.parametrize("upgrades", [None, {}, {1: dict}, {2: dict}, {1: dict, 2: dict, 3: dict}])
def test_a_version_that_an_older_one_cannot_become_fails_at_import(upgrades):
    with pytest.raises(ValueError, match="say how each older version becomes"):

        @event("bell.cast", version=3, subject="bell", upgrades=upgrades)
        class BellCast:
            bell: Line

    assert "bell.cast" not in EVENTS


@pytest.mark.parametrize("type_", ["bellrung", "Bell.rung", "bell.rung.twice", "bell-.rung", ""])
def test_a_badly_formed_type_fails_at_import(type_):
    with pytest.raises(ValueError, match=r"noun\.past_participle"):
        event(type_, version=1)(type("Declared", (), {}))


def test_a_type_declared_twice_fails_at_import(bell_rung):
    with pytest.raises(ValueError, match="declared twice"):
        event("bell.rung", version=1)(type("Declared", (), {}))
    assert EVENTS["bell.rung"] is bell_rung.event_type
