"""Publishing as py-amqp does it fastest: a batch whole, then all its confirms."""

from urllib.parse import unquote, urlsplit

import amqp

from tests.bench.peers.stages import BROKER


def connected():
    url = urlsplit(BROKER)
    return amqp.Connection(f"{url.hostname}:{url.port}", virtual_host=unquote(url.path[1:]) or "/")


class Confirms:
    """`Confirms(connection).publish(bodies, queue)` returns when the broker has confirmed all."""

    def __init__(self, connection):
        self.connection, self.channel = connection, connection.channel()
        self.channel.confirm_select()
        self.channel.events["basic_ack"].add(self._confirmed)
        self.published, self.waiting = 0, set()

    def publish(self, bodies, queue):
        for body in bodies:
            self.published += 1
            self.waiting.add(self.published)
            message = amqp.Message(body, content_type="application/json", delivery_mode=2)
            self.channel.basic_publish(message, routing_key=queue)
        while self.waiting:
            self.connection.drain_events(timeout=30)

    def _confirmed(self, tag, multiple):
        self.waiting.difference_update([one for one in self.waiting if one <= tag] if multiple else [tag])
