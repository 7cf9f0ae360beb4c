"""What only a raw socket says: lengths that are missing or lie, chunks, requests one after another, slow ones."""

import json
import socket
import time
from contextlib import closing
from functools import cached_property
from http.client import HTTPConnection, parse_headers
from urllib.parse import urlsplit

import pytest

from tests.support import running
from tests.support.matters import a_matter

DOOR = "/intake/api/v1/matters"
ANSWER = 10
GO_ON = 100
JSON = "Content-Type: application/json"
BODY = json.dumps(a_matter()).encode()
CHUNKED = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)


@pytest.fixture(scope="module")
def liandong():
    with running.embedded() as liandong:
        liandong.wait_until_filled()
        yield liandong


class Line(socket.socket):
    """An open connection, from which answers are read one after another."""

    def answer(self, method="GET"):
        """The next answer: its number, its type and its body."""
        status = int(self.reader.readline().split()[1])
        headers = parse_headers(self.reader)
        if status == GO_ON:
            return self.answer(method)
        body = self.reader.read(int(headers["Content-Length"])) if method != "HEAD" else b""
        return status, headers.get_content_type(), body

    @cached_property
    def reader(self):
        return self.makefile("rb")


@pytest.fixture
def line(liandong):
    address = urlsplit(liandong.address)
    with closing(Line()) as line:
        line.settimeout(ANSWER)
        line.connect((address.hostname, address.port))
        yield line


@pytest.fixture
def token(liandong):
    return liandong.client("operator").token


@pytest.fixture
def count(liandong):
    """How many matters there are, by the newest one's number."""
    return lambda: liandong.client("operator").get(DOOR)["matters"][0]["matter_no"]


def request(method, path, *headers, body=b"", token=None):
    bearer = [f"Authorization: Bearer {token}"] if token else []
    head = "\r\n".join([f"{method} {path} HTTP/1.1", "Host: liandong", *bearer, *headers, "", ""])
    return head.encode("latin-1") + body


def test_a_chunked_body_is_refused_for_want_of_a_length(line, token, count):
    before = count()
    line.sendall(request("POST", DOOR, JSON, "Transfer-Encoding: chunked", body=CHUNKED, token=token))
    status, kind, body = line.answer()
    assert (status, kind, json.loads(body)["status"]) == (411, "application/problem+json", 411)
    assert count() == before


def test_a_body_without_any_length_is_refused(line, token, count):
    before = count()
    line.sendall(request("POST", DOOR, JSON, token=token))
    assert line.answer()[0] == 411
    assert count() == before


def test_after_a_refused_chunked_body_its_bytes_are_no_request(line, token):
    smuggled = request("GET", f"{DOOR}?q=smuggled", token=token)
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(smuggled), smuggled)
    line.sendall(request("POST", DOOR, JSON, "Transfer-Encoding: chunked", body=body, token=token))
    assert line.answer()[0] == 411
    line.sendall(request("GET", "/console/-/live"))
    assert line.answer()[2].strip() == b'{"status":"live"}'


def test_a_length_and_chunks_together_are_refused(line, token, count):
    before = count()
    both = ("Transfer-Encoding: chunked", f"Content-Length: {len(CHUNKED)}")
    line.sendall(request("POST", DOOR, JSON, *both, body=CHUNKED, token=token))
    assert line.answer()[0] in (400, 411)
    assert count() == before


@pytest.mark.parametrize("length", ["-1", "x", "1e3", "0x10", "+10", "99999999999999999999", "10, 10", ""])
def test_a_length_that_is_none_is_refused(line, token, count, length):
    before = count()
    line.sendall(request("POST", DOOR, JSON, f"Content-Length: {length}", body=BODY, token=token))
    assert line.answer()[0] in (400, 411, 413, 422)
    assert count() == before


def test_a_body_that_ends_too_early_is_not_kept(line, token, count):
    before = count()
    line.sendall(request("POST", DOOR, JSON, f"Content-Length: {len(BODY) + 10}", body=BODY, token=token))
    line.shutdown(socket.SHUT_WR)
    line.recv(65536)
    time.sleep(0.3)
    assert count() == before


def test_a_large_body_is_refused_before_it_is_sent(line, token):
    line.sendall(request("POST", DOOR, JSON, "Content-Length: 2000000", token=token))
    assert line.answer()[0] == 413


def test_after_a_refusal_the_next_request_on_the_line_is_answered_for_itself(line):
    body = b'{"a": 1}'
    line.sendall(request("POST", DOOR, JSON, f"Content-Length: {len(body)}", body=body))
    assert line.answer()[0] == 401
    line.sendall(request("GET", "/console/-/live"))
    assert line.answer()[2].strip() == b'{"status":"live"}'


def test_requests_sent_at_once_are_answered_in_their_order(line):
    line.sendall(request("GET", "/intake/-/live") + request("GET", "/nowhere") + request("GET", "/intake/-/ready"))
    told = [line.answer() for _ in range(3)]
    assert [status for status, *_ in told] == [200, 404, 200]


def test_who_asks_first_whether_to_send_is_told(line, token):
    line.sendall(
        request("POST", DOOR, JSON, f"Content-Length: {len(BODY)}", "Expect: 100-continue", token=token) + BODY
    )
    assert line.answer()[0] == 201


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "get", "GET\x00"])
def test_other_methods_do_nothing(line, method):
    line.sendall(request(method, DOOR))
    assert b" 200 " not in line.recv(65536)[:15]


NONSENSE = {
    "empty lines": b"\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01",
    "no address": b"GET\r\n\r\n",
    "HTTP 9.9": b"GET / HTTP/9.9\r\n\r\n",
    "no line end": b"x" * 20_000,
    "thousands of headers": b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 20_000,
}


@pytest.mark.parametrize("nonsense", NONSENSE.values(), ids=NONSENSE)
def test_what_is_no_http_is_refused_and_the_next_caller_is_answered(liandong, line, nonsense):
    try:
        line.sendall(nonsense)
        line.shutdown(socket.SHUT_WR)
        assert b"Traceback" not in line.recv(65536)
    except OSError:
        pass
    assert alive(liandong)


def test_who_sends_slowly_holds_nobody_up(liandong, line):
    for letter in b"POST /intake/api/v1/matters HTTP/1.1\r\n":
        line.sendall(bytes([letter]))
    assert alive(liandong)
    began = time.monotonic()
    assert alive(liandong)
    assert time.monotonic() - began < 2


def test_a_page_can_be_asked_for_without_its_body(line):
    line.sendall(request("HEAD", "/progress"))
    status, kind, body = line.answer("HEAD")
    assert (status, kind, body) == (200, "text/html", b"")
    line.sendall(request("GET", "/console/-/live"))
    assert line.answer()[0] == 200


def test_a_hundred_callers_at_once_are_all_answered(liandong):
    address = urlsplit(liandong.address)
    lines = [HTTPConnection(address.hostname, address.port, timeout=ANSWER) for _ in range(100)]
    for each in lines:
        each.request("GET", "/progress")
    assert {each.getresponse().status for each in lines} == {200}
    for each in lines:
        each.close()


def alive(liandong):
    address = urlsplit(liandong.address)
    with closing(HTTPConnection(address.hostname, address.port, timeout=ANSWER)) as other:
        other.request("GET", "/console/-/live")
        return other.getresponse().status == 200
