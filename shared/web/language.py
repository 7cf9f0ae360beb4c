"""Chinese first, English by a switch: the texts in the code are Chinese, the catalogue gives the English."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib import resources

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale

from shared.contracts.words import Word

CHINESE = "zh_Hans_CN"
ENGLISH = "en"
COOKIE = "language"
AS_WRITTEN = NullTranslations()
CHOICES = {"zh": CHINESE, "en": ENGLISH}


class Catalogue(Domain):
    """The catalogue read from its source file at start: nothing compiled lies about and can be stale."""

    def get_translations(self) -> NullTranslations:
        """The texts of the request's language."""
        return english() if in_english() else AS_WRITTEN


@lru_cache(maxsize=1)
def english() -> Translations:
    """The English catalogue."""
    source = resources.files("shared.web") / "languages" / "en.po"
    with source.open("rb") as file:
        catalogue = read_po(file, locale="en")
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def init_app(app: Flask) -> None:
    """Let the app speak both languages, choose by the request, and remember a choice made by `?lang=`."""
    app.config["BABEL_DEFAULT_LOCALE"] = CHINESE
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Shanghai"
    Babel(app, locale_selector=chosen_locale).domain_instance = Catalogue()
    app.after_request(_remember)


def chosen_locale() -> str:
    """The language of this request: asked for in the address, chosen before, or what the browser prefers."""
    asked = request.args.get("lang") or request.cookies.get(COOKIE)
    if asked in CHOICES:
        return CHOICES[asked]
    preferred = (tag[:2].lower() for tag, quality in request.accept_languages if quality)
    return next((CHOICES[language] for language in preferred if language in CHOICES), CHINESE)


def in_english() -> bool:
    """Whether the page is in English; a list asks a thousand times, so it is found out once."""
    if not has_request_context():
        return False
    if "english" not in g:
        g.english = str(get_locale()) == ENGLISH
    return bool(g.english)


def word(term: Word) -> str:
    """A term of a vocabulary in the language of the page."""
    return term.en if in_english() else term.zh


def _remember(response):  # type: ignore[no-untyped-def]
    asked = request.args.get("lang")
    if asked in CHOICES and not g.get("no_cookies"):
        response.set_cookie(COOKIE, asked, max_age=365 * 86400, samesite="Lax", httponly=True)
    return response
