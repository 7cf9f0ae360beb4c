"""Mail leaves over one connection while that holds; what one message suffers is not the next one's."""

import smtplib
import socket
from contextlib import closing
from email.message import EmailMessage

import pytest

from services.notify.channels.mail import MailServerAway, SmtpMailbox
from tests.support.mail_server import MailServer


class Counting(MailServer):
    """Counts connections too, and refuses whoever is called nobody."""

    def __init__(self):
        self.connections = 0
        super().__init__()

    async def handle_EHLO(self, _server, session, _envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address.startswith("nobody"):
            return "550 unknown"
        envelope.rcpt_tos.append(address)
        return "250 known"


def a_message(name, to="somebody@city.invalid"):
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = "office@city.invalid", to, f"<{name}@liandong>"
    message.set_content("您反映的事项已登记。")
    return message


@pytest.fixture
def server():
    with closing(Counting()) as server:
        yield server


def test_one_connection_carries_many(server):
    with SmtpMailbox(server.url) as way_out:
        for name in ("first", "second", "third"):
            way_out.send(a_message(name))
    assert server.taken == {"first": 1, "second": 1, "third": 1}
    assert server.connections == 1


def test_after_a_refused_recipient_the_next_one_goes(server):
    with SmtpMailbox(server.url) as way_out:
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            way_out.send(a_message("first", to="nobody@city.invalid"))
        way_out.send(a_message("second"))
    assert server.taken == {"second": 1}


def test_a_server_that_hangs_up_between_two_is_called_again(server):
    with SmtpMailbox(server.url) as way_out:
        way_out.send(a_message("first"))
        way_out.server.sock.shutdown(socket.SHUT_RDWR)
        way_out.send(a_message("second"))
    assert (server.taken, server.connections) == ({"first": 1, "second": 1}, 2)


def test_a_server_that_is_away_is_no_fault_of_the_message():
    with SmtpMailbox("smtp://127.0.0.1:1") as way_out, pytest.raises(MailServerAway):
        way_out.send(a_message("first"))
