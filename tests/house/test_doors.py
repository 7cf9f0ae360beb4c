"""Every door says who may use it, and no page can be made to act by another site."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from flask import session
from flask_wtf.csrf import CSRFError

from shared.contracts.words import ROLES
from shared.messaging.services import service_classes
from shared.web.navigation import ENTRIES, home_of

PUBLIC = {
    "console": {
        "GET /",
        "GET /console/sign-in",
        "POST /console/sign-in",
        "POST /console/sign-out",
        "POST /console/api/v1/tokens",
    },
    "intake": {"GET /progress", "POST /progress", "POST /progress/ratings"},
    "legalaid": set(),
    "notify": set(),
    "routing": set(),
}
"""What anybody may ask without signing in. A new one is added here by hand, after some thought."""

PUBLIC_EVERYWHERE = ("/-/live", "/-/ready", "/-/metrics", "/api/openapi.json")
EACH = pytest.mark.parametrize("service", sorted(service_classes()))


def rules(app):
    """(method, rule, view) of every door but the static files."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield method, rule, app.view_functions[rule.endpoint]


def posts(app, *, to_json):
    for method, rule, view in rules(app):
        if method != "GET" and ("/api/" in rule.rule) == to_json:
            yield method, rule, view


def address(app, rule):
    """An address the rule answers to."""
    example = {"UUIDConverter": UUID(int=7), "IntegerConverter": 7}
    values = {name: example.get(type(kind).__name__, "x") for name, kind in rule._converters.items()}
    return app.url_map.bind("localhost").build(rule.endpoint, values, method="POST")


@EACH
def test_every_door_declares_who_may_use_it(apps, service):
    undeclared = [
        f"{method} {rule.rule}" for method, rule, view in rules(apps[service]) if not hasattr(view, "roles")
    ]
    assert not undeclared, (
        f"{undeclared} declare nobody and stay closed: put @allowed(…) with the roles, or @public, right below the "
        "route (above @api.arguments, so that it is checked before the body is read)"
    )


@EACH
def test_what_is_open_to_everyone_is_written_down_here(apps, service):
    public = {f"{method} {rule.rule}" for method, rule, view in rules(apps[service]) if view.roles is None}
    public -= {f"GET /{service}{path}" for path in PUBLIC_EVERYWHERE}
    assert public == PUBLIC[service], "a door is open to everyone: is it meant? Then add it to PUBLIC of this test"


@EACH
def test_every_role_named_at_a_door_exists(apps, service):
    named = {role for _, _, view in rules(apps[service]) for role in view.roles or ()}
    assert named <= set(ROLES)


@EACH
def test_every_door_lies_under_the_path_of_its_service(apps, service):
    elsewhere = [rule.rule for _, rule, _ in rules(apps[service]) if not rule.rule.startswith(f"/{service}/")]
    allowed = {"console": {"/"}, "intake": {"/progress", "/progress/ratings"}}.get(service, set())
    assert set(elsewhere) <= allowed, (
        f"shared/web/server.py finds a service by the first part of the path: {elsewhere}"
    )


@EACH
def test_a_page_cannot_be_posted_to_without_the_form_s_own_token(apps, service):
    open_to_forgery = [
        rule.rule for _, rule, _ in posts(apps[service], to_json=False) if not refuses(apps[service], rule)
    ]
    assert not open_to_forgery, (
        f"{open_to_forgery} accept a POST that another site could send: do not exempt a page from CSRF protection, "
        "and do not mark it needs_no_database"
    )


@EACH
def test_neither_can_the_json_door_by_a_browser_s_cookie(apps, service):
    app = apps[service]
    wrong = [rule.rule for _, rule, _ in posts(app, to_json=True) if not refuses(app, rule, json={"x": 1})]
    assert not wrong, f"{wrong}: a cookie alone must not open the JSON door; a bearer token does"


def refuses(app, rule, **body):
    """Whether a signed-in browser's POST without a CSRF token is refused before the view is reached."""
    told = {"username": "x", "name": "林某", "unit": "x", "role": "admin", "issued_at": datetime.now(UTC).isoformat()}
    with app.test_request_context(address(app, rule), method="POST", **(body or {"data": {"x": "1"}})):
        session["staff"] = told
        try:
            app.dispatch_request()
        except CSRFError:
            return True
        except Exception:
            return False
    return False


def test_every_entry_of_the_rail_leads_to_a_page_its_roles_may_see(apps):
    pages = {rule.rule: view.roles for app in apps.values() for method, rule, view in rules(app) if method == "GET"}
    for entry in ENTRIES:
        assert entry.url in pages, f"{entry.url} of shared/web/navigation.py leads nowhere"
        assert entry.roles <= pages[entry.url], (
            f"{entry.url}: {sorted(entry.roles - pages[entry.url])} may not go there"
        )


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_first_page_and_a_rail_of_five_entries_at_most(role):
    mine = [entry.url for entry in ENTRIES if role in entry.roles]
    assert 1 <= len(mine) <= 5
    assert home_of(role) == mine[0]


@EACH
def test_nothing_is_changed_by_looking_at_it(apps, service):
    odd = [f"{method} {rule.rule}" for method, rule, _ in rules(apps[service]) if method not in ("GET", "POST")]
    assert not odd, f"{odd}: an act is a POST to a new noun, e.g. POST /referrals/12/objections"
