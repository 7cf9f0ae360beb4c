"""What a failure means for an event, and how long it waits."""

from datetime import timedelta
from itertools import pairwise

import pytest

from shared.db import RunAgain
from shared.errors import NotFound
from shared.messaging.errors import ATTEMPTS, LastingError, NotHeardHere, NotYet, UnknownEvent, setback
from shared.messaging.settle import FIRST_PAUSE, LONGEST_PAUSE, pause

SECRET = "林某住在演示路零号"


@pytest.mark.parametrize(
    ("error", "why", "attempts"),
    [
        (NotYet("the matter is not known here"), "not_yet", None),
        (UnknownEvent("moon.risen version 1"), "unknown", None),
        (NotHeardHere("reply.issued"), "unknown", None),
        (LastingError("envelope: id"), "lasting", 1),
        (NotFound(), "lasting", 1),
        (RunAgain("40P01"), "error", ATTEMPTS),
        (ValueError(), "error", ATTEMPTS),
        (SystemExit(), "error", ATTEMPTS),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_a_failure_is_passing_or_lasting_or_waits_for_something(error, why, attempts):
    assert (setback(error).why, setback(error).attempts) == (why, attempts)


def test_what_waits_for_another_event_or_an_upgrade_is_never_given_up():
    assert not setback(NotYet()).is_final(10_000)
    assert not setback(UnknownEvent()).is_final(10_000)


def test_what_no_attempt_can_help_is_given_up_at_once_and_the_rest_after_twenty():
    assert setback(LastingError()).is_final(1)
    assert [setback(ValueError()).is_final(attempts) for attempts in (1, 19, 20)] == [False, False, True]


@pytest.mark.parametrize("error", [ValueError(SECRET), KeyError(SECRET), NotFound(name=SECRET), RunAgain(SECRET)])
def test_the_words_of_an_unforeseen_error_are_not_repeated(error):
    try:
        raise error
    except type(error) as raised:
        told = setback(raised).error
    assert SECRET not in told
    assert isinstance(error, RunAgain) or "test_setbacks.py" in told


def test_an_error_that_was_never_raised_has_an_unknown_place():
    assert setback(ValueError(SECRET)).error == "ValueError at an unknown place"


def test_what_is_told_fits_its_column():
    assert all(len(setback(kind("长" * 1_000)).error) <= 400 for kind in (NotYet, UnknownEvent, LastingError))


@pytest.mark.parametrize("attempts", [0, 1, 2, 5, 12, 100, 10**6])
def test_a_pause_is_bounded(attempts):
    for _ in range(50):
        assert timedelta(seconds=FIRST_PAUSE / 4) <= pause(attempts) <= timedelta(seconds=LONGEST_PAUSE * 1.5)


def test_pauses_double_until_the_longest():
    middles = [sum(pause(attempts).total_seconds() for _ in range(400)) / 400 for attempts in range(1, 9)]
    assert all(1.6 < later / earlier < 2.5 for earlier, later in pairwise(middles))
    assert 0.8 * LONGEST_PAUSE < sum(pause(50).total_seconds() for _ in range(400)) / 400 < 1.2 * LONGEST_PAUSE


def test_two_that_failed_together_do_not_come_again_together():
    assert len({pause(3) for _ in range(100)}) > 90
