"""How likely two matters are one, for which reasons, and what they are to each other."""

import pytest

from services.intake.policy.names_alike import names_alike
from services.intake.policy.same_matter import Compared, graded, relation


@pytest.mark.parametrize(
    ("pair", "grade"),
    [
        (Compared(same_phone=True, likeness=0.4), "CERTAIN"),
        (Compared(same_id_number=True, likeness=0.9), "CERTAIN"),
        (Compared(likeness=0.7), "LIKELY"),
        (Compared(same_phone=True, same_category=True), "LIKELY"),
        (Compared(name="same", likeness=0.4), "LIKELY"),
        (Compared(likeness=0.35), "POSSIBLE"),
        (Compared(same_id_number=True), "POSSIBLE"),
        (Compared(name="same", same_place=True), "POSSIBLE"),
    ],
)
def test_the_more_speaks_for_it_the_likelier_it_is(pair, grade):
    assert graded(pair).grade == grade


@pytest.mark.parametrize(
    "pair",
    [
        Compared(),
        Compared(name="same"),
        Compared(name="variant", same_place=True, same_category=True),
        Compared(likeness=0.34, same_category=True),
        Compared(same_phone=True, other_id_number=True, same_category=True),
    ],
)
def test_a_name_a_place_or_a_shared_telephone_alone_asks_nobody(pair):
    assert graded(pair) is None


def test_every_reason_is_said():
    told = graded(Compared(same_phone=True, name="variant", likeness=0.4, same_place=True))
    assert told.reasons == ("same_phone", "name_variant", "alike_text", "same_place")


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        (Compared(same_phone=True), "REPEAT"),
        (Compared(same_id_number=True), "REPEAT"),
        (Compared(name="same", likeness=0.5), "REPEAT"),
        (Compared(name="variant", likeness=0.9), "JOINT"),
        (Compared(same_phone=True, other_id_number=True), "JOINT"),
        (Compared(), "JOINT"),
    ],
)
def test_one_person_again_is_a_repeat_and_several_are_joint(pair, told):
    assert relation(pair) == told


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("虚构甲", "虚 构 甲", "same"),
        ("虚构甲先生", "虚构甲", "same"),
        ("阿依古丽·演示", "阿依古丽演示", "same"),
        ("林小演", "林晓演", "variant"),
        ("林演", "林小演", "variant"),
        ("林某", "林小演", "variant"),
        ("林某", "林某", "variant"),
        ("林某", "钱某", None),
        ("林甲", "林乙", None),
        ("虚构甲", "演示乙", None),
    ],
)
def test_a_name_may_be_written_otherwise(one, other, told):
    assert names_alike(one, other) == told
