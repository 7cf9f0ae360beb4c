"""A clock as a page shows it: its name, where it stands in words, its due date, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext

from shared.clocks import in_force
from shared.clocks.bands import Standing, standing
from shared.clocks.rule import Rule
from shared.clocks.rulebook import NoSuchRule
from shared.web.language import in_english, word
from shared.web.page import day

TONES = {
    "early": "neutral",
    "near": "near",
    "due": "near",
    "late": "late",
    "over": "off",
    "paused": "wait",
    "waiting": "wait",
    "stopped": "good",
}


def clock_entries(
    clocks: Iterable[Any], today: date, states: tuple[str, ...] = ("running",), *, given_up: bool = False
) -> list[dict[str, Any]]:
    """What `ui.clocks` takes, for the clocks in these states, what is due first coming first; `given_up` where what
    stopped them was not that something was done."""
    shown = [clock for clock in clocks if clock.state in states]
    shown.sort(key=lambda clock: (clock.due_on is None, clock.due_on or date.max, clock.rule))
    return [clock_entry(clock, today, given_up=given_up) for clock in shown]


def clock_entry(clock: Any, today: date, *, given_up: bool = False) -> dict[str, Any]:
    """One clock, of a row made of `ClockRow`: `name`, `words`, `tone`, `due_on`, `over`, `explanation`, `article`,
    `id`."""
    rule = rule_called(clock.rule, clock.edition)
    stands = where_it_stands(clock, rule, today)
    not_done = clock.state == "stopped" and (given_up or clock.kind != "duty")
    sentences = clock.explanation_en.split("; ") if in_english() else clock.explanation.split("；")
    return {
        "id": clock.clock_id,
        "name": clock_name(clock.rule, clock.edition),
        "words": gettext("不再计算") if not_done else clock_words(stands, clock.due_on),
        "tone": "off" if not_done else TONES[stands.band],
        "due_on": clock.due_on,
        "over": clock.state != "running",
        "explanation": sentences[:-1],
        "article": rule.article if rule else sentences[-1],
    }


def clock_name(key: str, edition: str) -> str:
    """What a clock is called; its key, where this rulebook does not know the rule."""
    rule = rule_called(key, edition)
    return word(rule.name) if rule else key


def where_it_stands(clock: Any, rule: Rule | None, today: date) -> Standing:
    """The band of a clock today."""
    ladders = in_force.ladders().named
    paused = clock.due_on is None and rule is not None and _needs_no_calendar(rule)
    return standing(
        "stopped" if clock.state == "stopped" else "paused" if paused else "running",
        clock.due_on,
        today,
        near=ladders[rule.ladder if rule else "none"].near,
        lapses=clock.kind != "duty",
        working=rule is not None and rule.unit == "working_days",
        calendar=in_force.calendar(),
    )


def _needs_no_calendar(rule: Rule) -> bool:
    """Its last day is always known, unless it stands still."""
    return bool(rule.pauses) and rule.unit == "days" and not rule.roll_forward


def rule_called(key: str, edition: str) -> Rule | None:
    """The row a clock runs under; none for one of a newer writer."""
    try:
        return in_force.rulebook().of_edition(key, edition)
    except NoSuchRule:
        return None


def clock_words(stands: Standing, due_on: date | None) -> str:
    """The band in words, with the due date: `临近到期，还剩 3 天（2026年10月5日）`."""
    if stands.band in ("paused", "waiting", "stopped"):
        return _without_a_day(stands.band)
    return f"{_with_a_day(stands)} ({day(due_on)})" if in_english() else f"{_with_a_day(stands)}（{day(due_on)}）"  # type: ignore[arg-type]


def _without_a_day(band: str) -> str:
    return {
        "paused": gettext("中止计时"),
        "waiting": gettext("日历未公布"),
        "stopped": gettext("已办结"),
    }[band]


def _with_a_day(stands: Standing) -> str:
    days = stands.days
    if stands.band == "due":
        return gettext("今天到期")
    if stands.band == "late":
        return gettext("逾期 %(days)s 天", days=days)
    if stands.band == "over":
        return gettext("已过期 %(days)s 天", days=days)
    left = gettext("还剩 %(days)s 个工作日", days=days) if stands.working else gettext("还剩 %(days)s 天", days=days)
    return gettext("临近到期，%(left)s", left=left) if stands.band == "near" else left
