"""Who may use a door: declared at the view, checked before the body is read; what declares nothing is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask import current_app, request, session
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.orm import Session

from shared.contracts.words import ROLES
from shared.directory import KnownStaff, KnownUnit, ever_above
from shared.errors import NotAllowed, NotSignedIn, Refused

V = TypeVar("V", bound=Callable[..., Any])
TOKEN_LIFE = 12 * 3600


@dataclass(frozen=True)
class Staff:
    """Who asks. `by_cookie` tells a page's cookie from a bearer token: only the cookie needs CSRF protection."""

    username: str
    name: str
    unit: str
    role: str
    issued_at: datetime
    by_cookie: bool
    unit_name: str = ""
    units: tuple[str, ...] = ()  # the own unit and those above it, now or before: it is accused with each

    @property
    def role_name(self) -> str:
        """The role in the language of the page."""
        from shared.web.language import word

        return word(ROLES[self.role])


def allowed(*roles: str) -> Callable[[V], V]:
    """Open a view to these roles: `@allowed("operator", "petition_clerk")`. An unknown role is a mistake here."""
    if not roles or not set(roles) <= set(ROLES):
        raise ValueError(f"unknown roles: {sorted(set(roles) - set(ROLES))}")

    def declare(view: V) -> V:
        view.roles = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return declare


def public(view: V) -> V:
    """Open a view to everyone, signed in or not."""
    view.roles = None  # type: ignore[attr-defined]
    return view


def reads_only(view: V) -> V:
    """A POST that writes nothing: it gets a reading transaction."""
    view.reads_only = True  # type: ignore[attr-defined]
    return view


def beforehand(deed: Callable[[Session], Refused | None]) -> Callable[[V], V]:
    """Have `deed` done in a transaction of its own before the view's, so that no refusal takes it back: something
    is counted. What `deed` gives is raised then."""

    def declare(view: V) -> V:
        view.beforehand = deed  # type: ignore[attr-defined]
        return view

    return declare


def claimed_staff() -> Staff | None:
    """Who the cookie or the bearer token says is asking, by its signature alone. Raises `NotSignedIn`."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return _from_token(token.strip())
    told = session.get("staff")
    return _staff(told, by_cookie=True) if told else None


def issue_token(staff: dict[str, str], now: datetime) -> str:
    """A bearer token for a member of staff (`username`, `name`, `unit`, `role`), good for twelve hours."""
    return _serializer().dumps({**staff, "issued_at": now.isoformat()})


def sign_in(staff: dict[str, str], now: datetime) -> None:
    """Put a member of staff into the signed cookie of this browser."""
    session.clear()
    session["staff"] = {**staff, "issued_at": now.isoformat()}
    session.permanent = True


def sign_out() -> None:
    """Forget who is signed in at this browser."""
    session.clear()


def still_good(db: Session, staff: Staff) -> Staff:
    """What the service's own copy says of the staff now; the token's word, where the copy has not arrived yet.

    Raises `NotSignedIn` if they left or were signed out since.
    """
    known = db.get(KnownStaff, staff.username)
    if known is None:
        return replace(staff, units=ever_above(db, staff.unit, staff.username))
    signed_out = known.signed_out_before is not None and staff.issued_at < known.signed_out_before
    if not known.active or signed_out:
        raise NotSignedIn
    unit = db.get(KnownUnit, known.unit)
    from shared.web.language import in_english

    unit_name = (unit.name_en if in_english() else unit.name) if unit else ""
    return Staff(
        known.username,
        known.name,
        known.unit,
        known.role,
        staff.issued_at,
        staff.by_cookie,
        unit_name,
        ever_above(db, known.unit, known.username),
    )


def check_role(view: Any, staff: Staff | None) -> None:
    """Let the staff through to the view, or raise `NotSignedIn` or `NotAllowed`."""
    roles: frozenset[str] | None = getattr(view, "roles", frozenset())
    if roles is None:
        return
    if staff is None:
        raise NotSignedIn
    if staff.role not in roles:
        raise NotAllowed


def _from_token(token: str) -> Staff:
    try:
        return _staff(_serializer().loads(token, max_age=TOKEN_LIFE), by_cookie=False)
    except BadSignature as error:
        raise NotSignedIn from error


def _staff(told: dict[str, str], by_cookie: bool) -> Staff:
    issued_at = datetime.fromisoformat(told["issued_at"]).astimezone(UTC)
    return Staff(told["username"], told["name"], told["unit"], told["role"], issued_at, by_cookie)


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="liandong.bearer")
