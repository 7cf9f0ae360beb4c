"""Our data files: YAML that knows its lines, so that a mistake is told with file, line and reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml


class BadData(Exception):
    """A data file cannot be used. The message is `file:line: reason`."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path.name}:{line}: {reason}")


class Entry(dict[str, Any]):
    """A mapping of a data file; `entry.line` is where it begins, and what is wrong in it is told with that line."""

    path: Path
    line: int

    def wrong(self, reason: str) -> BadData:
        """The error to raise for this entry."""
        return BadData(self.path, self.line, reason)

    def allow(self, *names: str) -> None:
        """Raises `BadData` for a field that is none of these."""
        if unknown := sorted(set(self) - set(names)):
            raise self.wrong(f"unknown field {unknown[0]!r}")

    def take(self, name: str, kind: type | tuple[type, ...]) -> Any:
        """A field that must be there, of this kind. Raises `BadData`."""
        if name not in self:
            raise self.wrong(f"{name!r} is missing")
        return self.may(name, kind)

    def may(self, name: str, kind: type | tuple[type, ...], default: Any = None) -> Any:
        """A field that may be left out. Raises `BadData` if it is there and of another kind."""
        value = self.get(name, default)
        right = isinstance(value, kind) and not (isinstance(value, bool) and kind is int)
        if value is not default and not right:
            raise self.wrong(f"{name!r} is {value!r}")
        return value

    def pair(self, name: str) -> tuple[str, str]:
        """A text in Chinese and in English: `[收到, received]`. Raises `BadData`."""
        value = self.take(name, list)
        if len(value) != 2 or not all(isinstance(text, str) and text for text in value):
            raise self.wrong(f"{name!r} must be two texts, the Chinese and the English")
        return value[0], value[1]


def read(path: Path) -> Any:
    """The content of a data file, its mappings as `Entry`. Raises `BadData`, also for a key said twice."""
    loader = _loader(path)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506  a subclass of SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadData(path, line, error.problem or "not YAML") from error


def days(value: Any, entry: Entry) -> list[date]:
    """A list of days. Raises `BadData`."""
    if not isinstance(value, list) or not all(type(day) is date for day in value):
        raise entry.wrong(f"{value!r} is no list of days")
    return value


def _loader(path: Path) -> type[yaml.SafeLoader]:
    class Loader(yaml.SafeLoader):
        """SafeLoader whose mappings know where they stand."""

    def construct(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Mapping[str, Any]:
        entry = Entry()
        entry.path, entry.line = path, node.start_mark.line + 1
        for key, value in node.value:
            name = loader.construct_object(key)
            if name in entry:
                raise BadData(path, key.start_mark.line + 1, f"{name!r} is said twice")
            entry[name] = loader.construct_object(value, deep=True)
        return entry

    Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, construct)
    return Loader
