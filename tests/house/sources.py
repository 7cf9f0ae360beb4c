"""The project's own files, and what they import and call."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = {".venv", ".git", "var", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}


def python_files(*folders: str) -> list[Path]:
    """Every Python file below these folders of the project."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py") if path.is_file())


def text_files() -> Iterator[tuple[Path, str]]:
    """Every file of the project that is text, with its text; what is installed or made at run time is not ours."""
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT).parts
        if path.is_file() and not ELSEWHERE & set(inside) and not any(part.endswith(".egg-info") for part in inside):
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def name(path: Path) -> str:
    """The path inside the project, as messages say it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """The dotted names a file imports, wherever in it: `from a.b import c` gives `a.b` and `a.b.c`."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = _absolute(node, path)
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return found


def _absolute(node: ast.ImportFrom, path: Path) -> str:
    if not node.level:
        return node.module or ""
    package = path.relative_to(ROOT).parts[: -node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def imports_any(path: Path, *names: str) -> set[str]:
    """Which of these packages or modules a file imports, or something inside of them."""
    return {name for name in names for found in imports(path) if found == name or found.startswith(f"{name}.")}


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every call in a file: `datetime.now(UTC)` gives `datetime.now`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)
