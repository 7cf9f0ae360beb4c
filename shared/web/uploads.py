"""A door that takes a file: how large it may be, and that it never lies on a disk as it was sent."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Request, request
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from shared.errors import FieldProblem, InvalidFields, Refused
from shared.legible import legible

V = TypeVar("V")
MULTIPART = "multipart/form-data"
LARGEST_FILE = 16 * 1024 * 1024
AROUND_IT = 64 * 1024


class FileTooLarge(Refused):
    """文件太大，最多 16 MB。请分成几份上传"""

    status = 413


class Legible(ImmutableMultiDict[str, Any]):
    """The fields of a form or an address, files among them; a text that is shown again acts on nothing."""

    def __init__(self, given: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__([(legible(name), _legible(value)) for name, value in iter_multi_items(given)])


def _legible(value: Any) -> Any:
    return legible(value) if isinstance(value, str) else value


class InMemory(Request):
    """Flask's request, which would put a file of some size into a temporary one: what comes in here is personal."""

    parameter_storage_class = Legible

    def _get_file_stream(self, *_: Any, **__: Any) -> Any:
        return io.BytesIO()


@dataclass(frozen=True)
class Upload:
    """A file as it was sent, with the name it had there."""

    name: str
    content: bytes


def takes_file(*types: str) -> Any:
    """Open a view to a file of up to 16 MB: in the part `file` of a multipart form, or as the body itself where its
    content type is one of `types`."""

    def declare(view: V) -> V:
        view.takes_file = types  # type: ignore[attr-defined]
        return view

    return declare


def check_length(view: Any, otherwise: int) -> None:
    """Refuse a body that is longer than this view takes, before any of it is read."""
    length = request.content_length or 0
    if not hasattr(view, "takes_file"):
        if length > otherwise:
            raise RequestEntityTooLarge
        return
    request.max_content_length = LARGEST_FILE + AROUND_IT
    if length > LARGEST_FILE + AROUND_IT:
        raise FileTooLarge


def accepted(view: Any, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """The content types that a view takes."""
    return (*otherwise, MULTIPART, *view.takes_file) if hasattr(view, "takes_file") else otherwise


def uploaded(field: str = "file") -> Upload:
    """What was sent. Raises `InvalidFields` where nothing was."""
    if request.mimetype == MULTIPART:
        file = request.files.get(field)
        name, content = (file.filename or "", file.read()) if file else ("", b"")
    elif request.mimetype == "application/json":
        raise UnsupportedMediaType
    else:
        name, content = "", request.get_data(cache=True)
    if not content:
        raise InvalidFields(FieldProblem(field, "required"))
    if len(content) > LARGEST_FILE:
        raise FileTooLarge
    return Upload(legible(name)[-200:], content)


def digests() -> Iterator[tuple[str, str]]:
    """The files of a request by what is in them, for telling one request from another."""
    for name, file in request.files.items(multi=True):
        yield name, hashlib.sha256(file.read()).hexdigest()
        file.seek(0)
