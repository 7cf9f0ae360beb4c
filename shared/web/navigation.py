"""The left rail as data: what each role finds there, five entries at most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext


@dataclass(frozen=True)
class Entry:
    """One entry: where it leads, its Chinese label, who sees it, the single key that opens it, if any."""

    url: str
    text: str
    roles: frozenset[str]
    current: bool = False
    key: str = ""

    @property
    def label(self) -> str:
        """The label in the language of the page."""
        return gettext(self.text)


def _entry(url: str, text: str, *roles: str, key: str = "") -> Entry:
    return Entry(url, text, frozenset(roles), key=key)


DESK = ("operator", "petition_clerk")
OFFICE = ("office_clerk", "office_head")
ENTRIES = (
    _entry("/intake/matters/new", "登记", *DESK, key="n"),
    _entry("/routing/referrals", "办理台", *OFFICE),
    _entry("/routing/ledger", "台账", *OFFICE),
    _entry("/legalaid/inbox", "法援收件", "aid_clerk"),
    _entry("/intake/matters", "事项", *DESK, *OFFICE, "aid_clerk", "leader", key="m"),
    _entry("/routing/triage", "待分流", "petition_clerk", "leader"),
    _entry("/routing/sent", "交办跟踪", *DESK, "leader", key="t"),
    _entry("/routing/rules", "分派规则", "leader"),
    _entry("/notify/notices", "告知", *DESK, *OFFICE, "aid_clerk", "leader", key="g"),
    _entry("/console/monitor", "运行监控", "ops", "admin"),
    _entry("/console/dead-letters", "死信", "ops", "admin"),
    _entry("/console/staff", "人员", "admin"),
    _entry("/console/units", "单位", "admin"),
)


def entries_for(staff: Any, path: str) -> list[Entry]:
    """The rail of a member of staff, the entry of this page marked; empty for the public."""
    if staff is None:
        return []
    mine = [entry for entry in ENTRIES if staff.role in entry.roles]
    here = max((e.url for e in mine if path == e.url or path.startswith(e.url + "/")), key=len, default="")
    return [replace(entry, current=entry.url == here) for entry in mine]


def search_url_for(staff: Any) -> str | None:
    """Where the search box leads: to the matters, for those who may read them."""
    entry = next(e for e in ENTRIES if e.url == "/intake/matters")
    return entry.url if staff is not None and staff.role in entry.roles else None


def home_of(role: str) -> str:
    """The page a role begins its day with: the first of its rail."""
    return next(entry.url for entry in ENTRIES if role in entry.roles)
