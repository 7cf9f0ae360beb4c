"""Which narratives are alike; the texts are fictional."""

import random

from services.intake.policy.alike import ALIKE, THE_SAME, bands, likeness, runs

WALL = (
    "（虚构）东村西头的邻居在公用通道上砌了一道两米高的围墙，电瓶车进不来，老人出门要绕一大圈，"
    "找过村里两次没有结果。砌墙的时候说是临时堆料，过了半年不但没有拆，又在墙边停了两辆货车，消防通道也堵上了。"
    "我们几户人家凑钱请人量过，通道一直是集体的，图上写得清清楚楚，希望来人看一看，早点恢复原状。"
)
WAGES = "（虚构）演示服装厂拖欠我和另外六名工友三个月工资，老板说没有钱，劳动监察登记过一次，到现在没有回音。"


def altered(text, share=0.1):
    drawn = random.Random(7)
    return "".join(drawn.choice(WAGES) if drawn.random() < share else letter for letter in text)


def test_a_text_with_a_prefix_a_suffix_and_a_tenth_changed_is_alike_and_has_a_band_in_common():
    told_again = "您好，上次说过。" + altered(WALL) + "请尽快答复。"
    assert likeness(runs(WALL), runs(told_again)) >= ALIKE
    assert set(bands(WALL)) & set(bands(told_again))


def test_another_matter_is_not_alike():
    assert likeness(runs(WALL), runs(WAGES)) < 0.1
    assert not set(bands(WALL)) & set(bands(WAGES))


def test_spaces_punctuation_and_the_width_of_letters_do_not_count():
    assert likeness(runs("ＡＢ栋 三楼，漏水！\n请处理"), runs("ab栋三楼漏水请处理")) == 1.0
    assert likeness(runs(WALL), runs(WALL.replace("，", " "))) == 1.0
    assert THE_SAME < 1.0


def test_a_text_too_short_to_say_anything_is_not_recognised_by_its_words():
    assert bands("催问进度") == []
    assert likeness(runs("催"), runs("催")) == 0.0


def test_a_very_long_text_is_told_by_its_beginning():
    assert bands(WALL * 500) == bands(WALL * 1000)


def test_the_numbers_are_the_same_in_every_process_and_fit_a_column():
    assert bands(WALL) == bands(WALL)
    assert all(-(2**63) <= band < 2**63 for band in bands(WALL))
