"""One example is kept of every version of every event, and it means today what it meant."""

import json

import pytest

from shared.contracts import EVENTS
from tests.contracts import examples
from tests.contracts.factories import CURRENT, meaning_of


@pytest.mark.parametrize("type_", sorted(EVENTS))
def test_every_event_has_an_example_of_its_current_version(type_):
    path = examples.path_of(type_, EVENTS[type_].version)
    assert type_ in CURRENT, f"add a {type_} to tests/contracts/factories.py, then run {examples.COMMAND}"
    assert path.exists(), f"there is no {path.name}: run {examples.COMMAND}"


@pytest.mark.parametrize("path", examples.stored(), ids=lambda path: path.stem)
def test_an_example_of_any_version_means_what_it_meant(path):
    letter = examples.opened(path)
    expected = meaning_of(letter.type, letter.event.meta.version)
    assert expected is not None, f"say in OLDER of tests/contracts/factories.py what {path.name} means today"
    assert letter.event == expected, f"{path.name} means something else now: {examples.ADVICE}"


@pytest.mark.parametrize("path", examples.stored(), ids=lambda path: path.stem)
def test_an_example_is_named_after_what_it_holds(path):
    envelope = json.loads(path.read_bytes())
    assert path == examples.path_of(envelope["type"], envelope["dataversion"])


def test_no_version_of_an_event_lacks_its_example():
    missing = [
        examples.path_of(type_, version).name
        for type_, kind in EVENTS.items()
        for version in range(1, kind.version + 1)
        if not examples.path_of(type_, version).exists()
    ]
    assert not missing, f"{missing} are gone: stored examples are kept for ever, take them back from git"


@pytest.mark.parametrize("type_", sorted(CURRENT))
def test_an_example_shows_every_field_but_those_that_exclude_each_other(type_):
    event = CURRENT[type_]
    empty = {name for name, value in vars(event).items() if value is None and name != "meta"}
    assert empty <= {"unit"}, f"give {sorted(empty)} of {type_} a value in tests/contracts/factories.py"


def test_an_existing_example_is_never_written_again(tmp_path):
    first = {path: path.read_bytes() for path in examples.make_missing(tmp_path)}
    assert len(first) == len(EVENTS)
    assert list(examples.make_missing(tmp_path)) == []
    assert first == {path: path.read_bytes() for path in tmp_path.iterdir()}


def test_the_examples_are_sealed_with_the_published_example_key_only():
    for path in examples.stored():
        sealed = path.read_text(encoding="utf-8").split('"sealed.')[1:]
        assert all(text.startswith("example.") for text in sealed), (
            f"{path.name} is sealed with a key of a deployment"
        )
