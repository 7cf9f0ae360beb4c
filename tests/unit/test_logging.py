"""A log line is one line of JSON, and it never quotes a person."""

import json
import logging
import sys
from pathlib import PurePath

import pytest

from shared.logging import JsonLines

SECRET = "林某住在演示路零号"


def line_of(message="it happened", *arguments, error=None, level=logging.WARNING, **extra):
    record = logging.LogRecord("liandong.test", level, "file.py", 1, message, arguments, _exc_info(error))
    vars(record).update(extra)
    return JsonLines().format(record)


def _exc_info(error):
    if error is None:
        return None
    try:
        raise error
    except type(error):
        return sys.exc_info()


def test_a_record_is_one_line_with_its_time_level_logger_message_and_facts():
    line = line_of("took %s", 7, queue="liandong.notify", count=3)
    assert "\n" not in line
    told = json.loads(line)
    assert (told["level"], told["logger"], told["message"]) == ("warning", "liandong.test", "took 7")
    assert (told["queue"], told["count"]) == ("liandong.notify", 3)
    assert told["time"].endswith("+00:00")


@pytest.mark.parametrize("error", [ValueError(SECRET), KeyError(SECRET), UnicodeError(SECRET)])
def test_of_an_exception_only_its_kind_and_places_are_told(error):
    line = line_of(error=error)
    told = json.loads(line)
    assert "林某" not in json.dumps(told, ensure_ascii=False)
    assert told["error"] == type(error).__name__
    assert told["at"][-1].startswith("tests/unit/test_logging.py:")


def test_neither_a_cause_nor_a_context_nor_a_note_is_told():
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as inner:
            inner.add_note(SECRET)
            raise ValueError(SECRET) from inner
    except ValueError as error:
        assert SECRET not in line_of(error=error)


def test_line_breaks_and_quotes_in_a_message_cannot_forge_a_second_line():
    line = line_of('one\n{"level": "info"}')
    assert "\n" not in line
    assert json.loads(line)["message"] == 'one\n{"level": "info"}'


def test_a_fact_that_json_does_not_know_is_told_as_text():
    assert json.loads(line_of(path=PurePath("a/b")))["path"] == "a/b"
