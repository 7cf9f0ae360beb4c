"""Which unit has the territory of a place."""

import csv

import pytest
import yaml

from services.routing.policy.territory import Gazetteer, KnownPlace, Territory
from shared.demo.messages import city_folder

PLACES = [
    KnownPlace("330482003", "曹桥街道", "caoqiao"),
    KnownPlace("330482003_short", "曹桥", "caoqiao"),
    KnownPlace("330482003201", "野马村", "caoqiao"),
    KnownPlace("330482003202", "和平村", "caoqiao"),
    KnownPlace("330482101", "乍浦镇", "zhapu"),
    KnownPlace("330482101201", "和平村", "zhapu"),
    KnownPlace("330482108", "独山港镇", "dushangang"),
    KnownPlace("old_330482108_黄姑镇", "黄姑镇", "dushangang", "独山港镇"),
    KnownPlace("old_330482108_黄姑", "黄姑", "dushangang", "独山港镇"),
    KnownPlace("330482108201", "黄姑村", "dushangang"),
]
PINGHU = Gazetteer(PLACES, within=("浙江", "嘉兴", "平湖"))


def unit_of(words, code=None):
    territory = PINGHU.territory_of(code, words)
    return territory and territory.unit


def test_a_village_inside_its_township_is_clear():
    assert PINGHU.territory_of(None, "曹桥街道野马村三组") == Territory("caoqiao", "曹桥街道")


def test_a_village_alone_is_enough():
    assert PINGHU.territory_of(None, "家在野马村") == Territory("caoqiao", "野马村")


def test_an_old_name_is_understood_and_explained():
    assert PINGHU.territory_of(None, "黄姑镇老街") == Territory("dushangang", "黄姑镇", "独山港镇")


def test_the_old_name_together_with_the_new_one_is_clear():
    assert unit_of("独山港镇（原黄姑镇）") == "dushangang"


def test_the_longest_name_counts_so_a_village_is_not_taken_for_the_township_in_its_name():
    assert PINGHU.territory_of(None, "黄姑村") == Territory("dushangang", "黄姑村")


def test_a_village_name_that_two_townships_share_needs_its_township():
    assert unit_of("和平村") is None
    assert unit_of("乍浦镇和平村") == "zhapu"
    assert unit_of("和平村，曹桥街道") == "caoqiao"


def test_two_townships_named_are_not_clear():
    assert unit_of("从曹桥街道到乍浦镇的路上") is None


@pytest.mark.parametrize("words", ["", None, "不清楚", "家里", "　", "街道", "镇"])
def test_words_that_name_no_place_give_none(words):
    assert unit_of(words) is None


@pytest.mark.parametrize(
    "words", ["北京市朝阳区建国路", "上海市松江区", "贵州省独山县", "嘉善县西塘镇", "苏州市平江路"]
)
def test_a_place_in_another_city_is_never_guessed_into_this_one(words):
    assert unit_of(words) is None


@pytest.mark.parametrize(
    "words", ["宁波市海曙区和平村，乍浦镇", "上海市虹口区黄姑路", "贵州省独山县黄姑村", "山东曹桥", "海盐县曹桥"]
)
def test_a_name_that_another_city_has_too_is_not_guessed_when_that_city_is_named(words):
    assert unit_of(words) is None


@pytest.mark.parametrize(
    "words", ["浙江省嘉兴市平湖市曹桥街道", "平湖市曹桥", "平湖曹桥菜市场旁", "曹桥街道超市门口", "曹桥街道山东路口"]
)
def test_the_city_s_own_name_and_words_that_only_sound_like_a_city_do_no_harm(words):
    assert unit_of(words) == "caoqiao"


@pytest.mark.parametrize("words", ["乍浦路", "黄姑路12号", "曹桥大道"])
def test_a_street_named_after_a_place_is_not_the_place(words):
    assert unit_of(words) is None


def test_a_code_wins_over_words():
    assert PINGHU.territory_of("330482101", "曹桥街道野马村") == Territory("zhapu", "乍浦镇")


def test_a_code_of_another_city_gives_none_even_beside_words_that_are_clear():
    assert unit_of("曹桥街道", code="110105") is None


def test_the_code_of_an_old_name_is_explained_too():
    assert PINGHU.territory_of("old_330482108_黄姑镇", None) == Territory("dushangang", "黄姑镇", "独山港镇")


def test_a_city_without_places_knows_none():
    assert Gazetteer([]).territory_of(None, "曹桥街道") is None
    assert Gazetteer([]).territory_of("330482003", None) is None


def demo_city():
    with (city_folder() / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    old = yaml.safe_load((city_folder() / "old_names.yaml").read_text(encoding="utf-8"))
    return rows, old


def test_every_place_of_the_demo_city_is_found_by_its_full_name():
    rows, _ = demo_city()
    gazetteer = Gazetteer([KnownPlace(row["code"], row["name"], row["unit"]) for row in rows])
    township = {row["unit"]: row["name"] for row in rows if row["kind"] == "township"}
    lost = [row["name"] for row in rows if _unit(gazetteer, township[row["unit"]] + row["name"]) != row["unit"]]
    assert not lost


def test_every_old_name_of_the_demo_city_leads_to_a_township_of_today():
    rows, old = demo_city()
    today = {row["name"]: row["unit"] for row in rows if row["kind"] == "township"}
    assert all(today[place["now_called"]] == place["unit"] for place in old)


def _unit(gazetteer, words):
    territory = gazetteer.territory_of(None, words)
    return territory and territory.unit
