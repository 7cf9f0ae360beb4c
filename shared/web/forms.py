"""Page forms: flat names with dots (`petitioner.name`, `claims.0.text`) through the same schema as the JSON."""

from __future__ import annotations

import re
import typing
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, TypeVar, get_args, get_origin

from flask import request
from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict

from shared.contracts.fields import schema_of
from shared.web.problems import as_invalid_fields

D = TypeVar("D")
NOT_DATA = {
    "csrf_token",
    "add_claim",
    "add_agent",
    "show_fields",
    "same_matter",
    "form_key",
    "draft_id",
    "draft_revision",
    "then",
}
DEEPEST = 8


def load_form(declaration: type[D], **more: Any) -> D:
    """The submitted page form as an instance of its declaration. Raises `InvalidFields`.

    `more` adds or replaces top-level values. Empty inputs count as not given.
    """
    return load_values(declaration, {**nested(request.form, declaration), **more})


def load_values(declaration: type[D], values: dict[str, Any]) -> D:
    """Values from anywhere as an instance of their declaration. Raises `InvalidFields`."""
    try:
        return typing.cast(D, schema_of(declaration)().load(values))
    except ValidationError as error:
        raise as_invalid_fields(error) from error


def load_query(declaration: type[D]) -> D:
    """The query of a page's address as an instance of its declaration; what a list is filtered by."""
    given = {name: value for name, value in request.args.items() if value.strip() and name != "lang"}
    return load_values(declaration, given)


def page_number() -> int:
    """The page of a numbered list that the address asks for; the first, if it asks for none or for nonsense."""
    asked = request.args.get("page", "")
    return int(asked) if re.fullmatch(r"[1-9][0-9]{0,4}", asked) else 1


def with_defaults(**values: Any) -> dict[str, str]:
    """What a form shows when it is opened or shown again: submitted values over the given ones."""
    return {**values, **request.form.to_dict()}


def nested(form: MultiDict[str, str], declaration: type) -> dict[str, Any]:
    """Dotted names as nested dicts and lists; a field declared as a tuple of texts takes every value given."""
    tree: dict[str, Any] = {}
    for name in form:
        if name in NOT_DATA:
            continue
        values = [value for value in form.getlist(name) if value.strip()]
        path = name.split(".") if name.count(".") < DEEPEST else [name]
        if values:
            _plant(tree, path, values if _takes_many(declaration, name) else values[-1])
        elif _must_be_there(declaration, path):
            _branch(tree, path)
    return {name: _lists(value) for name, value in tree.items()}


def _plant(tree: dict[str, Any], path: list[str], value: Any) -> None:
    _branch(tree, path)[path[-1]] = value


def _branch(tree: dict[str, Any], path: list[str]) -> dict[str, Any]:
    for step in path[:-1]:
        if not isinstance(tree.get(step), dict):
            tree[step] = {}  # a name that is also the beginning of another: the schema will say what is wrong
        tree = tree[step]
    return tree


def _must_be_there(declaration: Any, path: list[str]) -> bool:
    """Whether an empty input still needs its part, so that what is missing in it can be named: the petitioner, the
    first claim. A part that may be left out, and a further claim left blank, are simply not given."""
    if len(path) == 1 or any(_is_number(step) and step != "0" for step in path):
        return False
    required = [f.name for f in fields(declaration) if f.default is MISSING and f.default_factory is MISSING]
    return path[0] in required


def _lists(tree: Any) -> Any:
    if not isinstance(tree, dict):
        return tree
    if tree and all(_is_number(key) for key in tree):
        return [_lists(tree[key]) for key in sorted(tree, key=int)]
    return {key: _lists(value) for key, value in tree.items()}


def _takes_many(declaration: Any, name: str) -> bool:
    annotation: Any = declaration
    for step in name.split("."):
        annotation = _within(annotation, step)
    return get_origin(annotation) is tuple


def _within(annotation: Any, step: str) -> Any:
    """What is declared for a step inside a part or a list; None where nothing is."""
    if get_origin(annotation) is tuple and _is_number(step):
        return get_args(annotation)[0]
    if is_dataclass(annotation) and step in {field.name for field in fields(annotation)}:
        return _bare(typing.get_type_hints(annotation)[step])
    return None


def _is_number(step: str) -> bool:
    return re.fullmatch(r"[0-9]{1,3}", step) is not None


def _bare(annotation: Any) -> Any:
    """The annotation without `| None`."""
    arguments = [a for a in get_args(annotation) if a is not type(None)]
    is_optional = type(None) in get_args(annotation)
    return arguments[0] if is_optional else annotation
