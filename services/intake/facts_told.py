"""What was asked about a claim, in a line of the page's language."""

from datetime import date

from services.intake.policy.claim_facts import CHOICES, QUESTIONS
from shared.web import in_english, word
from shared.web.page import day


def facts_told(facts):
    """What was asked about a claim and answered, in a line: what is no question of ours is left to the JSON."""
    told = [f"{word(QUESTIONS[name])} {_fact(name, facts[name])}" for name in QUESTIONS if facts.get(name)]
    return (", " if in_english() else "，").join(told)


def _fact(name, told):
    vocabulary = CHOICES.get(name, {})
    if told in vocabulary:
        return word(vocabulary[told])
    try:
        return day(date.fromisoformat(told))
    except ValueError:  # an import once took other words
        return told
