"""The places of the city that a text names: found, explained, and never guessed into another city."""

import csv
from pathlib import Path

import pytest
import yaml

from services.routing.policy.places_told import places_told
from services.routing.policy.territory import Gazetteer, KnownPlace
from shared.demo.messages import city_folder

REAL = Path(__file__).resolve().parents[4] / "shared/data/petitions_zh/messages_with_replies.csv"


@pytest.fixture(scope="module")
def pinghu():
    folder = city_folder()
    with (folder / "places.csv").open(encoding="utf-8", newline="") as file:
        places = [KnownPlace(row["code"], row["name"], row["unit"]) for row in csv.DictReader(file)]
    old = yaml.safe_load((folder / "old_names.yaml").read_text(encoding="utf-8"))
    places += [KnownPlace(f"old_{o['name']}", o["name"], o["unit"], o["now_called"]) for o in old]
    return Gazetteer(places, within=("浙江", "嘉兴", "平湖"))


def told(pinghu, words):
    return [place.as_place for place in places_told(pinghu, words)]


def test_a_township_and_the_village_behind_it_are_one_place(pinghu):
    words = "我在曹桥街道野马村一塑料加工厂上班时受伤"
    [place] = places_told(pinghu, words)
    assert words[place.start : place.end] == place.name == "曹桥街道野马村"
    assert place.unit == "caoqiao"


def test_an_old_name_says_what_it_is_today(pinghu):
    [place] = places_told(pinghu, "黄姑镇老街的路灯坏了")
    assert (place.name, place.now_called, place.unit) == ("黄姑镇", "独山港镇", "dushangang")
    assert place.as_place == "黄姑镇（今独山港镇）"


def test_each_place_is_told_once_in_the_order_of_the_text(pinghu):
    assert told(pinghu, "从乍浦镇搬到新埭镇，乍浦镇的房子拆了") == ["乍浦镇", "新埭镇"]


@pytest.mark.parametrize(
    "words",
    [
        "贵州省独山县新仓镇",
        "安徽来安县新埭镇的老家",
        "海盐县乍浦镇",
        "武汉市民反映，东湖社区停车难",
        "长沙市雨花区东方社区",
    ],
)
def test_what_lies_in_another_city_is_not_guessed_into_this_one(pinghu, words):
    assert told(pinghu, words) == []


@pytest.mark.parametrize(
    "words", ["我是安徽人，在曹桥街道打工", "安徽来的，住平湖市曹桥街道", "我从江苏到曹桥街道打工"]
)
def test_where_somebody_comes_from_does_not_hide_where_it_happened(pinghu, words):
    assert told(pinghu, words) == ["曹桥街道"]


@pytest.mark.parametrize("words", ["", "欠薪三个月", "新埭路上的井盖", "📞" * 50])
def test_where_no_place_is_named_none_is_offered(pinghu, words):
    assert told(pinghu, words) == []


@pytest.mark.skipif(not REAL.exists(), reason="the real messages are not here")
def test_real_messages_from_other_cities_name_hardly_a_place_of_this_one(pinghu):
    """They were written elsewhere: whatever is found in them is a name that other cities have too."""
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        texts = [" ".join(filter(None, row.values())) for row in csv.DictReader(file)]
    found = [told(pinghu, text[:20_000]) for text in texts]
    wrong = [names for names in found if names]
    assert len(wrong) <= len(texts) / 200, wrong
    mixed = [f"{text[:60]}。乍浦镇的事。" for text in texts[:500]]
    assert sum("乍浦镇" in told(pinghu, text) for text in mixed) >= 495
