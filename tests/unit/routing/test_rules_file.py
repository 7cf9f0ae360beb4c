"""A rules file is read whole or refused with the line and the reason."""

import re
from dataclasses import replace
from datetime import date

import pytest

from services.routing.policy.rules_file import read_rules, words_of
from shared.contracts.words import ASKED
from tests.unit.routing.rules import KNOWN, PINGHU, PROBLEMS, TEXT

HEAD = """valid_from: 2026-01-01
reports_to: [discipline_inspection]
"""
STEER = """  - rule: {rule}
    item: {item}
    when: {when}
    to: {to}
    zh: 理由
    en: reason
"""


def steer(**changes):
    return STEER.format(**{"rule": "a_rule", "item": 1, "when": "{category: [land]}", "to": "court", **changes})


def departments(*rules):
    lines = [f"  - {{rule: {name}, when: {when}, to: bureau, zh: 理由, en: why}}\n" for name, when in rules]
    return HEAD + "departments:\n" + "".join(lines)


def test_the_rules_of_the_demo_city_are_in_order():
    assert PROBLEMS == ()
    assert PINGHU.valid_from == date(2022, 5, 1)
    assert [rule.item for rule in PINGHU.steer] == sorted(rule.item for rule in PINGHU.steer)


WRONG = {
    "an unknown unit": (HEAD + "steer:\n" + steer(to="nowhere"), 7, "unknown_unit"),
    "an unknown unit for reports": ("valid_from: 2026-01-01\nreports_to: [nowhere]\n", 2, "unknown_unit"),
    "an unknown category": (HEAD + "steer:\n" + steer(when="{category: [lands]}"), 6, "unknown_category"),
    "an unknown kind": (HEAD + "steer:\n" + steer(when="{kind: [PETITION]}"), 6, "unknown_kind"),
    "an item outside article 31(1) to (5)": (HEAD + "steer:\n" + steer(item=6), 5, "wrong_item"),
    "a cycle of subjects": (HEAD + "subjects:\n  a: [b]\n  b: [c, land]\n  c: [a]\n", 4, "cycle"),
    "a subject within itself": (HEAD + "subjects:\n  a: [a]\n", 4, "cycle"),
    "a cycle of successors": (HEAD + "successors:\n  danghu: zhapu\n  zhapu: danghu\n", 4, "cycle"),
    "a tab instead of spaces": (HEAD + "subjects:\n\ta: [land]\n", 4, "tab"),
    "a tab inside": (HEAD + "steer:\n  - rule: x\n\t  item: 1\n", 5, "tab"),
    "an unknown name": (HEAD + "steeer: []\n", 3, "unknown_name"),
    "an unknown condition": (HEAD + "steer:\n" + steer(when="{kinds: [HELP]}"), 6, "unknown_name"),
    "a name given twice": (HEAD + "valid_from: 2026-02-01\n", 3, "twice"),
    "no day": ("reports_to: [discipline_inspection]\n", 1, "missing"),
    "a day that is none": ("valid_from: 2026-02-30\nreports_to: [discipline_inspection]\n", 1, "not_a_date"),
    "no reason": (HEAD + "steer:\n" + steer().replace("    zh: 理由\n", ""), 4, "missing"),
    "a word of one character": (HEAD + "steer:\n" + steer(when="{words: [告]}"), 6, "short_word"),
    "no condition at all": (HEAD + "steer:\n" + steer(when=""), 6, "missing"),
    "an alias": (HEAD + "subjects: &a {b: [land]}\n", 3, "alias"),
    "nothing": ("", 1, "empty"),
    "a list": ("- a\n", 1, "not_a_section"),
    "broken brackets": (HEAD + "subjects: {a: [land}\n", 3, "not_yaml"),
    "too deep": (HEAD + "subjects: " + "[" * 50 + "]" * 50, 3, "too_deep"),
    "no room at all": (HEAD + "capacity: {caoqiao: 0}\n", 3, "wrong_number"),
    "the same rule twice": (departments(("a", "{category: [land]}"), ("a", "{category: [debt]}")), 5, "overlap"),
    "a law badly quoted": (
        HEAD + "asked:\n  - {rule: a, when: {}, to: bureau, article: 条例31条, zh: 理, en: x}\n",
        4,
        "wrong_form",
    ),
}


@pytest.mark.parametrize(("text", "line", "code"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused_with_its_line_and_its_reason(text, line, code):
    rulebook, problems = read_rules(text, KNOWN)
    assert rulebook is None
    assert (line, code) in {(problem.line, problem.code) for problem in problems}
    assert any(told.startswith(f"rules.yaml:{line}: ") for told in words_of(problems))


NEVER = {
    "the same condition as before": (("a", "{category: [land]}"), ("b", "{category: [land]}")),
    "inside of an earlier one": (("a", "{category: [land, debt]}"), ("b", "{kind: [HELP], category: [land]}")),
    "after one that takes everything": (("a", "{}"), ("b", "{words: [仲裁]}")),
    "its words hold an earlier word": (("a", "{words: [仲裁]}"), ("b", "{words: [劳动仲裁, 仲裁委]}")),
    "two earlier ones take it together": (
        ("a", "{kind: [HELP, CONSULT, SUGGESTION]}"),
        ("c", "{kind: [CLAIM_APPEAL]}"),
        ("b", "{category: [land]}"),
    ),
    "every value of a fact is taken": (("a", "{facts: {x: [yes]}}"), ("b", "{facts: {x: [yes]}, category: [land]}")),
    "reports only": (("a", "{category: [land]}"), ("b", "{kind: [REPORT]}")),
}


@pytest.mark.parametrize("rules", NEVER.values(), ids=NEVER)
def test_a_rule_that_can_never_fire_is_refused(rules):
    rulebook, problems = read_rules(departments(*rules), KNOWN)
    assert rulebook is None
    assert [(p.line, p.code) for p in problems] == [(3 + len(rules), "never_fires")]


REACHED = {
    "another category": (("a", "{category: [land]}"), ("b", "{category: [land, debt]}")),
    "another fact": (("a", "{facts: {x: [yes]}}"), ("b", "{facts: {x: [no]}}")),
    "no fact needed": (("a", "{facts: {x: [yes]}}"), ("b", "{}")),
    "other words": (("a", "{words: [劳动仲裁]}"), ("b", "{words: [仲裁]}")),
    "no words needed": (("a", "{words: [仲裁]}"), ("b", "{}")),
    "other groups": (("a", "{groups: [minor]}"), ("b", "{groups: [minor, elderly]}")),
}


@pytest.mark.parametrize("rules", REACHED.values(), ids=REACHED)
def test_a_rule_that_some_claim_reaches_is_accepted(rules):
    rulebook, problems = read_rules(departments(*rules), KNOWN)
    assert problems == ()
    assert len(rulebook.departments) == 2


def test_a_rule_may_follow_another_of_its_name_in_time_but_not_overlap_it():
    one = "  - {rule: a, when: {category: [land]}, to: bureau, zh: 理, en: x, until: %s}\n"
    other = "  - {rule: a, when: {category: [land]}, to: court, zh: 理, en: x, from: 2026-07-01}\n"
    text = HEAD + "departments:\n"
    assert read_rules(text + one % "2026-06-30" + other, KNOWN)[1] == ()
    [problem] = read_rules(text + one % "2026-07-01" + other, KNOWN)[1]
    assert (problem.line, problem.code) == (5, "overlap")


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_lines():
    _, problems = read_rules(HEAD + "steer:\n" + steer(item="x", to="nowhere", when="{kind: [X]}"), KNOWN)
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)
    assert {problem.code for problem in problems} >= {"not_a_number", "unknown_kind", "unknown_unit"}


def test_a_closed_unit_may_be_named_where_its_successor_is():
    known = replace(KNOWN, units=KNOWN.units - {"danghu"})
    text = HEAD + "steer:\n" + steer(to="danghu")
    assert {problem.code for problem in read_rules(text, known)[1]} == {"unknown_unit"}
    rulebook, problems = read_rules(text + "successors: {danghu: zhapu}\n", known)
    assert (problems, rulebook.successor_of("danghu")) == ((), "zhapu")


@pytest.mark.parametrize("cut", range(0, len(TEXT), 97))
def test_a_file_cut_off_anywhere_is_whole_or_refused_and_never_an_error(cut):
    rulebook, problems = read_rules(TEXT[:cut], KNOWN)
    assert (rulebook is None) == bool(problems)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("valid_from: 2026-W01", "not_a_date"),
        ("valid_from: 20260101", "not_a_date"),
        ("valid_from: 2206-11-02", "too_far_ahead"),
        ("valid_from: 2021-01-01", "valid_from_taken"),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused(line, code):
    known = replace(KNOWN, not_after=date(2027, 1, 1), published=date(2022, 5, 1))
    problems = read_rules(re.sub(r"valid_from: \S+", line, HEAD), known)[1]
    assert [problem.code for problem in problems] == [code]


def test_reports_go_to_discipline_inspection_whatever_a_file_says():
    problems = read_rules(re.sub(r"reports_to: .*", "reports_to: [caoqiao]", HEAD), KNOWN)[1]
    assert [problem.code for problem in problems] == ["not_discipline_inspection"]


def test_an_emptied_list_is_a_mistake_not_a_rule_for_everything():
    problems = read_rules(HEAD + "steer:\n" + steer(when="{category: []}"), KNOWN)[1]
    assert [problem.code for problem in problems] == ["says_nothing"]


@pytest.mark.parametrize("facts", ["{weather: [rain]}", "{arbitration: [perhaps]}"])
def test_a_fact_that_is_never_asked_and_an_answer_nobody_gives_are_refused(facts):
    text = HEAD + "steer:\n" + steer(when=f"{{facts: {facts}}}")
    problems = read_rules(text, replace(KNOWN, facts=ASKED))[1]
    assert [problem.code for problem in problems] == ["unknown_fact"]
