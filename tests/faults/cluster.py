"""Three RabbitMQ nodes on loopback that keep every queue together."""

from contextlib import ExitStack, closing

from tests.support.rabbitmq import Broker

SIZE = 3


class Cluster:
    """Like a Broker(), of three nodes: `cluster.url` names them all, `cluster.nodes` can be killed one by one."""

    is_running = False

    def __init__(self) -> None:
        self._stack = ExitStack()
        with self._stack:
            first = self._stack.enter_context(closing(Broker("liandong1")))
            others = (
                self._stack.enter_context(closing(Broker(f"liandong{n}", beside=first))) for n in range(2, SIZE + 1)
            )
            self.nodes = [first, *others]
            self._stack = self._stack.pop_all()

    @property
    def url(self) -> str:
        return ";".join(node.url for node in self.nodes)

    @property
    def port(self) -> int:
        return self.nodes[0].port

    def start(self) -> None:
        for node in self.nodes:
            node.start()
        if not self.is_running:
            self.is_running = True
            for node in self.nodes[1:]:
                node.join(self.nodes[0])

    def ctl(self, *arguments: str) -> str:
        """What rabbitmqctl prints on the first node."""
        return self.nodes[0].ctl(*arguments)

    def kill(self) -> None:
        for node in self.nodes:
            node.kill()

    def close(self) -> None:
        self._stack.close()

    def leader_of(self, queue: str) -> Broker:
        """The node that leads a queue now."""
        for node in self.nodes:
            if node.process:
                rows = dict(line.split("\t") for line in node.ctl("list_queues", "name", "leader").splitlines()[1:])
                return next(found for found in self.nodes if found.name == rows[queue])
        raise LookupError(queue)
