"""The key that shared/contracts/examples is sealed with. It is published on purpose and protects nothing.

Its id is `example`, so nobody takes it for a key of a deployment; the examples hold fictional people only.
To open an example by hand: `with settings_read_from(**EXAMPLE_SETTINGS): read(path.read_bytes()).event`.
"""

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from shared.config import settings
from shared.privacy import sealing

KEY_ID = "example"
KEY = b"an example key and not a secret!"


def as_setting(**keys: bytes) -> str:
    """Keys as LIANDONG_SEAL_KEYS wants them; the first one seals."""
    return ",".join(f"{key_id}:{base64.b64encode(key).decode()}" for key_id, key in keys.items())


EXAMPLE_SETTINGS = {
    "SEAL_KEYS": as_setting(**{KEY_ID: KEY}),
    "INDEX_KEY": base64.b64encode(KEY).decode(),
    "SECRET_KEY": KEY.decode(),
}


@contextmanager
def settings_read_from(**variables: str) -> Iterator[None]:
    """This process's settings come from these variables alone (without their LIANDONG_), and afterwards as before."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("LIANDONG_") and not name.startswith("LIANDONG_TEST_"):
                patch.delenv(name)
        for name, value in variables.items():
            patch.setenv(f"LIANDONG_{name}", value)
        _read_again()
        yield
    _read_again()


@pytest.fixture(autouse=True, scope="module")
def example_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For conftest.py: tests run under the published key, and nothing is written into the working folder."""
    with settings_read_from(**EXAMPLE_SETTINGS, VAR=str(tmp_path_factory.mktemp("var"))):
        yield


def _read_again() -> None:
    settings.cache_clear()
    sealing._cipher.cache_clear()
