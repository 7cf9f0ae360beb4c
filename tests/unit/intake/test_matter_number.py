"""How a matter is numbered."""

from datetime import date

import pytest

from services.intake.policy.matter_number import LETTERS, matter_number, series
from shared.contracts.base import form
from shared.contracts.fields import MatterNo, schema_of
from shared.contracts.words import CHANNELS


@form
class Numbered:
    matter_no: MatterNo


def test_a_number_says_the_channel_the_day_and_the_count_of_that_day():
    assert matter_number(series("PHONE", date(2026, 9, 3)), 7) == "LD-20260903-0007"


def test_the_ten_thousandth_of_a_day_still_gets_a_number():
    assert matter_number(series("VISIT", date(2026, 9, 3)), 10_000) == "LF-20260903-10000"


def test_every_channel_has_letters_of_its_own():
    assert set(LETTERS) == set(CHANNELS)
    assert len(set(LETTERS.values())) == len(CHANNELS)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("count", [1, 9999, 999_999_999])
def test_every_number_is_one_that_events_and_addresses_accept(channel, count):
    number = matter_number(series(channel, date(2026, 12, 31)), count)
    assert schema_of(Numbered)().load({"matter_no": number}).matter_no == number
