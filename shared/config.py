"""Settings, from the environment only; secrets as files or variables, never with a default outside the demo."""

from __future__ import annotations

import base64
import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

EMBEDDED_BROKER = "memory://"
DEMO_PASSWORD = "liandong-demo"  # noqa: S105  known to everyone: refused outside the demo
AREA_CODE = "0573"
KEY_LENGTH = 32
SHORTEST_SECRET = 32
PORTS = {"all": 12348, "intake": 12341, "routing": 12342, "legalaid": 12343, "notify": 12344, "console": 12345}


class Misconfigured(Exception):
    """A setting is missing or unsafe. The message says which one and how to mend it."""


@dataclass(frozen=True)
class Settings:
    """Where things are and which keys are used. Build with `Settings.read`; tests may build it from a dict.

    `seal_keys` maps key id to 32 bytes and `seal_key_id` names the one that seals now; `index_key` makes blind
    indexes; `secret_key` signs cookies and tokens. `progress_tries` is how often an hour one address may ask
    for its progress, `proxies` how many reverse proxies of ours stand before and name the address. `area_code` is
    what a landline of this city has before it, for numbers told without. `regions` names the provinces whose rules
    are in force here, e.g. `zhejiang`: none until the bureau has confirmed it.
    """

    var: Path
    broker_url: str
    database_url: str
    host: str
    port: int | None
    demo: bool
    demo_password: str
    testing: bool
    crash_at: str
    slow_at: str
    clock_ahead: timedelta
    city_clock: Path | None
    mail_url: str
    mail_from: str
    sms_domain: str
    keep_data_days: int
    keep_draft_days: int
    keep_look_days: int
    progress_tries: int
    proxies: int
    public_url: str
    clock_data: Path | None
    area_code: str
    regions: tuple[str, ...]
    secret_key: str
    seal_keys: Mapping[str, bytes]
    seal_key_id: str
    index_key: bytes

    @property
    def embedded(self) -> bool:
        """One process, its broker in memory: true exactly when no broker address is set."""
        return self.broker_url == EMBEDDED_BROKER

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings, making the embedded mode's secrets at the first run. Raises `Misconfigured`."""
        var = Path(environ.get("LIANDONG_VAR", "var"))
        broker_url = environ.get("LIANDONG_BROKER_URL", EMBEDDED_BROKER)
        demo = environ.get("LIANDONG_DEMO", "") == "1"
        keep = _keeper(environ, var if broker_url == EMBEDDED_BROKER or demo else None)
        seal_keys = _seal_keys(keep("SEAL_KEYS"))
        settings = cls(
            var=var,
            broker_url=broker_url,
            database_url=_database_url(environ, var, broker_url),
            host=environ.get("LIANDONG_HOST", "127.0.0.1"),
            port=_number(environ, "LIANDONG_PORT"),
            demo=demo,
            demo_password=environ.get("LIANDONG_DEMO_PASSWORD", DEMO_PASSWORD),
            testing=environ.get("LIANDONG_TESTING", "") == "1",
            crash_at=environ.get("LIANDONG_CRASH_AT", ""),
            slow_at=environ.get("LIANDONG_SLOW_AT", ""),
            clock_ahead=_clock_ahead(environ),
            city_clock=_city_clock(environ),
            **_mail(environ, None if broker_url != EMBEDDED_BROKER and not demo else var / "mail"),
            keep_data_days=_number(environ, "LIANDONG_KEEP_DATA_DAYS") or 90,
            keep_draft_days=_number(environ, "LIANDONG_KEEP_DRAFT_DAYS") or 30,
            keep_look_days=_number(environ, "LIANDONG_KEEP_LOOK_DAYS") or 3 * 365,
            progress_tries=_number(environ, "LIANDONG_PROGRESS_TRIES") or 120,
            proxies=_number(environ, "LIANDONG_PROXIES") or 0,
            public_url=environ.get("LIANDONG_PUBLIC_URL", "").rstrip("/"),
            clock_data=Path(folder) if (folder := environ.get("LIANDONG_CLOCK_DATA")) else None,
            area_code=_area_code(environ),
            regions=tuple(filter(None, environ.get("LIANDONG_REGIONS", "").replace(" ", "").split(","))),
            secret_key=keep("SECRET_KEY"),
            seal_keys=seal_keys,
            seal_key_id=next(iter(seal_keys)),
            index_key=_index_key(keep("INDEX_KEY")),
        )
        if len(settings.secret_key) < SHORTEST_SECRET:
            raise Misconfigured(
                f"LIANDONG_SECRET_KEY is shorter than {SHORTEST_SECRET} characters: `liandong secrets`"
            )
        return settings


@lru_cache(maxsize=1)
def settings() -> Settings:
    """This process's settings, read once from its environment. Raises `Misconfigured`."""
    return Settings.read(os.environ)


def _area_code(environ: Mapping[str, str]) -> str:
    code = environ.get("LIANDONG_AREA_CODE", AREA_CODE)
    if not re.fullmatch(r"0[0-9]{2,3}", code):
        raise Misconfigured("LIANDONG_AREA_CODE is not an area code with its 0, e.g. 0573")
    return code


def _clock_ahead(environ: Mapping[str, str]) -> timedelta:
    """How wrong this process's clock is: in test runs only."""
    if environ.get("LIANDONG_TESTING", "") != "1":
        return timedelta(0)
    return timedelta(seconds=_number(environ, "LIANDONG_CLOCK_AHEAD") or 0)


def _city_clock(environ: Mapping[str, str]) -> Path | None:
    """The file that says how many seconds the clock of all processes and databases is ahead: in test runs only."""
    file = environ.get("LIANDONG_CITY_CLOCK")
    return Path(file) if file and environ.get("LIANDONG_TESTING", "") == "1" else None


def _database_url(environ: Mapping[str, str], var: Path, broker_url: str) -> str:
    embedded = broker_url == EMBEDDED_BROKER
    url = environ.get("LIANDONG_DATABASE_URL", f"sqlite:///{var / 'db'}" if embedded else "")
    if not url:
        raise Misconfigured("LIANDONG_DATABASE_URL is missing: with a broker, Liandong keeps its rows in PostgreSQL")
    if url.startswith("sqlite") and not embedded:
        raise Misconfigured("LIANDONG_DATABASE_URL names SQLite, which serves one process: unset LIANDONG_BROKER_URL")
    return url


def fresh_secrets() -> dict[str, str]:
    """New secrets by the last part of their variable's name."""
    return {name: make() for name, make in SECRETS.items()}


def _keeper(environ: Mapping[str, str], make_under: Path | None) -> Callable[[str], str]:
    """How a secret is found: variable, file named by a variable, or (embedded, demo) a file made at first use."""

    def keep(name: str) -> str:
        if value := environ.get(f"LIANDONG_{name}"):
            return value
        if path := environ.get(f"LIANDONG_{name}_FILE"):
            return Path(path).read_text().strip()
        if make_under is None:
            raise Misconfigured(f"LIANDONG_{name} (or LIANDONG_{name}_FILE) is missing; `liandong secrets` makes one")
        return _made_once(make_under / "secrets" / name.lower(), SECRETS[name])

    return keep


def _made_once(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(make())
        try:
            os.link(draft, path)  # atomic: of two starting processes one wins, both read the same
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def _mail(environ: Mapping[str, str], folder: Path | None) -> dict[str, Any]:
    """Where notices go: into a folder in the demo and embedded; anywhere else somebody must have said so."""
    usual = {"MAIL_URL": f"file:{folder}", "MAIL_FROM": "liandong@localhost", "SMS_DOMAIN": "sms.localhost"}
    mail = {name: environ.get(f"LIANDONG_{name}") or (usual[name] if folder else None) for name in usual}
    missing = [f"LIANDONG_{name}" for name, value in mail.items() if not value]
    if missing:
        raise Misconfigured(f"{', '.join(missing)}: missing: without it no notice would reach anybody")
    return {name.lower(): value for name, value in mail.items()}


def _number(environ: Mapping[str, str], name: str) -> int | None:
    text = environ.get(name, "")
    if text and not text.isdecimal():
        raise Misconfigured(f"{name} must be a whole number, not {text!r}")
    return int(text) if text else None


def _index_key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_LENGTH:
        raise Misconfigured(f"LIANDONG_INDEX_KEY must be {KEY_LENGTH} bytes in base64: `liandong secrets` makes one")
    return key


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _seal_keys(text: str) -> dict[str, bytes]:
    pairs = (part.split(":", 1) for part in text.split(",") if part.strip())
    try:
        keys = {key_id.strip(): base64.b64decode(key, validate=True) for key_id, key in pairs}
    except ValueError as error:
        raise Misconfigured("LIANDONG_SEAL_KEYS must read `id:base64,id:base64`, the first one seals") from error
    if not keys or any(len(key) != KEY_LENGTH for key in keys.values()):
        raise Misconfigured("every key of LIANDONG_SEAL_KEYS must hold 32 bytes")
    return keys


SECRETS: dict[str, Callable[[], str]] = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(48),
    "SEAL_KEYS": lambda: f"k1:{_random_key()}",
    "INDEX_KEY": _random_key,
}
