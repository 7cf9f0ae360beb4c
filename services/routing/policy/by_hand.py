"""What a person's choice of a unit becomes: the kind of order, and the article it rests on."""

from services.routing.policy.decide import ORDINANCE, Choice, mode


def chosen_by_a_person(question, unit, city, rulebook, reason, *, settles_a_dispute=False):
    kind, article = mode(question.matter, unit, city)
    if unit == rulebook.aid_unit:
        kind = "STEER"
    if settles_a_dispute:
        article = f"{ORDINANCE}第二十四条第一款"
    if question.matter.kind == "REPORT":
        article = f"{ORDINANCE}第二十二条第二款"
    rule = "decided_by_the_common_superior" if settles_a_dispute else "decided_by_a_person"
    return Choice(unit, kind, rule, article, reason, reason)
