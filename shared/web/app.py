"""A service's Flask app: the order in which every request is examined, answered and committed."""

from __future__ import annotations

from datetime import timedelta
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, Response, g, request
from flask_smorest import Api
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import LengthRequired, NotFound, UnsupportedMediaType
from werkzeug.middleware.proxy_fix import ProxyFix

from shared.config import Settings
from shared.crash import crash_point
from shared.db import Database, utc_now
from shared.web import access, health, idempotency, language, left_behind, page, problems, uploads
from shared.web.json_body import JsonDoor

LARGEST_BODY = 1024 * 1024
SAFE = ("GET", "HEAD", "OPTIONS")
NUL = "\0"
HERE = ZoneInfo("Asia/Shanghai")
COOKIE_LIFE = timedelta(seconds=access.TOKEN_LIFE)
csrf = CSRFProtect()


def pages_of(service: str, name: str) -> Blueprint:
    """A blueprint for the HTML pages of one kind of person: `pages_of("intake", "operator_pages")`."""
    return Blueprint(name, f"services.{service}", template_folder="templates")


def api_of(service: str) -> JsonDoor:
    """The blueprint of a service's JSON door, under `/<service>/api/v1`."""
    return JsonDoor(f"{service}_api", f"services.{service}.api", url_prefix=f"/{service}/api/v1")


class ServiceApp(Flask):
    """Flask, with one way through: who asks, may they, is the body fit; then one transaction around the view."""

    database: Database
    request_class = uploads.InMemory

    def dispatch_request(self) -> Any:
        """Answer a request. The transaction has committed before a success leaves the house."""
        if request.routing_exception is not None:
            self.raise_routing_exception(request)
        self._check_address()
        view = self.view_functions[request.url_rule.endpoint]  # type: ignore[union-attr]
        if getattr(view, "needs_no_database", False) or request.endpoint == "static":
            return super().dispatch_request()
        g.now = utc_now()
        g.today = g.now.astimezone(HERE).date()
        staff = access.claimed_staff()
        if staff is None:
            access.check_role(view, None)
        self._check_origin_and_body(view, staff)
        self._do_beforehand(view)
        try:
            response = self._in_one_transaction(view, staff)
        except _NothingToKeep as answer:
            response = answer.response
        left_behind.write_down(self.database)
        return response

    def _do_beforehand(self, view: Any) -> None:
        if deed := getattr(view, "beforehand", None):
            with self.database.transaction() as session:
                refusal = deed(session)
            if refusal is not None:
                raise refusal

    def _in_one_transaction(self, view: Any, staff: access.Staff | None) -> Response:
        reads = request.method in SAFE or getattr(view, "reads_only", False)
        with (self.database.reading if reads else self.database.transaction)() as session:
            g.session = session
            g.staff = access.still_good(session, staff) if staff else None
            access.check_role(view, g.staff)
            session.info["traceparent"] = request.headers.get("traceparent", "")[:55]
            if earlier := (None if reads else idempotency.first_answer(session, g.staff, g.now)):
                raise _NothingToKeep(earlier)
            response = self.make_response(super().dispatch_request())
            if response.status_code >= 400:
                raise _NothingToKeep(response)
            if not reads:
                session.flush()
                crash_point("after_insert")
                idempotency.keep(session, response)
        return response

    def _check_address(self) -> None:
        """PostgreSQL refuses NUL even in a question: there is nothing of that name."""
        if NUL in request.path:
            raise NotFound

    def _check_origin_and_body(self, view: Any, staff: access.Staff | None) -> None:
        if request.method in SAFE:
            return
        if request.content_length is None:
            raise LengthRequired
        uploads.check_length(view, LARGEST_BODY)
        is_api = problems.wants_json()
        accepted = ("application/json",) if is_api else ("application/x-www-form-urlencoded", "multipart/form-data")
        if request.content_length and request.mimetype not in uploads.accepted(view, accepted):
            raise UnsupportedMediaType
        if not is_api or (staff and staff.by_cookie):
            csrf.protect()


class _NothingToKeep(Exception):
    """Ends the transaction without its changes: the answer is a refusal, or was given before."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


def create_app(service: str, database: Database, settings: Settings, *blueprints: Any) -> ServiceApp:
    """The Flask app of a service with its pages and its JSON door, mounted by `shared.web.server`."""
    app = ServiceApp(
        f"liandong.{service}",
        root_path=str(page.FOLDER),
        static_folder="static",
        static_url_path=f"/{service}/static",
        template_folder="templates",
    )
    app.database = database
    app.config.update(_configuration(service, settings))
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    csrf.init_app(app)
    language.init_app(app)
    page.init_app(app, service)
    api = Api(app)
    problems.init_app(app)
    app.register_blueprint(health.blueprint(service))
    for blueprint in blueprints:
        if isinstance(blueprint, JsonDoor):
            api.register_blueprint(blueprint)
        else:
            app.register_blueprint(blueprint)
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api-docs."):
            app.view_functions[rule.endpoint] = _open_to_all(app.view_functions[rule.endpoint])
    app.after_request(page.harden)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies)  # type: ignore[method-assign]
    return app


def _open_to_all(view: Any) -> Any:
    """The description of the JSON door, which is no secret."""

    @access.public
    @wraps(view)
    def describe(**arguments: Any) -> Any:
        return view(**arguments)

    describe.needs_no_database = True  # type: ignore[attr-defined]
    return describe


def _configuration(service: str, settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SERVICE": service,
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": LARGEST_BODY,
        "SESSION_COOKIE_NAME": "liandong",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.public_url.startswith("https://"),
        "PERMANENT_SESSION_LIFETIME": COOKIE_LIFE,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "API_TITLE": f"Liandong {service}",
        "API_VERSION": "1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": f"/{service}/api",
        "OPENAPI_JSON_PATH": "openapi.json",
    }
