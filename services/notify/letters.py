"""The words of each notice: Chinese, as such an office writes; one file for each in templates/letters."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from shared.clocks import NoSuchRule
from shared.clocks.in_force import rulebook
from shared.contracts.notify import TEMPLATES
from shared.contracts.reviews import REVIEW_LEVELS, REVIEW_OUTCOMES
from shared.contracts.words import (
    ASSISTANCE_ENDS,
    CATEGORIES,
    CHANNELS,
    CORRECTED,
    HANDLING_PATHS,
    MEDIATION_ENDS,
    OBJECTION_REASONS,
    OUTCOMES,
    RELATIONS,
    REOPENING_CAUSES,
    SUPERVISION_ENDS,
    URGING_CAUSES,
)
from shared.directory import unit_names
from shared.web.page import HERE


def write(session, owed, event, unit):
    """The subject and the text of a notice."""
    names = session.info.setdefault("unit_names", {}) or unit_names(session)
    session.info["unit_names"] = names
    text = (
        _letters()
        .get_template(f"{owed.template}.txt")
        .render(
            event=event,
            to=_addressee(owed, event, unit),
            unit_name=lambda code: names.get(code, code),
            channel=lambda code: CHANNELS[code].zh,
            category=lambda code: CATEGORIES[code].zh,
            objection_reason=lambda code: OBJECTION_REASONS[code].zh,
            relation=lambda code: RELATIONS[code].zh,
            path=lambda code: HANDLING_PATHS[code].zh,
            outcome=lambda code: OUTCOMES[code].zh,
            assistance_ended=lambda code: ASSISTANCE_ENDS[code].zh,
            mediation_ended=lambda code: MEDIATION_ENDS[code].zh,
            corrected=lambda codes: "、".join(CORRECTED[code].zh for code in codes),
            cause=lambda code: URGING_CAUSES[code].zh,
            ended=lambda code: SUPERVISION_ENDS[code].zh,
            clock=clock_name,
            reopening_cause=lambda code: REOPENING_CAUSES[code].zh,
            level=lambda code: REVIEW_LEVELS[code].zh,
            review_outcome=lambda code: REVIEW_OUTCOMES[code].zh,
            is_right=is_right,
            article=owed.article,
            on=event.meta.time.astimezone(HERE).date(),
        )
    )
    return f"{TEMPLATES[owed.template].zh} {event.matter_no}", text


def clock_name(event):
    """What the clock of an event is called; a newer writer may know rules that are not in this rulebook."""
    rule = _rule(event)
    return rule.name.zh if rule else event.rule


def is_right(event):
    """Whether it is the petitioner whose time runs out, not the unit's."""
    rule = _rule(event)
    return rule is not None and rule.kind == "right"


def _rule(event):
    try:
        return rulebook().of_edition(event.rule, event.edition)
    except NoSuchRule:
        return None


def _addressee(owed, event, unit):
    if unit is None:
        return event.petitioner.name
    return f"{unit.name}负责人" if owed.to == "head" else unit.name


@lru_cache(maxsize=1)
def _letters():
    folder = Path(__file__).parent / "templates" / "letters"
    letters = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        autoescape=False,  # noqa: S701  plain text
    )
    letters.filters["day"] = lambda day: f"{day.year}年{day.month}月{day.day}日"
    return letters
