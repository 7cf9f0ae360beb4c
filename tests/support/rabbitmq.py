"""A private RabbitMQ node."""

import os
import secrets
import signal
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote

import amqp

from tests.support.packages import program
from tests.support.ports import free_ports
from tests.support.private import PrivateServer

PACKAGES = ("rabbitmq-server",)
# Not the wrappers that Debian puts on the PATH: those switch to the user of the system-wide server.
SCRIPTS = "/usr/lib/rabbitmq/bin"
LOOPBACK_ONLY = "-kernel inet_dist_use_interface {127,0,0,1}"
ONE_QUIET_SCHEDULER = "+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none"
SETTINGS = """
loopback_users = none
disk_free_limit.absolute = 50MB
log.console = false
log.file.level = info
"""


class Broker(PrivateServer):
    """A RabbitMQ node of one's own: `with Broker() as broker: connect(broker.url)`. kill() keeps its data.

    `beside` another one it can join it in a cluster: they share a register of nodes and a secret.
    """

    def __init__(self, name: str = "liandong", beside: "Broker | None" = None) -> None:
        self._server = program("rabbitmq-server", packages=PACKAGES, folders=SCRIPTS)
        self._rabbitmqctl = program("rabbitmqctl", packages=PACKAGES, folders=SCRIPTS)
        self._epmd = program("epmd", packages=PACKAGES, folders="/usr/lib/erlang/bin")
        super().__init__("RabbitMQ")
        self.name = f"{name}@localhost"
        self._beside = beside
        self.port, self._node_port, epmd_port = free_ports(3)
        self._epmd_port = beside._epmd_port if beside else epmd_port
        self._names: subprocess.Popen[bytes] | None = None
        self._environment = self._make_environment()
        self._write_files()

    @property
    def url(self) -> str:
        return self._url_of("/")

    def start(self, seconds: float = 90) -> None:
        """Starts the node, again if need be, and returns when it answers."""
        if self.is_running:
            return
        self._start_names()
        self.process = self.spawn(self._server, env=self._environment)
        self.wait_for_answer(self.process, self._log_in, unless=(OSError, amqp.AMQPError), seconds=seconds)

    def stop(self) -> None:
        """Shuts the node down in good order; start() brings it back with its data."""
        self._end_node(signal.SIGTERM)
        if self._names:
            self.end(self._names, signal.SIGTERM)
            self._names = None

    def kill(self) -> None:
        """SIGKILL, as in a crash; start() brings the node back on the same port with what was on disk."""
        self._end_node(signal.SIGKILL)

    def ctl(self, *arguments: str) -> str:
        """What rabbitmqctl prints; takes about a second."""
        finished = subprocess.run(
            [self._rabbitmqctl, "--quiet", "--node", self.name, *arguments],
            env=self._environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
        )
        if finished.returncode != 0:
            raise RuntimeError(f"rabbitmqctl {' '.join(arguments)}: {finished.stderr or finished.stdout}")
        return finished.stdout

    def join(self, other: "Broker") -> None:
        """Become a member of another node's cluster."""
        self.ctl("stop_app")
        self.ctl("join_cluster", other.name)
        self.ctl("start_app")

    def new_vhost(self, name: str) -> str:
        """Makes an empty virtual host and gives its address."""
        self.ctl("add_vhost", name)
        self.ctl("set_permissions", "--vhost", name, "guest", ".*", ".*", ".*")
        return self._url_of(name)

    def _url_of(self, vhost: str) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}/{vhost if vhost == '/' else quote(vhost, safe='')}"

    def _start_names(self) -> None:
        """Starts Erlang's register of nodes ourselves; the node would start one that stays behind."""
        if self._names is None and self._beside is None:
            self._names = self.spawn(self._epmd, env=self._environment)
            self.wait_for_answer(self._names, self._find_names, unless=(OSError,), seconds=10)

    def _find_names(self) -> None:
        socket.create_connection(("127.0.0.1", self._epmd_port), timeout=5).close()

    def _log_in(self) -> None:
        with amqp.Connection(f"127.0.0.1:{self.port}", connect_timeout=5, read_timeout=5, write_timeout=5):
            pass

    def _end_node(self, number: signal.Signals) -> None:
        if self.process:
            self.end(self.process, number)
            self.process = None

    def _make_environment(self) -> dict[str, str]:
        """Complete, so that neither our environment nor /etc/rabbitmq changes the node."""
        return {
            "PATH": f"{self._epmd.parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(self._epmd_port),
            "RABBITMQ_NODENAME": self.name,
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self._node_port),
            "RABBITMQ_CONF_ENV_FILE": str(self.folder / "none"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_CONFIG_FILES": str(self.folder / "none"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(self.folder / "none"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "data"),
            "RABBITMQ_LOG_BASE": str(self.folder),
            "RABBITMQ_LOGS": str(self.folder / "rabbitmq.log"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": f"{ONE_QUIET_SCHEDULER} {LOOPBACK_ONLY}",
            "RABBITMQ_CTL_ERL_ARGS": LOOPBACK_ONLY,
            "RUNNING_UNDER_SYSTEMD": "true",  # the script becomes the node instead of waiting for it
        }

    def _write_files(self) -> None:
        cookie = ".erlang.cookie"
        secret = (self._beside.folder / cookie).read_text() if self._beside else secrets.token_hex(20)
        write_secret(self.folder / cookie, secret)
        (self.folder / "rabbitmq.conf").write_text(SETTINGS)
        (self.folder / "plugins").write_text("[].\n")


def write_secret(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)
    path.chmod(0o400)
