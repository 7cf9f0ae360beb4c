"""Kinds of marshmallow fields that marshmallow itself does not have; `shared.contracts.fields` chooses among them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from marshmallow import ValidationError
from marshmallow import fields as ma

from shared.legible import legible
from shared.privacy import CannotOpen, open_sealed, seal

FACT_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
LONGEST_FACT = 1_000


class CleanText(ma.String):
    """Text in which nothing acts that should be read, surrounding white space cut off."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        return legible(super()._deserialize(value, *args, **kwargs)).strip()


class WholeNumber(ma.Integer):
    """A whole number, never cut down from a fraction; a page form gives its digits as text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strict=True, **kwargs)

    def _validated(self, value: Any) -> int:
        if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,18}\s*", value, re.ASCII):
            value = int(value)
        return super()._validated(value)


class Moment(ma.AwareDateTime):
    """An aware moment, given with any offset, kept in UTC."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> datetime:
        moment = super()._deserialize(value, *args, **kwargs)
        try:
            return moment.astimezone(UTC)
        except OverflowError as error:  # the first and the last day there are, in another offset
            raise ValidationError("wrong_form") from error


class FlatFacts(ma.Dict):
    """Facts of a claim: names in code form, each with a text, a whole number, true, false or nothing.

    Flat, so that a rule may compare any of them with what it knows, whatever a caller sent.
    """

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        facts = dict(super()._deserialize(value, *args, **kwargs))
        if not all(isinstance(name, str) and FACT_NAME.fullmatch(name) for name in facts):
            raise ValidationError("wrong_form")
        facts = {name: legible(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
        if wrong := {name: ["wrong_form"] for name, fact in facts.items() if not _is_plain(fact)}:
            raise ValidationError(wrong)
        return facts


def _is_plain(fact: Any) -> bool:
    if isinstance(fact, str):
        return len(fact) <= LONGEST_FACT
    return fact is None or isinstance(fact, int)


class Several(ma.List):
    """A list that is loaded as a tuple, because declarations are frozen."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return tuple(super()._deserialize(value, *args, **kwargs))


class SealedField(ma.Field):
    """Wraps another field: sealed when dumped, opened when loaded."""

    def __init__(self, inner: ma.Field, sealed_as: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.inner = inner
        self.sealed_as = sealed_as

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        plain = self.inner._serialize(value, attr, obj, **kwargs)
        return None if plain is None else seal(plain, self.sealed_as)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            return self.inner.deserialize(open_sealed(value, self.sealed_as), attr, data, **kwargs)
        except CannotOpen as error:
            raise ValidationError("cannot_open") from error
