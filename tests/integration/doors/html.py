"""A page as a test reads it: its heading, its fields with what stands in them, and what is said beside them."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"input", "meta", "link", "br", "img", "rect"}


class Page(HTMLParser):
    """`Page(html).value("petitioner.name")`, `.said("petitioner.name-error")`, `.h1`, `.csrf`, `.text`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.source = html
        self.values: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.links: list[str] = []
        self.ticked: list[str] = []
        self.text = ""
        self._open: list[tuple[str, list[str]]] = []
        self._select = ""
        self.feed(html)

    @property
    def h1(self) -> str:
        return self.texts["<h1>"].strip()

    @property
    def csrf(self) -> str:
        return self.values["csrf_token"]

    def value(self, name: str) -> str:
        """What stands in a field of the first form that has it."""
        return self.values[name]

    def said(self, id: str) -> str:
        """The text of the element with this id."""
        return self.texts[id].strip()

    def form(self, fields: dict[str, str]) -> dict[str, str]:
        """The fields with the token of the page's forms, ready to be posted."""
        return {"csrf_token": self.csrf, **fields}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        keys = [key for key in (told.get("id"), f"<{tag}>") if key]
        if tag == "input" and told.get("type") not in ("checkbox", "radio"):
            self.values.setdefault(told.get("name", ""), told.get("value", ""))
        if "checked" in told and told.get("name"):
            self.ticked.append(told["value"])
        if tag == "textarea":
            keys.append(f"textarea {told['name']}")
        if tag == "select":
            self._select = told["name"]
        if tag == "option" and "selected" in told:
            self.values.setdefault(self._select, told["value"])
        if tag == "a":
            self.links.append(told.get("href", ""))
        if tag not in VOID:
            self._open.append((tag, keys))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            closed, keys = self._open.pop()
            for key in keys:
                if key.startswith("textarea "):
                    self.values.setdefault(key.removeprefix("textarea "), self.texts.get(key, "").removeprefix("\n"))
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        self.text += data
        for _, keys in self._open:
            for key in keys:
                self.texts[key] = self.texts.get(key, "") + data
