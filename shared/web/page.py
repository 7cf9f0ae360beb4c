"""What every page has in common: its frame, its filters, its headers."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Flask, Response, g, get_flashed_messages, request
from flask_wtf.csrf import generate_csrf

from shared.privacy import mask_name, mask_phone
from shared.web.language import chosen_locale, in_english, word
from shared.web.navigation import entries_for, search_url_for

FOLDER = Path(str(resources.files("shared.web")))
HERE = ZoneInfo("Asia/Shanghai")
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
    app.jinja_env.filters.update(moment=moment, day=day, word=word, mask_name=mask_name, mask_phone=mask_phone)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def frame() -> dict[str, Any]:
        staff = g.get("staff")
        return {
            "service": service,
            "staff": staff,
            "navigation": entries_for(staff, request.path),
            "search_url": search_url_for(staff),
            "locale": chosen_locale(),
            "lang": "en" if in_english() else "zh-Hans",
            "language_url": other_language_url(),
            "flashes": get_flashed_messages(with_categories=True),
            "csrf_token": generate_csrf,
            "static": lambda name: f"/{service}/static/{name}?v={_digest(name)}",
            "english": in_english(),
        }


def harden(response: Response) -> Response:
    """Put the security headers on every answer; keep what is personal out of caches."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if "/static/" in request.path:
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
    return f"{on.day} {on:%b %Y}" if in_english() else f"{on.year}年{on.month}月{on.day}日"


def other_language_url() -> str:
    """This page in the other language, its other parameters kept."""
    arguments = {**request.args.to_dict(), "lang": "zh" if in_english() else "en"}
    path = request.path if request.method == "GET" else "/"
    return f"{path}?{urlencode(arguments)}"


@lru_cache
def _digest(name: str) -> str:
    return hashlib.sha256((FOLDER / "static" / name).read_bytes()).hexdigest()[:10]
