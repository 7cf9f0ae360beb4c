"""Things are killed at random moments while messages come in; nothing acknowledged is lost, nothing happens twice."""

import pytest

from tests.faults.lengths import LONG
from tests.faults.messages import WHOLE_FILE
from tests.faults.reading import SERVICES
from tests.faults.storm import storm

MESSAGES = WHOLE_FILE if LONG else 250


@pytest.mark.parametrize("city", ["embedded"], indirect=True)
def test_the_embedded_process_is_killed_again_and_again(city, chance, tell):
    told = storm("embedded storm", city, ["embedded"], 20 if LONG else 4, MESSAGES, chance)
    tell(told)
    assert told.verdict.is_clean, str(told)


@pytest.mark.parametrize("city", ["real"], indirect=True)
def test_each_service_and_the_broker_are_killed_in_turn(city, chance, tell):
    told = storm("real storm", city, [*SERVICES, "RabbitMQ"], 20 if LONG else 6, MESSAGES, chance)
    tell(told)
    assert told.verdict.is_clean, str(told)
