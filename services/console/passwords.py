"""Password hashes (argon2id), computed off the green thread: one takes tens of milliseconds."""

import secrets
from functools import lru_cache

import eventlet.tpool
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from eventlet.semaphore import Semaphore

from shared.errors import TryLater

HASHER = PasswordHasher()
AT_ONCE = Semaphore(2)  # a flood of sign-ins must not take the processor from those who work
MOST_WAITING = 40


def hashed(password):
    return _in_turn(HASHER.hash, password)


def matches(password_hash, password):
    return _in_turn(_matches, password_hash or _nobodys(), password)


def _in_turn(work, *arguments):
    if AT_ONCE.balance < -MOST_WAITING:
        raise TryLater
    with AT_ONCE:
        return eventlet.tpool.execute(work, *arguments)


@lru_cache(maxsize=1)
def _nobodys():
    """Matches nothing: an unknown user name must cost as much time as a known one."""
    return HASHER.hash(secrets.token_urlsafe(32))


def _matches(password_hash, password):
    try:
        return HASHER.verify(password_hash, password)
    except (Argon2Error, InvalidHashError):
        return False
