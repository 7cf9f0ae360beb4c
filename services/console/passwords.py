"""Password hashes (argon2id), computed off the green thread: one takes tens of milliseconds."""

import secrets
from functools import lru_cache

import eventlet.tpool
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

HASHER = PasswordHasher()


def hashed(password):
    return eventlet.tpool.execute(HASHER.hash, password)


def matches(password_hash, password):
    return eventlet.tpool.execute(_matches, password_hash or _nobodys(), password)


@lru_cache(maxsize=1)
def _nobodys():
    """Matches nothing: an unknown user name must cost as much time as a known one."""
    return HASHER.hash(secrets.token_urlsafe(32))


def _matches(password_hash, password):
    try:
        return HASHER.verify(password_hash, password)
    except (Argon2Error, InvalidHashError):
        return False
