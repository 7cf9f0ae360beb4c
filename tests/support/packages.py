"""Finds the programs the tests need; as root on Debian or Ubuntu it installs what is missing."""

import fcntl
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

POLICY = Path("/usr/sbin/policy-rc.d")
NOTHING_STARTS = "#!/bin/sh\nexit 101\n"


class Unavailable(Exception):
    """A server the tests need cannot be had on this machine; the message says why."""


def program(*names: str, packages: Sequence[str], folders: str = "") -> Path:
    """The path of the first of these programs, after installing the Debian packages if none is here."""
    found = find(names, folders)
    if found is None:
        install(packages)
        found = find(names, folders)
    if found is None:
        raise Unavailable(f"{packages[0]} is installed, but {names[0]} is nowhere to be found")
    return found


def find(names: Sequence[str], folders: str) -> Path | None:
    path = os.pathsep.join([*newest_first(folders), os.environ["PATH"]])
    found = (shutil.which(name, path=path) for name in names)
    return next((Path(file) for file in found if file), None)


def newest_first(folders: str) -> list[str]:
    """The folders matching a pattern such as /opt/thing/*/bin, version 15 before 9.6."""
    found = Path("/").glob(folders.lstrip("/")) if folders else ()
    return sorted(map(str, found), key=version, reverse=True)


def version(folder: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", folder)]


def install(packages: Sequence[str]) -> None:
    must_be_installable(packages)
    print(f"Installing {', '.join(packages)} with apt-get; this takes a while, but only once …", flush=True)
    refresh_package_lists()
    with nothing_starts():
        apt_get("install", "--yes", "--no-install-recommends", *packages)


def must_be_installable(packages: Sequence[str]) -> None:
    if os.geteuid() != 0 or not is_debian():
        raise Unavailable(
            f"{packages[0]} is not installed, and only root on Debian or Ubuntu can install it from here"
        )


def is_debian() -> bool:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    return "debian" in (release["ID"], *release.get("ID_LIKE", "").split())


@cache
def refresh_package_lists() -> None:
    apt_get("update")


def apt_get(*arguments: str) -> None:
    patience = ("-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3")
    finished = subprocess.run(
        ["apt-get", "--quiet", "--quiet", *patience, *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if finished.returncode != 0:
        raise Unavailable(f"apt-get {' '.join(arguments)} failed:\n{finished.stdout[-1000:].strip()}")


@contextmanager
def nothing_starts() -> Iterator[None]:
    """Forbids packages to start their system-wide server; the machine's own policy is put back afterwards."""
    kept = POLICY.with_name("policy-rc.d.before-liandong")
    with only_one_at_a_time(POLICY.parent):
        if POLICY.exists() and not kept.exists():
            POLICY.rename(kept)
        try:
            POLICY.write_text(NOTHING_STARTS)
            POLICY.chmod(0o755)
            yield
        finally:
            POLICY.unlink()
            if kept.exists():
                kept.rename(POLICY)


@contextmanager
def only_one_at_a_time(folder: Path) -> Iterator[None]:
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
