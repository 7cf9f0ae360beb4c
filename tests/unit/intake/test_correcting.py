"""Who may correct what."""

import pytest

from services.intake.policy.correcting import MAY, MAY_BE_BLANK, OF_A_CLAIM, fields_for, may_correct
from shared.contracts.words import CORRECTED


def test_every_field_that_may_be_corrected_has_its_name_and_no_other():
    assert set(MAY) == set(CORRECTED)
    assert set(MAY_BE_BLANK) < set(MAY)


@pytest.mark.parametrize("role", ["office_clerk", "office_head", "aid_clerk"])
def test_who_has_to_answer_it_corrects_who_the_petitioner_is_and_how_to_reach_them_and_nothing_else(role):
    assert fields_for(role) == ("name", "phone", "id_number", "address", "groups")


@pytest.mark.parametrize("role", ["operator", "petition_clerk"])
def test_the_desk_that_registers_corrects_all(role):
    assert fields_for(role) == tuple(MAY)
    assert all(may_correct(role, field) for field in OF_A_CLAIM)


@pytest.mark.parametrize("role", ["leader", "ops", "admin"])
def test_nobody_else_corrects_anything(role):
    assert fields_for(role) == ()
