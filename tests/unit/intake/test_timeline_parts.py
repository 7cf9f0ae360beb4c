"""Which part of a timeline an event belongs to."""

import pytest

from services.intake.policy.timeline_parts import TIMELINE_PARTS, part_of
from services.intake.timeline import TOLD


@pytest.mark.parametrize(
    ("type_", "part"),
    [
        ("matter.contacted", "petitioner"),
        ("withdrawal.recorded", "petitioner"),
        ("referral.made", "handling"),
        ("matter.completed", "handling"),
        ("clock.breached", "clocks"),
        ("notice.failed", "notices"),
        ("something.newer", "handling"),
    ],
)
def test_an_event_is_in_one_part(type_, part):
    assert part_of(type_) == part


def test_every_event_of_the_timeline_is_in_a_part_that_has_a_name_and_no_part_is_empty():
    assert {part_of(event.event_type.type) for event in TOLD} == set(TIMELINE_PARTS)
