"""What this deployment goes by: the shipped files and those of its own folder, and the command that shows them."""

from pathlib import Path

import pytest

from shared.clocks import calendar as calendars
from shared.clocks import in_force
from shared.clocks.commands import years
from shared.clocks.ladders import FILE as LADDERS
from shared.clocks.sources import BadData
from shared.config import Misconfigured, settings
from tests.unit.clocks.books import OFFICIAL, day

YEAR = """\
year: 2027
announced_on: 2026-11-10
source: 演示通知
address: https://www.gov.cn/
holidays:
  - name: 元旦
    name_en: New Year's Day
    rest: [2027-01-01, 2027-01-03]
    worked: []
"""


@pytest.fixture
def own_folder(monkeypatch, tmp_path):
    """Read the settings again with a folder of the deployment's own, and forget what was read before."""
    (tmp_path / "calendars").mkdir()
    monkeypatch.setenv("LIANDONG_CLOCK_DATA", str(tmp_path))
    monkeypatch.setattr(in_force, "_last_good", {})
    monkeypatch.setattr(in_force, "LOOKS_EVERY", 0)
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def test_a_year_that_arrives_counts(own_folder):
    assert 2027 not in in_force.calendar().years
    (own_folder / "calendars" / "2027.yaml").write_text(YEAR, encoding="utf-8")
    assert in_force.calendar().is_worked(day("2027-01-04"))


def test_a_file_that_cannot_be_read_leaves_what_was_known(own_folder):
    known = in_force.calendar()
    (own_folder / "calendars" / "2027.yaml").write_text("year: soon\n", encoding="utf-8")
    assert in_force.calendar() == known


def test_a_process_does_not_start_with_a_file_that_cannot_be_read(own_folder):
    (own_folder / "calendars" / "2027.yaml").write_text("year: soon\n", encoding="utf-8")
    with pytest.raises(BadData, match=r"2027\.yaml:1: 'year' is 'soon'"):
        in_force.check()


def test_a_region_that_no_rule_is_of_is_refused(own_folder, monkeypatch):
    monkeypatch.setenv("LIANDONG_REGIONS", "zhejiang, atlantis")
    settings.cache_clear()
    with pytest.raises(Misconfigured, match="atlantis"):
        in_force.check()


def test_a_region_is_switched_on_by_its_name(own_folder, monkeypatch):
    monkeypatch.setenv("LIANDONG_REGIONS", "zhejiang")
    settings.cache_clear()
    assert len(in_force.rulebook().candidates("receiver_tells", day("2026-09-20"))) == 2


def test_the_command_names_each_notice_and_the_years_that_are_not_announced():
    lines = list(years(OFFICIAL, 2026))
    assert [line.split(":")[0] for line in lines] == ["2023", "2024", "2025", "2026", "2027"]
    assert "announced 2025-11-04, 国务院办公厅" in lines[3]
    assert "not announced" in lines[4]


def test_all_data_files_are_shipped():
    told = (Path(calendars.__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert '"*.yaml"' in told
    assert '"*.txt"' in told


def test_the_city_may_say_when_a_clock_is_near_and_who_is_chased_when(own_folder):
    shipped = in_force.ladders()
    text = LADDERS.read_text(encoding="utf-8").replace("near: 3", "near: 5").replace("days: -3", "days: -5")
    (own_folder / "ladders.yaml").write_text(text, encoding="utf-8")
    assert (shipped.named["duty"].near, in_force.ladders().named["duty"].near) == (3, 5)
