"""The words of each notice: Chinese, as such an office writes; one file for each in templates/letters."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from shared.contracts.notify import TEMPLATES
from shared.contracts.words import CATEGORIES, OBJECTION_REASONS, OUTCOMES
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
            to=unit.name if unit else event.petitioner.name,
            unit_name=lambda code: names.get(code, code),
            category=lambda code: CATEGORIES[code].zh,
            objection_reason=lambda code: OBJECTION_REASONS[code].zh,
            outcome=lambda code: OUTCOMES[code].zh,
            article=owed.article,
            on=event.meta.time.astimezone(HERE).date(),
        )
    )
    return f"{TEMPLATES[owed.template].zh} {event.matter_no}", text


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
