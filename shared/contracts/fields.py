"""From type annotations to marshmallow fields: the types that events and forms are declared with.

A declaration is a frozen dataclass; its annotations say everything the schema needs. Error messages are codes
(`required`, `too_long:200`), which `shared.web.complaints` turns into the caller's language.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin
from uuid import UUID

from marshmallow import RAISE, Schema, ValidationError, post_load
from marshmallow import fields as ma

from shared.contracts.kinds import CleanText, FlatFacts, Moment, SealedField, Several, WholeNumber

T = TypeVar("T")


@dataclass(frozen=True)
class Length:
    """Between `low` and `high` characters, after surrounding white space is cut off."""

    low: int
    high: int

    def __call__(self, value: str) -> None:
        if len(value) < self.low:
            raise ValidationError("required" if self.low == 1 else f"too_short:{self.low}")
        if len(value) > self.high:
            raise ValidationError(f"too_long:{self.high}")


@dataclass(frozen=True)
class Pattern:
    """The whole text matches, `\\d` meaning 0 to 9; `code` names the complaint otherwise."""

    pattern: str
    code: str = "wrong_form"

    def __call__(self, value: str) -> None:
        if not re.fullmatch(self.pattern, value, re.ASCII):
            raise ValidationError(self.code)


@dataclass(frozen=True, eq=False)
class OneOf:
    """One of the codes of a vocabulary: any mapping or collection of codes."""

    choices: Any

    def __call__(self, value: str) -> None:
        if value not in self.choices:
            raise ValidationError("unknown_choice")


@dataclass(frozen=True)
class Count:
    """A whole number from `low` to `high`, or a list of so many things."""

    low: int
    high: int

    def __call__(self, value: Any) -> None:
        number = value if isinstance(value, int) else len(value)
        if number < self.low:
            raise ValidationError(f"too_few:{self.low}")
        if number > self.high:
            raise ValidationError(f"too_many:{self.high}")


class _SealedMark:
    """Marks a personal field: it leaves the service only sealed."""


Sealed = Annotated[T, _SealedMark()]
MatterNo = Annotated[str, Pattern(r"[A-Z]{2}-\d{8}-\d{4,9}")]
Code = Annotated[str, Pattern(r"[a-z][a-z0-9_]{0,63}")]
PlaceCode = Annotated[str, Pattern(r"[0-9A-Za-z_]{1,64}")]
Line = Annotated[str, Length(1, 200)]
Story = Annotated[str, Length(1, 20_000)]
Facts = Mapping[str, Any]


def is_sealed(annotation: Any) -> bool:
    """Whether a field so annotated leaves the service only sealed."""
    return get_origin(annotation) is Annotated and any(isinstance(mark, _SealedMark) for mark in get_args(annotation))


def without_seal(annotation: Any) -> Any:
    """The annotation as it would be for a field that is no secret."""
    if not is_sealed(annotation):
        return annotation
    base, *marks = get_args(annotation)
    for mark in marks:
        base = base if isinstance(mark, _SealedMark) else Annotated[base, mark]
    return base


PLAIN: dict[Any, type[ma.Field]] = {
    str: CleanText,
    int: WholeNumber,
    bool: ma.Boolean,
    date: ma.Date,
    datetime: Moment,
    UUID: ma.UUID,
}
MESSAGES: dict[str, Any] = {
    "required": "required",
    "null": "required",
    "invalid": "wrong_form",
    "invalid_utf8": "unreadable",
    "invalid_uuid": "wrong_form",
    "invalid_awareness": "needs_offset",
    "format": "wrong_form",
    "too_large": "wrong_form",
    "type": "wrong_form",
}
_schemas: dict[tuple[type, str], type[Schema]] = {}


def schema_of(declaration: type, *, unknown: str = RAISE) -> type[Schema]:
    """The marshmallow schema class of a frozen dataclass; loading gives an instance of it.

    `unknown` is marshmallow's: RAISE for forms and publishers, EXCLUDE for readers of events.
    """
    key = (declaration, unknown)
    if key not in _schemas:
        _schemas[key] = _build(declaration, unknown)
    return _schemas[key]


def _build(declaration: type, unknown: str) -> type[Schema]:
    if not is_dataclass(declaration):
        raise TypeError(f"{declaration.__name__} is no declaration: decorate it with @event, @form or @part")
    hints = typing.get_type_hints(declaration, include_extras=True)
    members: dict[str, Any] = {
        field.name: _field(hints[field.name], field, f"{declaration.__name__}.{field.name}", unknown)
        for field in fields(declaration)
    }

    def construct(self: Schema, values: dict[str, Any], **_: Any) -> Any:
        return declaration(**values)

    members["construct"] = post_load(construct)
    members["Meta"] = type("Meta", (), {"unknown": unknown})
    members["error_messages"] = {"unknown": "unknown_field", "type": "wrong_form"}
    return type(f"{declaration.__name__}Schema", (Schema,), members)


def _field(annotation: Any, field: Any, path: str, unknown: str) -> ma.Field:
    options: dict[str, Any] = {"required": True, "error_messages": MESSAGES}
    if field.default is not MISSING:
        options = {"load_default": field.default, "error_messages": MESSAGES}
    elif field.default_factory is not MISSING:
        options = {"load_default": field.default_factory, "error_messages": MESSAGES}
    return _typed(annotation, path, unknown, options)


def _typed(annotation: Any, path: str, unknown: str, options: dict[str, Any]) -> ma.Field:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(arguments, path, unknown, options)
    if origin in (Union, types.UnionType):
        [inner] = [argument for argument in arguments if argument is not type(None)]
        return _typed(inner, path, unknown, {**options, "allow_none": True})
    if origin is tuple:
        return Several(_typed(arguments[0], path, unknown, {"error_messages": MESSAGES}), **options)
    if origin is not None and issubclass(origin, Mapping):
        return FlatFacts(**options)
    if is_dataclass(annotation):
        return ma.Nested(schema_of(typing.cast(type, annotation), unknown=unknown), **options)
    return PLAIN[annotation](**options)


def _annotated(arguments: tuple[Any, ...], path: str, unknown: str, options: dict[str, Any]) -> ma.Field:
    base, *marks = arguments
    checks = [mark for mark in marks if callable(mark)]
    if any(isinstance(mark, _SealedMark) for mark in marks):
        inner = _annotated((base, *checks), path, unknown, {"error_messages": MESSAGES})
        may_be_null = options.get("allow_none") or inner.allow_none or None
        return SealedField(inner, sealed_as=path, **{**options, "allow_none": may_be_null})
    return _typed(base, path, unknown, {**options, "validate": [*checks, *options.get("validate", [])]})
