"""Messages as mail: into a folder (embedded, demo), or to an SMTP server."""

import smtplib
from contextlib import suppress
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

PATIENCE = 10


class MailServerAway(Exception):
    """No mail can leave now, whoever it is for. The message says why."""


class Mailbox(Protocol):
    """Takes messages away, as many as there are: `with mailbox(settings) as way_out: way_out.send(message)`.

    `send` raises OSError or smtplib.SMTPException for this message, the next may go all the same; `MailServerAway`
    if none can.
    """

    def __enter__(self) -> "Mailbox": ...

    def __exit__(self, *exception: object) -> None: ...

    def send(self, message: EmailMessage) -> None: ...


class FolderMailbox:
    """Writes each message as a file named after its notice: sent twice, it is there once."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass

    def send(self, message):
        self.folder.mkdir(parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").partition("@")[0]
        draft = self.folder / f".{name}"
        draft.write_bytes(bytes(message))
        draft.replace(self.folder / f"{name}.eml")


class SmtpMailbox:
    """Hands messages to `smtp://[user:password@]host:port` or `smtps://…`, over one connection while it holds."""

    def __init__(self, url):
        self.url = urlsplit(url)
        self.server = None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._hang_up()

    def send(self, message):
        if not self._still_listens():
            self._hang_up()
            self.server = self._dial()
        try:
            self.server.send_message(message)
        except (OSError, smtplib.SMTPException):
            self._hang_up()
            raise

    def _still_listens(self):
        """A server may hang up between two messages; asked in time, none is lost in doubt."""
        try:
            return self.server is not None and self.server.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False

    def _dial(self):
        try:
            return self._logged_in()
        except (OSError, smtplib.SMTPException) as error:
            raise MailServerAway(type(error).__name__) from error

    def _logged_in(self):
        secure = self.url.scheme == "smtps"
        connect = smtplib.SMTP_SSL if secure else smtplib.SMTP
        server = connect(self.url.hostname, self.url.port or (465 if secure else 25), timeout=PATIENCE)
        try:
            if self.url.username:
                server.login(unquote(self.url.username), unquote(self.url.password or ""))
        except BaseException:
            server.close()
            raise
        return server

    def _hang_up(self):
        """Politely, where the other side still listens."""
        server, self.server = self.server, None
        if server is None:
            return
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


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
