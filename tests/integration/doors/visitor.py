"""Somebody who asks at the doors, and what every refusal has in common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from werkzeug.test import Client, TestResponse

from tests.integration.doors.html import Page

if TYPE_CHECKING:
    from tests.integration.doors.town import Town

BETRAYALS = re.compile(r"Traceback|sqlalchemy|psycopg2|sqlite3|File \"|/site-packages/|SELECT |INSERT INTO")


class Visitor:
    """`get` and `post` as werkzeug's client has them, with a token and an `Accept-Language` if there are any."""

    def __init__(self, town: Town, token: str | None = None) -> None:
        self.town = town
        self.token = token
        self.client = Client(town.site)

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.ask("GET", path, **more)

    def post(self, path: str, **more: Any) -> TestResponse:
        return self.ask("POST", path, **more)

    def ask(self, method: str, path: str, **more: Any) -> TestResponse:
        headers = dict(more.pop("headers", {}))
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        return self.client.open(path, method=method, headers=headers, **more)

    def refused(self, status: int, path: str, method: str = "POST", **more: Any) -> Any:
        """Ask for what must be refused with this status; the problem, after looking that nothing was written."""
        service = {"progress": "intake"}.get(path.split("/")[1], path.split("/")[1])
        before = self.town.rows(service)
        answer = self.ask(method, path, **more)
        assert answer.status_code == status, f"{answer.status_code}: {answer.text[:1000]}"
        assert self.town.rows(service) == before, "something was written all the same"
        assert not BETRAYALS.search(answer.text), answer.text
        return problem_in(answer) if "/api/" in path else Page(answer.text)

    def open(self, path: str) -> Page:
        """A page, which must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return Page(answer.text)

    def signed_in(self, username: str) -> Visitor:
        """With the cookie that signing in gives; the form itself is for the test of signing in."""
        self.client.set_cookie("liandong", self.town.cookie(username))
        return self

    def sign_in(self, username: str, password: str = "liandong-demo", **more: str) -> TestResponse:
        """Fill the sign-in form."""
        form = self.open("/console/sign-in").form({"username": username, "password": password, **more})
        return self.post("/console/sign-in", data=form)


def problem_in(answer: TestResponse) -> dict[str, Any]:
    """The problem document of a refusal, after looking whether it is one."""
    assert answer.mimetype == "application/problem+json", answer.mimetype
    problem = dict(answer.get_json(force=True))
    assert problem["status"] == answer.status_code
    assert problem["type"].startswith("urn:liandong:problem:")
    assert problem["title"]
    return problem


def fields_of(problem: dict[str, Any]) -> dict[str, str]:
    """Which fields a problem complains of, each with the sentence."""
    return {error["field"]: error["detail"] for error in problem["errors"]}
