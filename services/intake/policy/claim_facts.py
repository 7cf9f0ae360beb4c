"""What is asked about a claim, by its category: how arbitration ended, and the days a limitation watch runs from."""

from datetime import date

from shared.contracts.words import ARBITRATION, Word

QUESTIONS = {
    "injured_on": Word("受伤日期", "Injured on"),
    "arbitration": Word("劳动仲裁", "Labour arbitration"),
    "award_received_on": Word("收到裁决书日期", "Award received on"),
    "dispute_known_on": Word("知道被侵害日期", "Dispute known on"),
    "decision_known_on": Word("知道行政行为日期", "Decision known on"),
    "harmed_on": Word("受损害日期", "Harmed on"),
    "harm_known_on": Word("知道受损害日期", "Harm known on"),
    "agreement_effective_on": Word("调解协议生效日期", "Agreement in force since"),
    "reply_received_on": Word("收到答复日期", "Reply received on"),
    "review_received_on": Word("收到复查意见日期", "Review received on"),
}
CHOICES = {"arbitration": ARBITRATION}
ONLY_AFTER = {"award_received_on": ("arbitration", "award")}
"""A question that is asked once another was answered so."""

LABOUR = ("injured_on", "arbitration", "award_received_on")
CIVIL = ("harmed_on", "harm_known_on", "agreement_effective_on")
ADMINISTRATIVE = ("decision_known_on",)
BEFORE = ("reply_received_on", "review_received_on")
OF_CATEGORY = {
    "work_injury": (*LABOUR, *BEFORE),
    "wages": ("dispute_known_on", *LABOUR[1:], *BEFORE),
    "legal_aid": ("decision_known_on", "harm_known_on"),
    "marriage_family": (*CIVIL, *BEFORE),
    "traffic": (*CIVIL, *BEFORE),
    "debt": (*CIVIL, *BEFORE),
    "property": (*CIVIL, *BEFORE),
    "neighbours": (*CIVIL, *BEFORE),
    "land": (*ADMINISTRATIVE, "agreement_effective_on", *BEFORE),
    "demolition": (*ADMINISTRATIVE, *BEFORE),
    "environment": (*ADMINISTRATIVE, *CIVIL, *BEFORE),
    "public_services": (*ADMINISTRATIVE, *BEFORE),
    "conduct": BEFORE,
    "other": BEFORE,
}


def wrong_facts(facts, today):
    """The answers about a claim that cannot be, each with the code of what is wrong with it."""
    for name, told in facts.items():
        if told is None:
            continue
        if code := wrong_fact(name, told, today) or _too_early(name, facts):
            yield name, code


def _too_early(name, facts):
    """It is asked after one answer only, and another one was given; where none was given, it implies that one."""
    earlier, answer = ONLY_AFTER.get(name, (None, None))
    return None if facts.get(earlier) in (None, answer) else "contradicts"


def wrong_fact(name, told, today):
    """The code of what is wrong with an answer as a form gives it; None where nothing is."""
    if name in CHOICES:
        return None if told in CHOICES[name] else "unknown_choice"
    if name not in QUESTIONS:
        return None
    try:
        return "not_in_future" if date.fromisoformat(told) > today else None
    except (TypeError, ValueError):
        return "wrong_form"


def categories_asking_for(fact):
    """The categories of a claim that ask for a fact."""
    return [category for category, asked in OF_CATEGORY.items() if fact in asked]
