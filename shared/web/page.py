"""What every page has in common: its frame, its filters, its headers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Flask, Response, g, get_flashed_messages, request
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf

from shared.contracts.words import Word
from shared.errors import Refused
from shared.privacy import mask_name, mask_phone, mask_receiver
from shared.web.complaints import complaint, in_summary
from shared.web.language import chosen_locale, in_english, word
from shared.web.navigation import entries_for, search_url_for
from shared.web.reach import wishes

FOLDER = Path(str(resources.files("shared.web")))
HERE = ZoneInfo("Asia/Shanghai")
TONES = {
    "REGISTERED": "wait",
    "AWAITING_TRIAGE": "near",
    "AWAITING_SIGN": "near",
    "IN_PROGRESS": "wait",
    "AWAITING_REVIEW": "near",
    "OBJECTED": "near",
    "RETURNED": "neutral",
    "STEERED": "neutral",
    "HANDED_OUTSIDE": "neutral",
    "ANSWERED": "good",
    "REOPENED": "neutral",
    "UNDER_REVIEW": "wait",
    "UNDER_REREVIEW": "wait",
    "REVIEWED": "neutral",
    "REVOKED": "neutral",
    "FINALISED": "good",
    "DECLINED": "neutral",
    "BARRED": "neutral",
    "WITHDRAWN": "neutral",
    "SPLIT": "neutral",
}
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def init_app(app: Flask, service: str) -> None:
    """Give templates the frame's values and the filters for words, days and moments."""
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def frame() -> dict[str, Any]:
        staff = g.get("staff")
        return {
            "service": service,
            "staff": staff,
            "navigation": entries_for(staff, g.get("here", request.path)),
            "search_url": search_url_for(staff),
            "locale": chosen_locale(),
            "lang": "en" if in_english() else "zh-Hans",
            "language_url": other_language_url(),
            "flashes": get_flashed_messages(with_categories=True),
            "csrf_token": generate_csrf,
            "static": lambda name: f"/{service}/static/{name}?v={_digest(name)}",
            "english": in_english(),
            "without": lambda name: _this_page_with(**{name: None, "cursor": None}),
            "with_page": lambda number: number and _this_page_with(page=number),
            "with_cursor": lambda cursor: cursor and _this_page_with(cursor=cursor),
        }


def harden(response: Response) -> Response:
    """Put the security headers on every answer; keep what is personal out of caches."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if "/static/" in request.path and response.status_code < 400:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def moment(at: datetime) -> str:
    """A moment as the office writes it, in local time: `11月22日 14:05`, with the year if it is another one."""
    local = at.astimezone(HERE)
    if in_english():
        return f"{local.day} {local:%b %Y, %H:%M}"
    year = "" if local.year == datetime.now(HERE).year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {local:%H:%M}"


def day(on: date) -> str:
    """A day: `2026年11月22日`."""
    return f"{on.day} {on:%b %Y}" if in_english() else zh_day(on)


def zh_day(on: date) -> str:
    """A day on a paper, which is in Chinese whatever the page speaks."""
    return f"{on.year}年{on.month}月{on.day}日"


def cell(value: Any) -> str:
    """What stands in a list: a day or a moment as the office writes it, a dash for nothing."""
    if value is None or value == "":
        return "–"
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else str(value)


def other_language_url() -> str:
    """This page in the other language, its other parameters kept."""
    arguments = {**request.args.to_dict(), "lang": "zh" if in_english() else "en"}
    path = request.path if request.method == "GET" else "/"
    return f"{path}?{urlencode(arguments)}"


def words(codes: Iterable[str], vocabulary: Mapping[str, Word]) -> str:
    """Several codes as the words of the page: `["minor", "disabled"]|words(groups)`."""
    return (", " if in_english() else "、").join(word(vocabulary[code]) for code in codes)


def options(vocabulary: Mapping[str, Word]) -> list[tuple[str, str]]:
    """A vocabulary as the choices of a field."""
    return [(code, word(term)) for code, term in vocabulary.items()]


def summary(errors: Mapping[str, str]) -> list[dict[str, str]]:
    """What is said beside the fields, as the lines of the form's error summary."""
    return [{"field": field, "text": in_summary(field, text)} for field, text in errors.items()]


def sentence(refused: Refused) -> str:
    """What a refusal says, in the language of the page."""
    return gettext(refused.sentence).format(**refused.facts)


def tone(state: str) -> str:
    """How a state is coloured; its words say it too."""
    return TONES.get(state, "neutral")


def _this_page_with(**changes: str | None) -> str:
    arguments = {**request.args.to_dict(), **changes}
    kept = {name: value for name, value in arguments.items() if value}
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


FILTERS = {
    "moment": moment,
    "day": day,
    "zh_day": zh_day,
    "cell": cell,
    "word": word,
    "words": words,
    "options": options,
    "summary": summary,
    "sentence": sentence,
    "complaint": complaint,
    "tone": tone,
    "wishes": wishes,
    "mask_name": mask_name,
    "mask_phone": mask_phone,
    "mask_receiver": mask_receiver,
}


@lru_cache
def _digest(name: str) -> str:
    return hashlib.sha256((FOLDER / "static" / name).read_bytes()).hexdigest()[:10]
