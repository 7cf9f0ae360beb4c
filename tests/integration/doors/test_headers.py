"""The headers that keep a page safe stand on every kind of answer, and nothing personal lies in a cache."""

import pytest

from shared.web.page import HEADERS
from tests.integration.doors.town import ON_ONE_DATABASE

pytestmark = ON_ONE_DATABASE

ANSWERS = {
    "page": ("operator", "GET", "/intake/matters", 200),
    "public page": (None, "GET", "/progress", 200),
    "front": (None, "GET", "/", 200),
    "form refused": (None, "POST", "/progress", 400),
    "redirect to sign in": (None, "GET", "/intake/matters", 303),
    "json": ("operator", "GET", "/intake/api/v1/matters", 200),
    "problem": (None, "GET", "/intake/api/v1/matters", 401),
    "forbidden page": ("ops", "GET", "/intake/matters", 403),
    "page not found": ("operator", "GET", "/intake/nowhere", 404),
    "door not found": ("operator", "GET", "/intake/api/v1/nowhere", 404),
    "wrong method": ("operator", "DELETE", "/intake/matters", 405),
    "no service": (None, "GET", "/nowhere", 404),
    "static": (None, "GET", "/intake/static/liandong.css", 200),
    "static not found": (None, "GET", "/intake/static/nothing.css", 404),
    "head": ("operator", "HEAD", "/intake/matters", 200),
    "options": ("operator", "OPTIONS", "/intake/matters", 200),
    "alive": (None, "GET", "/intake/-/live", 200),
    "ready": (None, "GET", "/intake/-/ready", 200),
    "metrics": (None, "GET", "/intake/-/metrics", 200),
    "description": (None, "GET", "/intake/api/openapi.json", 200),
}


@pytest.mark.parametrize(("username", "method", "path", "status"), ANSWERS.values(), ids=ANSWERS)
def test_every_answer_carries_them(town, username, method, path, status):
    answer = town.visitor(username).ask(method, path, data={"query_code": "x"} if method == "POST" else None)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "Server" not in answer.headers
    for_ever = "/static/" in path and status == 200
    assert answer.headers["Cache-Control"].startswith("public" if for_ever else "no-store")


@pytest.mark.parametrize("service", ["intake", "routing", "legalaid", "notify", "console"])
def test_every_service_is_alive_and_ready_and_describes_its_door(town, service):
    nobody = town.visitor()
    assert nobody.get(f"/{service}/-/live").json == {"status": "live"}
    assert nobody.get(f"/{service}/-/ready").json == {"status": "ready"}
    metrics = nobody.get(f"/{service}/-/metrics").text
    assert f'liandong_events{{service="{service}"' in metrics
    assert "liandong_loop_stalls_total 0.0" in metrics
    described = nobody.get(f"/{service}/api/openapi.json").json
    assert described["openapi"].startswith("3.1")
    assert all(path.startswith(f"/{service}/api/v1/") for path in described["paths"])


def test_scripts_and_styles_come_from_here_only(town):
    policy = town.visitor().get("/progress").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_trace_that_is_none_does_no_harm(town, operator):
    for trace in ("x" * 500, "00-" + "0" * 32, "\xff", "00-g-h-01"):
        assert operator.get("/intake/api/v1/matters", headers={"traceparent": trace}).status_code == 200
