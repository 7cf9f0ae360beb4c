"""Which further fields a form asks for: by the channel, and by the category of each claim."""

from functools import partial

from services.intake.policy.claim_facts import OF_CATEGORY, ONLY_AFTER, QUESTIONS

GROUP = ("group_size", "representatives")
OF_CHANNEL = {
    "PHONE": (),
    "VISIT": ("petitioner.id_number", *GROUP),
    "LETTER": ("details.written_on", "details.enclosures", *GROUP),
    "ONLINE": ("details.platform", "external_no"),
    "FAX": ("details.fax_no", "details.pages", "details.written_on"),
    "FORWARDED": ("details.forwarded_by", "external_no", "reply_by", *GROUP),
    "LEADER_NOTE": ("details.leader", "details.written_on", "details.note", "reply_by"),
    "STATION": ("details.station", "external_no"),
}
OF_NO_REPORT = ("respondent", "respondent_name")
"""In a report whom it is about is the accused, who must not learn of it: these fields keep nothing from anybody."""
OF_SOME_CHANNEL = frozenset(field for fields in OF_CHANNEL.values() for field in fields)


def channels_asking_for(field):
    """The channels whose form has the field."""
    return [channel for channel, fields in OF_CHANNEL.items() if field in fields]


def is_asked_for(field, channel, kind, told_of_claim):
    """Whether a form that says this channel and kind, and this of each claim, has the field; `claims.0.facts.…` is
    judged by `told_of_claim("0", "category")` and by the answer it follows. Neither whom it is about nor the accused
    are ever left out."""
    if field.startswith("answer."):
        return kind == "CONSULT"
    if field in OF_SOME_CHANNEL:
        return field in OF_CHANNEL.get(channel, ())
    steps = field.split(".")
    if len(steps) == 4 and steps[0] == "claims" and steps[2] == "facts" and steps[3] in QUESTIONS:
        return _is_asked_about(steps[3], partial(told_of_claim, steps[1]))
    return True


def _is_asked_about(fact, told):
    earlier, answer = ONLY_AFTER.get(fact, (None, None))
    of_this_category = fact in OF_CATEGORY.get(told("category"), ())
    return of_this_category and (earlier is None or told(f"facts.{earlier}") == answer)


def not_of_a_report(form):
    """Which fields a report fills that are none of its own."""
    return [name for name in OF_NO_REPORT if form.kind == "REPORT" and getattr(form, name)]


def details_not_of(channel, details):
    """Which of the details given belong to another channel."""
    return [name for name in details if f"details.{name}" not in OF_CHANNEL.get(channel, ())]
