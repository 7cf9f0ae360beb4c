"""No text field of any door lets in a character that acts instead of being read: a mark, or the field refuses."""

import ast
import importlib
import re

import pytest
from marshmallow import ValidationError
from marshmallow import fields as ma

from shared.contracts import EVENTS
from shared.contracts.fields import schema_of
from shared.contracts.kinds import CleanText, FlatFacts, SealedField
from shared.legible import ACTING, legible
from tests.house.sources import ROOT, calls, name, python_files, tree

WRITTEN = "林\x00\x1b[31m某\x85\u202e(\u2066一\u2069)\u200f"
RAW_BODIES = re.compile(r"request\.(get_json|get_data|json|data|stream)\b")
READS_RAW_BODIES = {"shared/web/idempotency.py", "shared/web/uploads.py"}
"""One compares a body with an earlier one, the other takes a file."""


def declarations():
    """Every form that a door takes and every part of one, wherever it is declared."""
    for path in python_files("services", "shared"):
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef) and {"form", "part"} & {ast.unparse(d) for d in node.decorator_list}:
                module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                yield getattr(importlib.import_module(module), node.name)


DECLARED = {f"{one.__module__}.{one.__name__}": one for one in declarations()} | {
    type_: event.declaration for type_, event in EVENTS.items()
}


def texts(field):
    """The fields of one field that take a text, however deep."""
    if isinstance(field, ma.List | SealedField):
        yield from texts(field.inner)
    elif isinstance(field, ma.String | ma.Dict) and not isinstance(field, ma.UUID):
        yield field


def test_the_forms_of_the_doors_are_found():
    assert {"MatterForm", "ReplyForm", "ProgressForm", "ClosingForm"} <= {
        name.rpartition(".")[2] for name in DECLARED
    }


@pytest.mark.parametrize("declared", sorted(DECLARED))
def test_every_text_field_makes_a_mark_of_it_or_refuses(declared):
    for path, field in schema_of(DECLARED[declared])().fields.items():
        for text in texts(field):
            assert isinstance(text, CleanText | FlatFacts), f"{path} takes a text as it comes: declare it as str"
            written = {"note": WRITTEN} if isinstance(text, FlatFacts) else WRITTEN
            try:
                kept = text.deserialize(written)
            except ValidationError as refused:
                assert "unreadable" not in refused.messages, f"{path} refuses what can be kept as a mark"
                continue
            kept = kept["note"] if isinstance(text, FlatFacts) else kept
            assert kept == legible(WRITTEN), path
            assert not ACTING.search(kept)


def test_nobody_reads_a_body_past_the_forms():
    around = [
        f"{name(path)}: {found[0]}"
        for path in python_files("services", "shared")
        if name(path) not in READS_RAW_BODIES
        for found in RAW_BODIES.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not around, f"{around}: take it through a form, where what acts in a text becomes a mark"


def test_no_schema_is_written_by_hand_where_doors_are():
    by_hand = [
        f"{name(path)}:{line}"
        for path in python_files("services", "shared/web")
        for line, called in calls(path)
        if re.fullmatch(r"(ma|fields|marshmallow\.fields)\.(Str|String|Raw|Dict)", called)
    ]
    assert not by_hand, f"{by_hand} take a text as it comes"
