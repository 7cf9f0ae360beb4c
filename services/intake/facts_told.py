"""What was asked about a claim, in a line of the page's language."""

from services.intake.policy.claim_facts import CHOICES, QUESTIONS
from shared.web import in_english, word


def facts_told(facts):
    """What was asked about a claim and answered, in a line: what is no question of ours is left to the JSON."""
    told = [f"{word(QUESTIONS[name])} {_fact(name, facts[name])}" for name in QUESTIONS if facts.get(name)]
    return (", " if in_english() else "，").join(told)


def _fact(name, told):
    vocabulary = CHOICES.get(name, {})
    return word(vocabulary[told]) if told in vocabulary else told
