"""Authenticated encryption of single values, with the id of its key beside each so that keys can rotate."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.config import settings

PREFIX = "sealed."


class CannotOpen(Exception):
    """A sealed value was changed, belongs to another field, or its key is not on this machine's key ring."""


def seal(value: Any, field: str) -> str:
    """Encrypt a JSON value (AES-256-GCM) for one field, e.g. `seal("林某", "matter.registered.name")`.

    The text reads `sealed.<key id>.<base64 of nonce and ciphertext>`. The field's name is authenticated with it,
    so a sealed name cannot be moved into another field.
    """
    key_id = settings().seal_key_id
    nonce = os.urandom(12)
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    sealed = base64.urlsafe_b64encode(nonce + _cipher(key_id).encrypt(nonce, plain, field.encode()))
    return f"{PREFIX}{key_id}.{sealed.decode()}"


def open_sealed(text: str, field: str) -> Any:
    """Decrypt what `seal` made for the same field. Raises `CannotOpen`."""
    try:
        key_id, _, encoded = text.removeprefix(PREFIX).rpartition(".")
        raw = base64.urlsafe_b64decode(encoded)
        return json.loads(_cipher(key_id).decrypt(raw[:12], raw[12:], field.encode()))
    except (ValueError, KeyError, AttributeError, InvalidTag) as error:
        raise CannotOpen(field) from error


def seal_bytes(plain: bytes, field: str) -> bytes:
    """Encrypt a file for one field, as `seal` does a value: its key's id, a newline, nonce and ciphertext."""
    key_id = settings().seal_key_id
    nonce = os.urandom(12)
    return key_id.encode() + b"\n" + nonce + _cipher(key_id).encrypt(nonce, plain, field.encode())


def open_bytes(sealed: bytes, field: str) -> bytes:
    """Decrypt what `seal_bytes` made for the same field. Raises `CannotOpen`."""
    try:
        key_id, _, raw = sealed.partition(b"\n")
        return _cipher(key_id.decode()).decrypt(raw[:12], raw[12:], field.encode())
    except (ValueError, KeyError, InvalidTag) as error:
        raise CannotOpen(field) from error


def blind_index(kind: str, value: str) -> str:
    """A keyed digest for exact look-up of sealed values, e.g. `blind_index("phone", "13800000000")`.

    The same value of the same kind always gives the same 32 hexadecimal digits; without the key it tells nothing.
    """
    message = f"{kind}\0{value}".encode()
    return hmac.new(settings().index_key, message, hashlib.sha256).hexdigest()[:32]


@lru_cache(maxsize=16)
def _cipher(key_id: str) -> AESGCM:
    return AESGCM(settings().seal_keys[key_id])
