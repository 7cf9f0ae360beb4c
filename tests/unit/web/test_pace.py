"""A public door is asked as often as a person would, not as a program that guesses."""

from shared.web.pace import Pace


def test_so_many_at_once_then_one_after_the_other():
    pace = Pace(most=3, seconds=30)
    assert [pace.ask("a", now=0) for _ in range(3)] == [0, 0, 0]
    assert pace.ask("a", now=0) == 10
    assert pace.ask("a", now=9) == 1
    assert pace.ask("a", now=10) == 0
    assert pace.ask("a", now=10) == 10


def test_a_question_that_came_too_soon_does_not_count():
    pace = Pace(most=1, seconds=10)
    pace.ask("a", now=0)
    assert [pace.ask("a", now=5) for _ in range(50)] == [5] * 50
    assert pace.ask("a", now=10) == 0


def test_one_asker_does_not_hold_up_another():
    pace = Pace(most=1, seconds=60)
    assert (pace.ask("a", now=0), pace.ask("a", now=0), pace.ask("b", now=0)) == (0, 60, 0)


def test_however_many_ask_the_memory_is_bounded():
    pace = Pace(most=1, seconds=60, remembered=5)
    for number in range(50):
        pace.ask(str(number), now=0)
    assert len(pace._left) == 5
