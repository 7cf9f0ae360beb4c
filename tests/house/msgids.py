"""Every Chinese sentence that a page, a refusal or a complaint may say: the msgids that need English."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir
from jinja2.ext import babel_extract

from shared.errors import Refused
from shared.messaging.services import service_classes
from shared.web.navigation import ENTRIES
from tests.house.sources import ROOT, name, python_files, tree

TRANSLATE = {"_", "gettext", "ngettext", "lazy_gettext", "pgettext"}
OPTIONS = {"**.html": {"silent": "false", "trimmed": "true", "newstyle_gettext": "true"}}


def used() -> dict[str, set[str]]:
    """Each msgid with the places that say it."""
    found: dict[str, set[str]] = {}
    for place, msgid in (*_in_templates(), *_in_python(), *_in_refusals(), *_in_the_rail()):
        found.setdefault(msgid, set()).add(place)
    return found


def _in_templates() -> Iterator[tuple[str, str]]:
    for folder in (*sorted((ROOT / "services").glob("*/templates")), ROOT / "shared" / "web" / "templates"):
        extracted = extract_from_dir(folder, method_map=[("**.html", babel_extract)], options_map=OPTIONS)
        for file, line, message, _, _ in extracted:
            for msgid in (message,) if isinstance(message, str) else message:
                yield f"{name(folder)}/{file}:{line}", msgid


def _in_python() -> Iterator[tuple[str, str]]:
    """What is handed to gettext: as it stands there, or as a constant or a table of the same module."""
    for path in python_files("services", "shared"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in TRANSLATE:
                for msgid in _texts(node.args[0], path):
                    yield f"{name(path)}:{node.lineno}", msgid


def _texts(argument: ast.expr, path: Path) -> Iterator[str]:
    if isinstance(argument, ast.Constant):
        yield argument.value
        return
    for node in ast.walk(argument):
        if isinstance(node, ast.Name):
            yield from _constants(_assigned(node.id, path))
        elif isinstance(node, ast.Constant):
            yield from _constants(node)


def _constants(value: ast.AST | None) -> Iterator[str]:
    for node in ast.walk(value) if value else ():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not node.value.isascii():
            yield node.value


def _assigned(variable: str, path: Path) -> ast.AST | None:
    for node in tree(path).body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == variable for t in node.targets):
            return node.value
    return None


def _in_refusals() -> Iterator[tuple[str, str]]:
    for service in service_classes():
        for path in python_files(f"services/{service}"):
            if "migrations" not in path.parts:
                importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for kind in _family(Refused):
        yield f"the docstring of {kind.__module__}.{kind.__name__}", kind().sentence


def _family(kind: type) -> Iterator[type]:
    yield kind
    for child in kind.__subclasses__():
        yield from _family(child)


def _in_the_rail() -> Iterator[tuple[str, str]]:
    for entry in ENTRIES:
        yield "shared/web/navigation.py", entry.text
