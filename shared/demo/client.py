"""A small client of the JSON doors, for the demo and for loading messages."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

PATIENCE = 30


class Unanswered(Exception):
    """The door could not be reached, or did not answer."""


class Refusal(Exception):
    """The door answered with a problem; its body is in `problem`."""

    def __init__(self, status: int, problem: Any) -> None:
        super().__init__(f"{status}: {problem}")
        self.status = status
        self.problem = problem


class Client:
    """`Client("http://127.0.0.1:12348").sign_in("operator", password)`; then `get` and `post`.

    `addresses` names other addresses by service where the services do not share one.
    """

    def __init__(self, address: str, addresses: dict[str, str] | None = None) -> None:
        self.address = address
        self.addresses = addresses or {}
        self.token = ""

    def sign_in(self, username: str, password: str) -> Client:
        """Sign in; gives this client. Raises `Refusal` or `Unanswered`."""
        answer = self.post("/console/api/v1/tokens", {"username": username, "password": password})
        self.token = answer["token"]
        return self

    def get(self, path: str) -> Any:
        """The JSON at a path."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: Any, key: str = "") -> Any:
        """Post JSON; `key` is the Idempotency-Key, with which it is safe to post again after a failure."""
        return self._ask("POST", path, body, {"Idempotency-Key": key} if key else {})

    def wait_until(self, path: str, arrived: Any, patience: float = 30) -> Any:
        """Get a path until `arrived(answer)` is true; gives the answer. Raises `Unanswered` when time is over."""
        deadline = time.monotonic() + patience
        while not arrived(answer := self.get(path)):
            if time.monotonic() > deadline:
                raise Unanswered(f"{path} did not come to what was awaited")
            time.sleep(0.1)
        return answer

    def _ask(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        if data is not None:
            headers = {**headers, "Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        address = self.addresses.get(path.split("/")[1], self.address)
        request = Request(address + path, data=data, headers=headers, method=method)  # noqa: S310  our own address
        try:
            with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                return json.loads(answer.read())
        except HTTPError as error:
            with error:
                raise Refusal(error.code, _problem(error)) from error
        except (URLError, OSError, ValueError) as error:
            raise Unanswered(f"{method} {path}: {getattr(error, 'reason', error)!r}") from error


def _problem(error: HTTPError) -> Any:
    try:
        return json.loads(error.read())
    except ValueError:
        return None
