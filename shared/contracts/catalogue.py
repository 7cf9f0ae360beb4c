"""The catalogue of events, `shared/contracts/README.md`: generated from the declarations, never written by hand."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from shared.contracts import EVENTS, EventType
from shared.contracts.fields import (
    Code,
    Count,
    Facts,
    Length,
    Line,
    MatterNo,
    OneOf,
    Pattern,
    PlaceCode,
    Story,
    is_sealed,
    without_seal,
)
from shared.contracts.words import Vocabulary

FOLDER = Path(__file__).parent
FILE = FOLDER / "README.md"
NAMED: tuple[tuple[Any, str], ...] = (
    (MatterNo, "matter number"),
    (Code, "code"),
    (PlaceCode, "place code"),
    (Line, "text, at most 200 characters"),
    (Story, "text, at most 20,000 characters"),
    (Facts, "facts: name → text, whole number, true, false or null"),
    (str, "text"),
    (int, "whole number"),
    (bool, "true or false"),
    (date, "day, `YYYY-MM-DD`"),
    (datetime, "moment, ISO 8601 with offset"),
    (UUID, "UUID"),
)


def write() -> Path:
    """Write the catalogue; where it lies."""
    FILE.write_text(text(), encoding="utf-8")
    return FILE


def text() -> str:
    """The whole catalogue as Markdown; the same declarations always give the same text."""
    head = (FOLDER / "envelope.md").read_text(encoding="utf-8").rstrip()
    sources = sorted({kind.source for kind in EVENTS.values()}, key=lambda source: (source == "system", source))
    sections = [head, *(_publisher(source) for source in sources), _vocabularies()]
    return "\n\n".join(sections) + "\n"


def _publisher(source: str) -> str:
    kinds = sorted((kind for kind in EVENTS.values() if kind.source == source), key=lambda kind: kind.type)
    title = "any service" if source == "system" else source
    about = inspect.getdoc(inspect.getmodule(kinds[0].declaration)) or ""
    parts = sorted({part for part in _all_parts() if part.__module__ == kinds[0].declaration.__module__}, key=_name)
    return "\n\n".join([f"## {title}", about, *map(_event, kinds), *map(_part, parts)])


def _event(kind: EventType) -> str:
    about = inspect.getdoc(kind.declaration) or ""
    heard = ", ".join(f"`{queue}`" for queue in _queues_hearing(kind.type)) or "nobody"
    facts = f"Version {kind.version} · about its `{kind.subject}` · queues: {heard}"
    example = f"[example](examples/{kind.type}.v{kind.version}.json)"
    return f"### {kind.type}\n\n{about}\n\n{facts} · {example}\n\n{_table(kind.declaration)}"


def _part(part: type) -> str:
    return f"### {part.__name__}\n\n{inspect.getdoc(part)}\n\n{_table(part)}"


def _table(declaration: type) -> str:
    hints = typing.get_type_hints(declaration, include_extras=True)
    rows = [_row(field, hints[field.name]) for field in fields(declaration)]
    return "\n".join(["| field | what | sealed | required |", "|---|---|---|---|", *rows])


def _row(field: Any, annotation: Any) -> str:
    required = field.default is MISSING and field.default_factory is MISSING
    optional = "yes, may be null" if _may_be_null(annotation) else "yes"
    sealed = "sealed" if is_sealed(annotation) else ""
    return f"| `{field.name}` | {in_words(annotation)} | {sealed} | {optional if required else 'no'} |"


def in_words(annotation: Any) -> str:
    """A field's type as a person would say it: `tuple[UUID, ...]` is "list of: UUID"."""
    plain = _plain(annotation)
    for named, words in NAMED:
        if plain == named:
            return words
    if get_origin(plain) is tuple:
        return f"list of: {in_words(get_args(plain)[0])}"
    if is_dataclass(plain):
        return _link(_name(typing.cast(type, plain)))
    base, *marks = get_args(plain)
    choice = next((_choices(mark.choices) for mark in marks if isinstance(mark, OneOf)), None)
    return choice or ", ".join([in_words(base), *map(_limits, marks)])


def _choices(choices: Any) -> str:
    if isinstance(choices, Vocabulary):
        return f"one of the {_link(choices.name)} words"
    return "one of " + ", ".join(f"`{choice}`" for choice in sorted(choices))


def _limits(mark: Any) -> str:
    match mark:
        case Length(low=low, high=high) | Count(low=low, high=high):
            return f"{low:,} to {high:,}"
        case Pattern(pattern=pattern):
            return f"of the form `{pattern}`"
    raise TypeError(f"shared/contracts/catalogue.py cannot say what {mark!r} asks of a field: teach _limits")


def _plain(annotation: Any) -> Any:
    """The annotation without its seal and without `| None`."""
    bare = without_seal(annotation)
    if get_origin(bare) in (Union, types.UnionType):
        [bare] = [argument for argument in get_args(bare) if argument is not type(None)]
    return bare if bare == annotation else _plain(bare)


def _may_be_null(annotation: Any) -> bool:
    return type(None) in get_args(without_seal(annotation))


def _all_parts() -> Iterator[type]:
    for kind in EVENTS.values():
        for annotation in _nested(kind.declaration):
            if is_dataclass(annotation):
                yield typing.cast(type, annotation)


def _vocabularies() -> str:
    found = {
        mark.choices.name: mark.choices
        for kind in EVENTS.values()
        for annotation in _nested(kind.declaration)
        for mark in _marks(annotation)
        if isinstance(mark, OneOf) and isinstance(mark.choices, Vocabulary)
    }
    return "\n\n".join(["## Words", *(_vocabulary(found[name]) for name in sorted(found))])


def _vocabulary(words: Mapping[str, Any]) -> str:
    rows = [f"| `{code}` | {word.zh} | {word.en} |" for code, word in words.items()]
    return "\n".join([f"### {words.name}", "", "| code | 中文 | English |", "|---|---|---|", *rows])  # type: ignore[attr-defined]


def _marks(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()


def _nested(declaration: type) -> Iterator[Any]:
    """Every type named in a declaration, those inside lists and parts included."""
    for annotation in typing.get_type_hints(declaration, include_extras=True).values():
        plain = _plain(annotation)
        while get_origin(plain) is tuple:
            plain = _plain(get_args(plain)[0])
        yield plain
        if is_dataclass(plain):
            yield from _nested(typing.cast(type, plain))


def _queues_hearing(type_: str) -> list[str]:
    from shared.messaging.services import hearings  # it knows the services, which shared.contracts must not

    return sorted(hearing.queue for hearing in hearings() if type_ in hearing.types)


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _name(part: type) -> str:
    return part.__name__
