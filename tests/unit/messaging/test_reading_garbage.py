"""Whatever lies in a queue, reading it never raises, and what it gives can be stored and shown."""

import json
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from shared.messaging.envelope import ENVELOPE, read
from shared.messaging.errors import LastingError, UnknownEvent
from tests.contracts import factories
from tests.contracts.post import on_the_wire

ANY_TEXT = some.text(some.characters(codec=None), max_size=20)
ANY_JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | ANY_TEXT,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=6,
)
EDGES = ("0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00")
MOMENTS = some.sampled_from([*EDGES, "2026-09-20", "2026-09-20T24:00:00Z", "now"])


def must_be_storable(letter):
    for text in (letter.event_id, letter.body, letter.type, letter.source, letter.subject, str(letter.problem or "")):
        assert "\x00" not in text
        text.encode()
    assert 0 < len(letter.event_id) <= 80
    assert max(len(letter.type), len(letter.source)) <= 64
    assert len(letter.subject) <= 200
    assert 0 <= letter.sequence < 2**63
    assert (letter.event is None) == (letter.problem is not None)
    assert letter.problem is None or isinstance(letter.problem, LastingError | UnknownEvent)


def wire(event=factories.routing.REPLY_ISSUED, **attributes):
    return json.dumps({**json.loads(on_the_wire(event)), **attributes})


@given(some.binary(max_size=60) | some.text(some.characters(codec=None), max_size=60))
def test_any_bytes_and_any_text(body):
    letter = read(body)
    must_be_storable(letter)
    assert letter.event is None


@given(ANY_JSON)
def test_any_json(value):
    must_be_storable(read(json.dumps(value)))


@given(some.sampled_from(sorted(ENVELOPE.fields)), ANY_JSON)
@settings(max_examples=100)
def test_an_envelope_with_anything_in_one_attribute(name, value):
    must_be_storable(read(wire(**{name: value})))


@pytest.mark.parametrize("time", EDGES)
def test_an_envelope_of_a_time_that_utc_does_not_have(time):
    must_be_storable(read(wire(time=time)))


@given(some.data())
@settings(max_examples=100)
def test_an_event_with_anything_in_one_field(data):
    told = json.loads(on_the_wire(factories.intake.MATTER_REGISTERED))
    part = data.draw(some.sampled_from([told["data"], told["data"]["petitioner"], told["data"]["claims"][0]]))
    part[data.draw(some.sampled_from(sorted(part)))] = data.draw(ANY_JSON | MOMENTS)
    must_be_storable(read(json.dumps(told)))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b"null",
        b"[]",
        b'"text"',
        b"NaN",
        b"{" * 100_000,
        b"[" * 100_000,
        b"1" * 10_000,
        b'{"specversion": "1.0"',
        '{"id": "\ud800"}',
    ],
    ids=lambda body: repr(body[:20]),
)
def test_what_is_no_envelope_is_set_aside_for_good_under_the_hash_of_its_body(body):
    letter = read(body)
    must_be_storable(letter)
    assert isinstance(letter.problem, LastingError)
    assert letter.event_id.startswith("sha256:")
    assert read(body).event_id == letter.event_id


def test_a_problem_names_fields_and_codes_and_never_a_value():
    told = json.loads(on_the_wire(factories.intake.MATTER_REGISTERED))
    told["data"] |= {"channel": "林某的秘密", "matter_no": "林某的秘密", "narrative": "林某的秘密"}
    problem = str(read(json.dumps(told)).problem)
    assert "林某" not in problem
    assert {"channel", "matter_no", "narrative"} <= set(json.loads(problem.removeprefix("data: ")))


def test_a_repeated_key_and_unusual_white_space_do_not_matter():
    body = wire().replace("{", "{ \n\t", 1).replace('"specversion"', '"specversion": "0.3", "specversion"', 1)
    assert read(body).event == factories.routing.REPLY_ISSUED


@given(some.text(string.hexdigits + "-", max_size=60))
def test_any_trace_is_carried_or_refused_but_never_breaks_the_letter(traceparent):
    must_be_storable(read(wire(traceparent=traceparent)))
