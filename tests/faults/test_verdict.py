"""The judge is judged: every kind of loss, doubling and invention done by hand must be seen."""

import sqlite3
from collections import Counter
from contextlib import closing
from email.message import EmailMessage
from types import SimpleNamespace

import pytest

from services.notify.channels.mail import mailbox
from tests.faults import reading
from tests.faults.questions import QUESTIONS
from tests.faults.verdict import answers, left_behind, mails, never_mailed, tally
from tests.support.mail_server import MailServer

SENT = Counter({"路灯不亮": 2, "污水外溢": 1})
FOUND = {"LD-1": "路灯不亮", "LD-2": "路灯不亮", "LD-3": "污水外溢"}

ONE_MATTER = "(SELECT max(matter_no) FROM matter)"
SABOTAGES = {
    "a number that is missing in its series": ("intake", f"DELETE FROM matter WHERE matter_no = {ONE_MATTER}"),
    "a matter at routing that nobody registered": ("intake", f"DELETE FROM matter WHERE matter_no = {ONE_MATTER}"),
    "a matter not announced exactly once": (
        "intake",
        f"UPDATE outbox SET type = 'something.else' WHERE type = 'matter.registered' AND subject = {ONE_MATTER}",
    ),
    "a matter that never came to routing": (
        "routing",
        "DELETE FROM routed_matter WHERE matter_no = (SELECT max(matter_no) FROM routed_matter)",
    ),
    "a claim not in exactly one party's hands": (
        "routing",
        "UPDATE routed_claim SET referral_id = NULL, triage_holder = NULL WHERE rowid = 1",
    ),
    "a claim that intake sees in other hands than routing": (
        "intake",
        "UPDATE claim SET holder = 'nobody' WHERE rowid = 1",
    ),
    "a claim at routing that nobody made": ("intake", "DELETE FROM claim WHERE rowid = 1"),
    "a referral without a claim": (
        "routing",
        "UPDATE routed_claim SET referral_id = NULL, triage_holder = 'petition_office' "
        "WHERE referral_id = (SELECT max(referral_id) FROM referral)",
    ),
    "referrals not announced exactly once each": (
        "routing",
        "DELETE FROM outbox WHERE position = (SELECT max(position) FROM outbox WHERE type = 'referral.made')",
    ),
    "a referral to legal aid without exactly one draft": ("legalaid", "DELETE FROM application"),
    "a sent notice not told of exactly once": (
        "notify",
        "DELETE FROM outbox WHERE position = (SELECT max(position) FROM outbox WHERE type = 'notice.sent')",
    ),
    **{
        sentence: (
            "notify",
            "DELETE FROM notice WHERE notice_id = (SELECT max(notice_id) FROM notice "
            f"WHERE template = '{template}' AND recipient = '{recipient}')",
        )
        for sentence, template, recipient in (
            ("registration: not exactly one notice to the petitioner", "registration", "petitioner"),
            ("referral: not exactly one notice to the petitioner", "referral", "petitioner"),
            ("referral: not exactly one order to the unit", "referral_order", "unit"),
        )
    },
    **{
        sentence: (
            "notify",
            "UPDATE notice SET event_id = 'invented' "
            f"WHERE notice_id = (SELECT max(notice_id) FROM notice WHERE template = '{template}')",
        )
        for sentence, template in (
            ("a registration notice without its event", "registration"),
            ("a referral notice without its event", "referral"),
            ("a referral order without its event", "referral_order"),
        )
    },
    **{
        sentence: (
            "intake",
            f"DELETE FROM timeline WHERE event_id = (SELECT max(event_id) FROM timeline WHERE type = '{type_}')",
        )
        for sentence, type_ in (
            ("registered, and not once on the timeline", "matter.registered"),
            ("routed, and not once on the timeline", "referral.made"),
            ("told, and not once on the timeline", "notice.sent"),
        )
    },
}


@pytest.fixture
def copies(embedded_city, tmp_path):
    """The files of a city where all is well, to be spoiled."""
    embedded_city.start()
    embedded_city.wait_until_quiet()
    for service in reading.SERVICES:
        source = embedded_city.folder / "var" / "db" / f"{service}.sqlite"
        with closing(sqlite3.connect(source)) as good, closing(sqlite3.connect(tmp_path / source.name)) as copy:
            good.backup(copy)
    return tmp_path


def spoil(folder, service, statement):
    with closing(sqlite3.connect(folder / f"{service}.sqlite")) as connection, connection:
        assert connection.execute(statement).rowcount > 0, "nothing was there to be spoiled"


def look(folder):
    return closing(reading.of_files(folder))


def test_every_question_has_its_sabotage(copies):
    with look(copies) as tables:
        assert answers(tables) == {}
    seen = set()
    for sentence, (service, statement) in SABOTAGES.items():
        kept = (copies / f"{service}.sqlite").read_bytes()
        spoil(copies, service, statement)
        with look(copies) as tables:
            seen |= {sentence} & set(answers(tables))
        (copies / f"{service}.sqlite").write_bytes(kept)
    assert seen == set(QUESTIONS)


def test_an_effect_that_did_not_happen_is_seen(copies):
    spoil(copies, "routing", "DELETE FROM settlement WHERE rowid = (SELECT max(rowid) FROM settlement)")
    with look(copies) as tables:
        assert len(tables.unsettled()) == 1


def test_a_dead_letter_is_no_effect(copies):
    spoil(copies, "notify", "UPDATE settlement SET state = 'dead' WHERE rowid = 1")
    with look(copies) as tables:
        assert len(tables.unsettled()) == 1


def test_an_effect_of_an_event_that_nobody_published_is_seen(copies):
    newest = "SELECT max(position) FROM outbox WHERE type = 'matter.registered'"
    spoil(copies, "intake", f"DELETE FROM outbox WHERE position = ({newest})")
    with look(copies) as tables:
        assert {reader for reader, _ in tables.unexpected()} >= {"liandong.routing", "liandong.notify"}


def test_an_event_that_was_not_sent_keeps_it_from_being_quiet(copies):
    spoil(copies, "intake", "UPDATE outbox SET published_at = NULL WHERE position = 1")
    with look(copies) as tables:
        assert tables.on_their_way() == {"unsent": 1}


@pytest.mark.parametrize(
    ("found", "bad"),
    [
        (FOUND, {}),
        ({"LD-1": "路灯不亮", "LD-3": "污水外溢"}, {"lost": 2}),
        (FOUND | {"LD-4": "污水外溢"}, {"doubled": 1}),
        (FOUND | {"LD-4": "从未写过"}, {"unexpected": 1}),
    ],
    ids=["all is well", "lost", "doubled", "unexpected"],
)
def test_matters_are_told_by_their_words(found, bad):
    """A lost one misses twice: its number was acknowledged, and its words were sent."""
    assert tally(SENT, set(FOUND), found) == {"lost": 0, "doubled": 0, "unexpected": 0} | bad


def test_a_mail_that_never_came_is_seen_and_one_that_came_twice_is_counted():
    taken = Counter({"first": 1, "second": 2})
    assert never_mailed({"first", "second"}, taken) == {}
    assert [*never_mailed({"first", "third"}, taken).values()] == [["third"]]
    assert mails(taken, queued=set()) == {"mails": 2, "mails_twice": 1}
    assert mails(taken, queued={"first", "third"}) == {"mails": 2, "mails_twice": 2}


def test_the_mail_server_counts_what_it_takes():
    with closing(MailServer()) as server:
        for notice in ("first", "second", "second"):
            message = EmailMessage()
            message["Message-ID"], message["From"], message["To"] = f"<{notice}@liandong>", "a@city", "b@city"
            message.set_content("您反映的事项已登记。")
            with mailbox(SimpleNamespace(mail_url=server.url)) as way_out:
                way_out.send(message)
        assert server.taken == {"first": 1, "second": 2}


def test_what_lies_in_a_queue_though_all_is_quiet_is_seen():
    assert left_behind({"liandong.intake": 0}) == {}
    assert [*left_behind({"liandong.intake": 0, "liandong.notify": 3}).values()] == [["3 in liandong.notify"]]
