"""What lies in a queue and cannot be an event, or not yet."""

import json
import pickle

from tests.integration.messaging.toys import made
from tests.support.letters import letter, rewritten

NAME = "林某"
HEADERS = "headers"


def spoiled(**attributes):
    return rewritten(letter(made(owner=NAME)), **attributes)


def with_data(**data):
    body = json.loads(letter(made(owner=NAME)))
    return json.dumps(body | {"data": body["data"] | data}).encode()


DEADLY = {
    "bad JSON": (spoiled()[:-1], {}),
    "bad UTF-8": (b'{"name": "\xe6\x9e\xe6"}', {}),
    "UTF-16": (spoiled().decode().encode("utf-16"), {}),
    "null bytes": (b"\x00" * 64, {}),
    "a null byte in its subject": (spoiled(subject="be\x00ar"), {}),
    "a lone surrogate": (b'{"id": "\xed\xa0\x80", "name": "\\ud800"}', {}),
    "a lone surrogate in its subject": (spoiled(subject="be\ud800ar"), {}),
    "a lone surrogate in its data": (with_data(**{"owner": "\ud800", "\ud800": 1}), {}),
    "100,000 nested brackets": (b"[" * 100_000, {}),
    "100,000 nested brackets that close": (b"[" * 100_000 + b"]" * 100_000, {}),
    "nothing": (b"", {}),
    "no object": (b'"toy.made"', {}),
    "no id": (spoiled(id=None), {}),
    "an id of white space": (spoiled(id="  "), {}),
    "a subject of white space": (spoiled(subject="\u3000", data={}), {}),
    "a moment before all moments": (spoiled(time="0001-01-01T00:00:00+14:00"), {}),
    "a sequence that is no number": (spoiled(sequence=NAME), {}),
    "no data": (spoiled(data=None), {}),
    "data of another declaration": (spoiled(data={"name": NAME}), {}),
    "a name that is not sealed": (with_data(owner=NAME), {}),
    "a name that was changed on the way": (with_data(owner="sealed.k1.aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ="), {}),
    "a pickle": (pickle.dumps({"name": NAME}), {"content_type": "application/x-python-serialize"}),
    "5 MB of nothing": (b" " * 5_000_000, {}),
}
HARMLESS = {
    "an odd content type": (spoiled(), {"content_type": "application/x-python-serialize"}),
    "an odd content encoding": (spoiled(), {"content_encoding": "klingon"}),
    "headers of nameko": (spoiled(), {HEADERS: {"nameko.call_id_stack": 5}}),
    "a header that names a compression nobody used": (spoiled(), {HEADERS: {"compression": "application/x-gzip"}}),
    "a header that names no compression": (spoiled(), {HEADERS: {"compression": ["?"]}}),
    "members nobody knows": (spoiled(mood="cheerful"), {}),
    "a trace nobody can follow": (spoiled(traceparent="00-" + "0" * 48 + "-" * 3), {}),
}
