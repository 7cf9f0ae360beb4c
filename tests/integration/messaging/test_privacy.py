"""Personal words leave a service sealed, and no log, queue or dead letter shows them."""

import json
import logging

from shared.logging import JsonLines
from shared.messaging import transport
from shared.messaging.errors import LastingError
from tests.integration.messaging.toys import Desk, Maker, Museum, Shop, made, painted, trouble
from tests.integration.messaging.words import effects
from tests.support.letters import letter
from tests.support.waiting import eventually

NAME = "林某"
ESCAPED = NAME.encode("unicode_escape").decode()


def test_no_message_at_the_broker_shows_a_name(post, place):
    post.open(Maker)
    post.publish(Maker, made(owner=NAME))
    eventually(lambda: post.in_queue("liandong.shop") == 1)

    with transport.connected(place.broker_url) as connection:
        message = connection.default_channel.basic_get("liandong.shop")

    assert_silent(as_text(message.body), str(message.properties), str(message.headers))
    assert "sealed.k1." in as_text(message.body)


def test_no_row_of_the_post_shows_a_name(post):
    with trouble(Museum, "bear", ValueError(f"cannot please {NAME}")), trouble(Shop, "bear", LastingError("never")):
        post.open(Maker, Shop, Museum, Desk)
        post.publish(Maker, made("bear", owner=NAME))
        eventually(lambda: set(post.states(Museum).values()) == {"waiting"} and effects(post, Desk))

        for service in (Maker, Shop, Museum, Desk):
            for row in [*post.outbox(service), *post.settlements(service).values()]:
                assert_silent(*map(str, vars(row).values()))


def test_no_line_of_the_log_shows_a_name(post, caplog):
    caplog.set_level(logging.DEBUG)
    troubles = trouble(Museum, "bear", ValueError(NAME)), trouble(Shop, "duck", lambda session: fail(session))
    with troubles[0], troubles[1]:
        post.open(Maker, Shop, Museum)
        post.publish(Maker, made("bear", owner=NAME), made("duck", owner=NAME))
        post.drop(NAME.encode(), letter(painted("owl")) + NAME.encode(), queue="liandong.shop")
        eventually(lambda: len(post.states(Museum)) == 2 and len(post.states(Shop)) == 4)
    complain_of(ValueError(NAME))

    lines = [JsonLines().format(record) for record in caplog.records]
    assert json.loads(lines[-1])["error"] == "ValueError"
    assert_silent(*lines)


def fail(session):
    session.connection().exec_driver_sql(f"SELECT '{NAME}' FROM nowhere")


def complain_of(error):
    try:
        raise error
    except ValueError:
        logging.getLogger("services.toys").exception("a toy was refused")


def as_text(body):
    return body.decode() if isinstance(body, bytes) else body


def assert_silent(*texts):
    for text in texts:
        assert NAME not in text
        assert ESCAPED not in text
