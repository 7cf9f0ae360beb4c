"""What leaves the house is CloudEvents 1.0 in structured JSON, and is read back as what was written."""

import json
import re
from datetime import datetime
from urllib.parse import urlsplit

import pytest

from shared.contracts import EVENTS, catalogue
from shared.messaging.envelope import ENVELOPE, read
from shared.messaging.errors import LastingError, NotHeardHere, UnknownEvent
from tests.contracts import factories
from tests.contracts.factories import CURRENT
from tests.contracts.factories import matter as fictional
from tests.contracts.post import POSITION, on_the_wire, published

TYPES = pytest.mark.parametrize("type_", sorted(EVENTS))


def envelope_of(event, **told):
    return json.loads(on_the_wire(event, **told))


@TYPES
def test_an_envelope_has_the_attributes_that_cloudevents_requires(type_):
    envelope = envelope_of(CURRENT[type_])
    assert envelope["specversion"] == "1.0"
    assert envelope["type"] == type_
    assert isinstance(envelope["id"], str)
    assert envelope["id"]
    assert urlsplit(envelope["source"]).path == "/liandong/intake"


@TYPES
def test_its_optional_and_extension_attributes_have_the_types_cloudevents_allows(type_):
    envelope = envelope_of(CURRENT[type_])
    assert datetime.fromisoformat(envelope["time"]).utcoffset() is not None
    assert envelope["datacontenttype"] == "application/json"
    assert isinstance(envelope["subject"], str)
    assert envelope["subject"]
    assert 1 <= envelope["dataversion"] < 2**31
    assert envelope["sequence"] == str(POSITION)
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", envelope["traceparent"])
    assert isinstance(envelope["data"], dict)
    assert all(re.fullmatch(r"[a-z0-9]{1,20}", name) for name in envelope)


@TYPES
def test_what_was_written_is_read_back_equal(type_):
    event = CURRENT[type_]
    letter = read(on_the_wire(event, service="routing"))
    assert letter.problem is None
    assert letter.event == event
    assert (letter.type, letter.source, letter.sequence) == (type_, "routing", POSITION)
    assert letter.subject == getattr(event, event.event_type.subject)


def test_the_reader_is_told_all_that_the_envelope_says():
    row = published(factories.intake.MATTER_REGISTERED)
    meta = read(on_the_wire(factories.intake.MATTER_REGISTERED)).event.meta
    assert (meta.type, meta.version, meta.source, meta.subject) == (
        row.type,
        row.version,
        "intake",
        fictional.MATTER_NO,
    )
    assert meta.time.utcoffset().total_seconds() == 0
    assert meta.cause is None


def test_an_event_that_another_one_caused_names_its_cause_and_continues_its_trace():
    cause = read(on_the_wire(factories.intake.MATTER_REGISTERED)).event.meta
    envelope = envelope_of(factories.routing.REFERRAL_MADE, service="routing", cause=cause)
    assert envelope["causationid"] == cause.id
    assert envelope["traceparent"].split("-")[1] == cause.traceparent.split("-")[1]
    assert envelope["traceparent"] != cause.traceparent
    assert "causationid" not in envelope_of(factories.intake.MATTER_REGISTERED)


def test_attributes_that_others_add_are_ignored():
    envelope = {**envelope_of(factories.routing.REPLY_ISSUED), "partitionkey": "x", "dataschema": "urn:x"}
    assert read(json.dumps(envelope)).event == factories.routing.REPLY_ISSUED


@pytest.mark.parametrize(
    "name", ["specversion", "id", "source", "type", "subject", "time", "dataversion", "sequence"]
)
def test_an_envelope_without_a_required_attribute_is_set_aside_for_good(name):
    envelope = {key: value for key, value in envelope_of(factories.routing.REPLY_ISSUED).items() if key != name}
    letter = read(json.dumps(envelope))
    assert isinstance(letter.problem, LastingError)
    assert name in str(letter.problem)
    assert letter.event_id.startswith("sha256:")


def test_a_newer_version_and_an_unknown_type_wait_for_an_upgrade():
    envelope = envelope_of(factories.routing.REPLY_ISSUED)
    for newer in ({"dataversion": 99}, {"type": "moon.risen"}):
        assert isinstance(read(json.dumps({**envelope, **newer})).problem, UnknownEvent)


def test_a_type_that_the_reader_has_no_handler_for_waits_for_an_upgrade():
    wire = on_the_wire(factories.routing.REPLY_ISSUED)
    assert isinstance(read(wire, frozenset({"referral.made"})).problem, NotHeardHere)
    assert read(wire, frozenset({"reply.issued"})).problem is None


def test_the_catalogue_names_exactly_the_attributes_that_are_written():
    cause = read(on_the_wire(factories.intake.MATTER_REGISTERED)).event.meta
    written = set(envelope_of(factories.routing.REFERRAL_MADE, cause=cause))
    head = (catalogue.FOLDER / "envelope.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", head, re.MULTILINE)) == written, (
        "tell it in shared/contracts/envelope.md"
    )
    assert written - {"datacontenttype"} == set(ENVELOPE.fields)
