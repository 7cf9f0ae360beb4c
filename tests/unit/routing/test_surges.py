"""What counts towards an early warning, and from when."""

from datetime import UTC, datetime, timedelta

from services.routing.policy.surges import counted_from, subjects
from services.routing.policy.territory import Territory

HERE = Territory("dushangang", "黄姑镇", "独山港镇")
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def test_an_old_name_counts_with_that_of_today_and_the_unit_it_is_about_by_its_code():
    assert subjects("CLAIM_APPEAL", None, HERE, "caoqiao") == [("place", "独山港镇"), ("respondent", "caoqiao")]
    assert subjects("HELP", None, Territory("zhapu", "乍浦镇"), None) == [("place", "乍浦镇")]
    assert subjects("HELP", None, None, None) == []


def test_a_report_counts_towards_nothing_and_who_comes_again_counts_once():
    assert subjects("REPORT", None, HERE, "caoqiao") == []
    assert subjects("CLAIM_APPEAL", "LD-20261101-0001", HERE, "caoqiao") == []


def test_after_somebody_took_notice_it_counts_afresh():
    noticed = NOW - timedelta(days=2)
    assert counted_from(NOW, 7, None) == NOW - timedelta(days=7)
    assert counted_from(NOW, 7, noticed) == noticed
    assert counted_from(NOW, 7, NOW - timedelta(days=30)) == NOW - timedelta(days=7)
