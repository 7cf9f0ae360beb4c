"""Messages as mail: into a folder (embedded, demo), or to an SMTP server."""

import smtplib
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

PATIENCE = 20


class Mailbox(Protocol):
    """Takes messages away. Raises OSError or smtplib.SMTPException if it cannot now."""

    def send(self, message: EmailMessage) -> None: ...


class FolderMailbox:
    """Writes each message as a file named after its notice: sent twice, it is there once."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def send(self, message):
        self.folder.mkdir(parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").partition("@")[0]
        draft = self.folder / f".{name}"
        draft.write_bytes(bytes(message))
        draft.replace(self.folder / f"{name}.eml")


class SmtpMailbox:
    """Hands messages to `smtp://[user:password@]host:port` or `smtps://…`."""

    def __init__(self, url):
        self.url = urlsplit(url)

    def send(self, message):
        secure = self.url.scheme == "smtps"
        connect = smtplib.SMTP_SSL if secure else smtplib.SMTP
        with connect(self.url.hostname, self.url.port or (465 if secure else 25), timeout=PATIENCE) as server:
            if self.url.username:
                server.login(unquote(self.url.username), unquote(self.url.password or ""))
            server.send_message(message)


def mailbox(settings):
    """The mailbox of `LIANDONG_MAIL_URL`: `file:folder`, `smtp://…` or `smtps://…`."""
    url = settings.mail_url
    return FolderMailbox(url.removeprefix("file:")) if url.startswith("file:") else SmtpMailbox(url)


def as_message(notice, settings):
    """The mail of a notice; a text message is a mail to the city's gateway, `<number>@LIANDONG_SMS_DOMAIN`."""
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = f"{notice.address}@{settings.sms_domain}" if notice.means == "sms" else notice.address
    message["Subject"] = notice.subject
    message["Date"] = format_datetime(notice.created_at)
    message["Message-ID"] = f"<{notice.notice_id}@liandong>"
    message.set_content(notice.body, charset="utf-8")
    return message
