"""A look at the design: sample pages made of our templates, photographed in a real browser.

    python -m tests.support.look FOLDER            every page, each width, light and dark, Chinese and English
    python -m tests.support.look FOLDER call desk  only these

Also checks what no picture shows (look/check.js): nothing wider than a 360 px phone, text at least 4.5 : 1
against its background, targets of 24 px, nothing left in Chinese on an English page; and that the browser
refused nothing under our content security policy. Exits 1 when something is wrong.
"""

import json
import logging
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

from babel.messages.pofile import read_po
from flask import Flask, g, render_template, request
from jinja2 import ChoiceLoader, FileSystemLoader
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from shared.web.page import POLICY

HERE = Path(__file__).parent / "look"
WEB = Path(__file__).parents[2] / "shared" / "web"
PAGES = ("sign_in", "call", "desk", "matter", "operations", "progress", "error", "paper")
PUBLIC = ("sign_in", "progress")
WIDTHS = (1280, 375)


def english() -> dict[str, str]:
    """What the pages say in English: the product's catalogue, and that of the samples."""
    words: dict[str, str] = {}
    for file in (HERE / "en.po", WEB / "languages" / "en.po"):
        with file.open("rb") as text:
            words |= {entry.id: entry.string for entry in read_po(text) if entry.id and entry.string}
    return words


def samples(translated) -> dict:
    """The fictional matters of look/samples.json, in the language of the page, moments as datetimes."""

    def read(value):
        if isinstance(value, dict):
            return {key: moment_of(one) if key == "at" else read(one) for key, one in value.items()}
        if isinstance(value, list):
            return [read(one) for one in value]
        return translated(value) if isinstance(value, str) else value

    def moment_of(text):
        return datetime.fromisoformat(text) if text else None

    return read(json.loads((HERE / "samples.json").read_text(encoding="utf-8")))


def moment(value: datetime) -> str:
    if g.lang == "en":
        return f"{value.day} {value:%b %H:%M}"
    return f"{value.month}月{value.day}日 {value:%H:%M}"


def make_app() -> Flask:
    app = Flask("look", static_folder=str(WEB / "static"))
    app.jinja_loader = ChoiceLoader([FileSystemLoader(WEB / "templates"), FileSystemLoader(HERE)])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.filters |= {"moment": moment, "day": lambda value: moment(value).rsplit(" ", 1)[0]}
    words = english()

    def translated(text: str) -> str:
        return words.get(text, text) if g.lang == "en" else text

    app.jinja_env.install_gettext_callables(translated, lambda one, many, n: translated(one), newstyle=True)

    def page(template: str, name: str, **more) -> str:
        city = samples(translated)
        inside = name not in PUBLIC
        context = city | {
            "service": "look",
            "staff": city["officer"] if inside else None,
            "navigation": [entry | {"current": entry["page"] == name} for entry in city["navigation"]],
            "lang": g.lang,
            "locale": "en" if g.lang == "en" else "zh_Hans_CN",
            "language_url": f"{request.path}?lang={'zh-Hans' if g.lang == 'en' else 'en'}",
            "search_url": "/search" if inside else None,
            "flashes": [("success", translated("已签收 SZ-20261103-0004。"))] if name == "matter" else [],
            "csrf_token": lambda: "token",
            "static": lambda file: f"/static/{file}",
            "began": datetime.now(UTC) - timedelta(seconds=161),
        }
        return render_template(template, **context, **more)

    @app.before_request
    def choose_language():
        came_from_english = "lang=en" in (request.referrer or "")
        g.lang = request.args.get("lang") or ("en" if came_from_english else "zh-Hans")

    @app.after_request
    def guard(response):
        response.headers["Content-Security-Policy"] = POLICY
        return response

    @app.get("/look/<name>")
    def look(name):
        return page(f"{name}.html", name)

    @app.get("/look/partial/<name>")
    def partial(name):
        return page("_alone.html", name, part=name)

    @app.post("/look/caller")
    def caller():
        return partial("_caller.html")

    @app.post("/look/drafts")
    def draft():
        return ""

    return app


def photograph(view: Page, address: str, name: str, theme: str, folder: Path) -> set[str]:
    """Every width in both languages; answers what is wrong."""
    wrong: set[str] = set()
    view.on("console", lambda said: said.type == "error" and wrong.add(f"{name}: {said.text}"))
    view.on("pageerror", lambda error: wrong.add(f"{name}: {error}"))
    for lang in ("zh-Hans", "en"):
        view.goto(f"{address}/look/{name}?lang={lang}")
        for width in WIDTHS:
            view.set_viewport_size({"width": width, "height": 800})
            view.screenshot(path=folder / f"{name}-{lang[:2]}-{theme}-{width}.png", full_page=True)
        view.set_viewport_size({"width": 360, "height": 800})
        found = view.evaluate((HERE / "check.js").read_text(encoding="utf-8"))
        wrong |= {f"{name} {lang} {theme}: {problem}" for problem in found}
    return wrong


def main(folder: str, *only: str) -> int:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, make_app(), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    wrong: set[str] = set()
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for name in only or PAGES:
            for theme in ("light", "dark"):
                view = browser.new_page(color_scheme=theme)
                wrong |= photograph(view, f"http://127.0.0.1:{server.port}", name, theme, target)
                view.close()
        browser.close()
    server.shutdown()
    print("\n".join(sorted(wrong)) or f"{folder}: nothing wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
