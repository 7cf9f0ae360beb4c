"""How every rule looked at a claim: fitting or not, and on which field it failed."""

from dataclasses import dataclass, replace

from services.routing.policy.decide import decision


@dataclass(frozen=True)
class Look:
    rule: str
    unit: str
    fits: bool
    rests_on: tuple = ()
    failed_on: str | None = None


def looks(question, rulebook):
    """One line for each rule of the edition, in the order in which they are asked."""
    found = rulebook.said_in(question)
    return tuple(_look(rule, question, rulebook, found) for rule in (*rulebook.rules(), *rulebook.aid))


def _look(rule, question, rulebook, found):
    unit = rule.unit or rulebook.aid_unit
    if not rule.in_force(question.matter.received_on):
        return Look(rule.name, unit, False, failed_on="from")
    if missed := rule.when.missed_by(question, found):
        return Look(rule.name, unit, False, failed_on=missed)
    return Look(rule.name, unit, True, rests_on=rule.when.grounds(question, found))


def what_changes(questions, old, new):
    """(question, before, after) of each question that two editions answer differently, each given with the city under
    it; the new one as if the matter came in once it is in force."""
    (old_city, old_rules), (new_city, new_rules) = old, new
    for question in questions:
        before = decision(question, old_city, old_rules)
        after = decision(_as_if_it_came_under(question, new_rules), new_city, new_rules)
        if _outcome(before) != _outcome(after):
            yield question, before, after


def _as_if_it_came_under(question, rules):
    if question.matter.received_on >= rules.valid_from:
        return question
    return replace(question, matter=replace(question.matter, received_on=rules.valid_from))


def _outcome(decided):
    """What a person would notice: where it goes, how, and by which article; not the wording."""
    return tuple(getattr(decided, name, None) for name in ("unit", "kind", "rule", "article"))
