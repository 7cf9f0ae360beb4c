"""Personal data leaves a service only sealed: the broker's disk, dead letters and the monitor never show it."""

import json
from collections.abc import Iterator

import pytest
from marshmallow import Schema
from marshmallow import fields as ma

from shared.contracts import EVENTS
from shared.contracts.fields import Length
from shared.contracts.kinds import CleanText, FlatFacts, SealedField
from shared.privacy import CannotOpen, open_sealed, seal
from tests.contracts import factories
from tests.contracts.example_key import EXAMPLE_SETTINGS, KEY, as_setting, settings_read_from
from tests.contracts.factories import CURRENT
from tests.contracts.post import on_the_wire

PERSONAL = {
    *("name", "phone", "mobile", "mail", "address", "place", "id", "number", "birth", "query"),
    *("person", "petitioner", "applicant", "representatives", "agent", "accused"),
    *("narrative", "text", "words", "story", "facts", "remedy", "explanation", "remark", "contents", "body"),
}
NOT_ABOUT_A_PERSON = {
    "unit.changed.name": "the name of an office",
    "unit.changed.name_en": "the name of an office",
    "unit.changed.mail": "an office's address, printed on its door",
    "unit.changed.phone": "an office's telephone number",
    "matter.registered.place_code": "the code of a township or a village",
    "matter.corrected.place_code": "the code of a township or a village",
    **dict.fromkeys(
        (
            "referral.chased.number",
            "supervision.issued.number",
            "supervision.answered.number",
            "supervision.answer_refused.number",
            "supervision.lifted.number",
        ),
        "the number of a paper of the office",
    ),
    "event.dead.event_id": "an id",
    "event.settled.event_id": "an id",
}
LONGEST_OPEN_TEXT = 200


def leaves(schema: Schema, path: str) -> Iterator[tuple[str, ma.Field]]:
    """Every field of an event by its dotted path, those of its parts and lists included."""
    for name, field in schema.fields.items():
        inner = field
        while isinstance(inner, ma.List):
            inner = inner.inner
        if isinstance(inner, ma.Nested):
            yield from leaves(inner.schema, f"{path}.{name}")
        else:
            yield f"{path}.{name}", inner


LEAVES = dict(leaf for type_, kind in EVENTS.items() for leaf in leaves(kind.writer, type_))
OPEN = {path: field for path, field in LEAVES.items() if not isinstance(field, SealedField)}


def sounds_personal(path: str, field: ma.Field) -> bool:
    return isinstance(field, CleanText | FlatFacts) and bool(set(path.rpartition(".")[2].split("_")) & PERSONAL)


def test_every_field_that_sounds_personal_is_sealed():
    told_openly = [
        path for path, field in OPEN.items() if sounds_personal(path, field) and path not in NOT_ABOUT_A_PERSON
    ]
    assert not told_openly, (
        f"{told_openly} sound like personal data: declare them Sealed[…] in shared/contracts. If one never is about "
        "a person, say why in NOT_ABOUT_A_PERSON of this test"
    )


def test_long_free_text_is_always_sealed():
    told_openly = [
        path for path, field in OPEN.items() if isinstance(field, CleanText) and not closed_or_short(field)
    ]
    assert not told_openly, (
        f"people tell their story in {told_openly}: declare them Sealed[…], or give them a form such as Code or OneOf"
    )


def closed_or_short(field: ma.Field) -> bool:
    checks = field.validators
    return any(not isinstance(check, Length) or check.high <= LONGEST_OPEN_TEXT for check in checks)


def test_no_exception_is_left_over():
    assert set(NOT_ABOUT_A_PERSON) <= set(OPEN)
    assert all(sounds_personal(path, OPEN[path]) for path in NOT_ABOUT_A_PERSON)


def plaintexts(data, opened) -> Iterator[str]:
    """Every text that is sealed on the wire and open in the event as its reader sees it."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from plaintexts(value, getattr(opened, name))
    elif isinstance(data, list):
        for value, one in zip(data, opened, strict=True):
            yield from plaintexts(value, one)
    elif isinstance(data, str) and data.startswith("sealed."):
        several = opened.values() if isinstance(opened, dict) else opened
        yield from several if isinstance(opened, dict | tuple) else [opened]


def is_given(event, path):
    """Whether the part that a field stands in is there at all; a list stands for its first."""
    part = event
    for name in path.split(".")[2:-1]:
        part = getattr(part, name)
        part = part[0] if isinstance(part, tuple) else part
        if part is None:
            return False
    return True


@pytest.mark.parametrize("type_", sorted(EVENTS))
def test_no_plaintext_of_a_sealed_field_is_on_the_wire(type_):
    wire = on_the_wire(CURRENT[type_]).decode()
    secrets = list(plaintexts(json.loads(wire)["data"], CURRENT[type_]))
    sealed_fields = [
        path
        for path in LEAVES
        if path.startswith(f"{type_}.") and path not in OPEN and is_given(CURRENT[type_], path)
    ]
    assert len(secrets) >= len(sealed_fields)
    for secret in secrets:
        assert secret not in wire
        assert json.dumps(secret)[1:-1] not in wire


def test_a_sealed_value_moved_to_another_field_cannot_be_opened():
    envelope = json.loads(on_the_wire(factories.intake.MATTER_REGISTERED))
    data = envelope["data"]
    data["petitioner"]["address"] = data["petitioner"]["name"]
    data["narrative"] = data["claims"][0]["text"]
    with pytest.raises(Exception, match="cannot_open") as refused:
        EVENTS["matter.registered"].load(data, 1)
    assert refused.value.messages == {"petitioner": {"address": ["cannot_open"]}, "narrative": ["cannot_open"]}


@pytest.mark.parametrize(
    "change", [lambda s: s[:-6] + "AAAA" + s[-2:], lambda s: s[:20], lambda s: "sealed.", str.upper]
)
def test_a_sealed_value_that_was_changed_cannot_be_opened(change):
    with pytest.raises(CannotOpen):
        open_sealed(change(seal("林某", "a.name")), "a.name")


@pytest.mark.parametrize("garbage", ["", "sealed", "sealed.example.", "sealed.other.AAAA", "林某", None, 7, ["x"]])
def test_what_is_not_sealed_at_all_cannot_be_opened(garbage):
    with pytest.raises(CannotOpen):
        open_sealed(garbage, "a.name")


def test_what_was_sealed_under_the_old_key_opens_after_a_new_key_became_the_first():
    k1, k2 = KEY, KEY[::-1]
    with settings_read_from(**{**EXAMPLE_SETTINGS, "SEAL_KEYS": as_setting(k1=k1)}):
        old = seal("林某", "a.name")
    with settings_read_from(**{**EXAMPLE_SETTINGS, "SEAL_KEYS": as_setting(k2=k2, k1=k1)}):
        new = seal("林某", "a.name")
        assert (open_sealed(old, "a.name"), open_sealed(new, "a.name")) == ("林某", "林某")
        assert (old.split(".")[1], new.split(".")[1]) == ("k1", "k2")
    with settings_read_from(**{**EXAMPLE_SETTINGS, "SEAL_KEYS": as_setting(k2=k2)}), pytest.raises(CannotOpen):
        open_sealed(old, "a.name")


def test_a_key_id_with_a_dot_in_it_opens_what_it_sealed():
    keys = {"2026.09": KEY}
    with settings_read_from(**{**EXAMPLE_SETTINGS, "SEAL_KEYS": as_setting(**keys)}):
        assert open_sealed(seal({"arbitration": "late"}, "a.facts"), "a.facts") == {"arbitration": "late"}


def test_the_same_value_sealed_twice_looks_different_and_null_stays_null():
    assert seal("林某", "a.name") != seal("林某", "a.name")
    data = EVENTS["reply.issued"].writer.dump(factories.with_change(factories.routing.REPLY_ISSUED, remedy=None))
    assert data["remedy"] is None
