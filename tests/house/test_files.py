"""What may not stand in a file, and how long one may be."""

import re

import pytest

from tests.house.sources import ROOT, name, python_files, text_files

GOAL, LIMIT = 200, 400
OF_A_MACHINE = re.compile(r"/wor[k]/|/hom[e]/(?!liandong\b)\w|/User[s]/\w|/roo[t]/|C:\\\\User[s]", re.ASCII)
MADE_BY = "make it with uv pip compile --generate-hashes --no-emit-index-url"
LOCK_FILES = sorted(ROOT.glob("requirements*.txt"))
EACH_LOCK_FILE = pytest.mark.parametrize("path", LOCK_FILES, ids=name)


def test_no_file_names_a_path_of_the_machine_it_was_written_on():
    wrong = {
        f"{name(path)}:{text.count(chr(10), 0, found.start()) + 1}": found[0]
        for path, text in text_files()
        if (found := OF_A_MACHINE.search(text))
    }
    assert not wrong, f"{wrong}: say it relative to the project, or ask the environment"


@EACH_LOCK_FILE
def test_a_lock_file_names_no_address_to_download_from(path):
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"https?://\S+|file:\S+|^-(?:i|f|-\S*(?:url|links)).*$", text, re.MULTILINE)
    assert not found, f"{name(path)} names {found[:3]}: {MADE_BY}"


@EACH_LOCK_FILE
def test_every_requirement_is_pinned_and_has_its_hashes(path):
    text = re.sub(r"^\s*#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    entries = re.split(r"\n(?=\S)", text.strip())
    wrong = [
        entry for entry in entries if not re.match(r"[\w.\[\]-]+==\S+ .*\\\n +--hash=sha256:[0-9a-f]{64}", entry)
    ]
    assert len(entries) > 20
    assert not wrong, f"{name(path)}: {wrong} lack a version or a hash: {MADE_BY}"


def test_no_other_lock_file_lies_about():
    unwanted = {
        "poetry.lock",
        "uv.lock",
        "Pipfile.lock",
        "package-lock.json",
        "yarn.lock",
        "pdm.lock",
        "pnpm-lock.yaml",
    }
    wrong = [name(path) for path, _ in text_files() if path.name in unwanted]
    assert not wrong, f"{wrong} write download addresses: versions are pinned in requirements*.txt"


def test_no_python_file_is_much_longer_than_two_hundred_lines():
    length = {
        name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files("services", "shared", "tests")
    }
    long = {path: lines for path, lines in length.items() if lines > GOAL}
    too_long = {path: lines for path, lines in long.items() if lines > LIMIT}
    assert not too_long, (
        f"{too_long} do not fit in a head: cut them where the subject changes. Above {GOAL} lines: {long}"
    )


def test_no_module_is_named_after_nothing():
    nothing = {
        "utils",
        "util",
        "helpers",
        "helper",
        "common",
        "manager",
        "managers",
        "misc",
        "info",
        "data",
        "process",
    }
    wrong = [name(path) for path in python_files("services", "shared", "tests") if path.stem in nothing]
    assert not wrong, f"{wrong}: name the module for what is in it"


def test_every_python_file_says_what_it_is_for():
    wrong = [
        name(path)
        for path in python_files("services", "shared", "tests")
        if (text := path.read_text(encoding="utf-8").strip()) and not text.startswith(('"""', "#!"))
    ]
    assert not wrong, f"{wrong} have no docstring: one line that says what is in the file"
