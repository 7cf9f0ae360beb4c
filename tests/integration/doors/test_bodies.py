"""Bodies that are too large, of the wrong type, or no JSON at all: refused with the right number, nothing kept."""

import json

import pytest

from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim, a_matter

pytestmark = ON_ONE_DATABASE

DOOR = "/intake/api/v1/matters"
JSON = "application/json"
MEGABYTE = 1024 * 1024


def as_text(**changes):
    return json.dumps(a_matter(**changes), ensure_ascii=False)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"null nothing",
        b"{'channel': 'PHONE'}",
        b'{"channel": "PHONE",}',
        b'{"channel": "\xff\xfe"}',
        b"\x00",
        b"<matter/>",
        b"channel=PHONE",
        b'{"group_size": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"place": "\n"}',
    ],
    ids=lambda body: f"{body[:12]!r} of {len(body)}",
)
def test_what_is_no_json_is_refused(operator, body):
    operator.refused(400, DOOR, data=body, content_type=JSON)


def test_an_empty_body_lacks_everything(operator):
    problem = operator.refused(422, DOOR, content_type=JSON, environ_overrides={"CONTENT_LENGTH": "0"})
    assert set(fields_of(problem)) == {"channel", "kind", "petitioner", "narrative", "claims"}


@pytest.mark.parametrize("body", [b"[]", b"null", b'"matter"', b"7", b"true", b"NaN", b"[{}]"])
def test_json_that_is_no_object_is_refused(operator, body):
    operator.refused(422, DOOR, data=body, content_type=JSON)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "1e9", "-0"])
def test_numbers_that_are_none_are_refused(operator, number):
    body = as_text(group_size=7).replace('"group_size": 7', f'"group_size": {number}')
    problem = operator.refused(422, DOOR, data=body, content_type=JSON)
    assert list(fields_of(problem)) == ["group_size"]


@pytest.mark.parametrize("size", [MEGABYTE + 1, 2 * MEGABYTE])
def test_more_than_a_megabyte_is_refused(operator, size):
    operator.refused(413, DOOR, data=as_text(narrative="a").ljust(size), content_type=JSON)


def test_a_megabyte_is_read(operator):
    operator.refused(422, DOOR, data=json.dumps({"narrative": "a"}).ljust(MEGABYTE), content_type=JSON)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "json"]
)
def test_another_content_type_is_refused(operator, content_type):
    operator.refused(415, DOOR, data=as_text(), content_type=content_type)


def test_json_may_name_its_charset(operator):
    assert operator.post(DOOR, data=as_text(), content_type="application/json; charset=utf-8").status_code == 201


def test_without_a_length_a_body_is_refused(operator):
    operator.refused(411, DOOR, headers={"Content-Type": JSON, "Transfer-Encoding": "chunked"})


def test_of_a_key_given_twice_the_last_counts(operator):
    body = as_text(channel="PHONE")[:-1] + ', "channel": "VISIT"}'
    answer = operator.post(DOOR, data=body, content_type=JSON)
    assert (answer.status_code, answer.json["channel"]) == (201, "VISIT")


def test_a_page_form_is_no_json_and_json_is_no_page_form(town):
    nobody = town.visitor()
    page = nobody.refused(415, "/console/sign-in", json={"username": "operator"})
    assert page.h1
    nobody.refused(415, "/console/api/v1/tokens", data={"username": "operator", "password": "x"})


def test_forty_claims_of_the_longest_kind_are_too_large_before_they_are_too_many(operator):
    operator.refused(413, DOOR, json=a_matter(claims=[a_claim(text="长" * 20_000)] * 40))


@pytest.mark.parametrize(("path", "number"), [("/matters/LD-19990101-0001", 404), ("/matters/nothing", 404)])
def test_an_unknown_matter_is_not_found(operator, path, number):
    problem = operator.refused(number, f"/intake/api/v1{path}", method="GET")
    assert problem["type"] == "urn:liandong:problem:not-found"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused_and_told_which_there_are(operator, method):
    operator.refused(405, DOOR, method=method, json=a_matter())
    assert set(operator.ask(method, DOOR).headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
