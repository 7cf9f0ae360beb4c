"""A mail server of one's own, that takes every mail and remembers only which, and how often."""

from collections import Counter
from typing import Any

from aiosmtpd.controller import Controller

from tests.support.ports import free_ports


class MailServer:
    """`MailServer()` listens on `url`; `taken` counts the mails that arrived, by the plain digits of their notice."""

    def __init__(self) -> None:
        [port] = free_ports(1)
        self.url = f"smtp://127.0.0.1:{port}"
        self.taken: Counter[str] = Counter()
        self._controller = Controller(self, hostname="127.0.0.1", port=port)
        self._controller.start()

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802
        """Called by aiosmtpd for each mail, before its sender is told that it was taken."""
        head = envelope.content.partition(b"\r\n\r\n")[0].decode("ascii", "replace")
        [message_id] = [line for line in head.splitlines() if line.lower().startswith("message-id:")]
        notice = message_id.partition("<")[2].partition("@")[0]
        self.taken[notice.replace("-", "")] += 1
        return "250 taken"

    def close(self) -> None:
        self._controller.stop()
