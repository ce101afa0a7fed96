"""Nodes of Elasticsearch as processes of ours: started together, killed and started again one by one."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import packages

HEAP = "384m"
QUICK_START = "-XX:TieredStopAtLevel=1"  # ready sooner, and slower in the long run
READY_WITHIN = 120  # seconds
STOP_WITHIN = 20
_JVM = (
    *("-XX:+UseSerialGC", "--add-opens=java.base/java.io=ALL-UNNAMED", "-Dlog4j2.disable.jmx=true"),
    "-Des.distribution.type=tar",
)


class Node:
    """One server on two ports of loopback; its data stay when it is killed. ``java``: its machine's options."""

    def __init__(self, name: str, home: Path, http: int, transport: int, java: Sequence[str]) -> None:
        self.name, self.home, self.http, self.transport = name, home, http, transport
        self._java = java
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.http}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self, server: packages.Server, nodes: Sequence[Node], more: Mapping[str, str]) -> None:
        for folder in ("data", "config", "tmp"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        settings = {
            "path.home": self.home,
            "path.data": self.home / "data",
            "cluster.name": "raitti",
            "node.name": self.name,
            "network.host": "127.0.0.1",
            "http.port": self.http,
            "transport.port": self.transport,
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{node.transport}" for node in nodes),
            "cluster.initial_master_nodes": ",".join(node.name for node in nodes),
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "node.processors": 1,
            **more,
        }
        command = [
            "java",
            *self._java,
            *_JVM,
            f"-Djava.io.tmpdir={self.home / 'tmp'}",
            "-cp",
            f"{server.classes}:{server.lib}/*",
        ]
        command += ["Start", str(server.modules), *(f"{name}={value}" for name, value in settings.items())]
        with (self.home / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        """At once, as when the machine loses its power (-9)."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def signal(self, number: int) -> None:
        """Such as SIGSTOP: it takes connections and answers none."""
        if self._process is not None:
            os.kill(self._process.pid, number)

    def _end(self, number: int) -> None:
        if self._process is None:
            return
        if self.is_running:
            self._process.send_signal(number)
        try:
            self._process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Cluster:
    def __init__(
        self, server: packages.Server, home: Path, ports: Sequence[int], *, heap: str = HEAP, lasting: bool = False
    ) -> None:
        """Half of the ports are for HTTP, half for the nodes' own talk; as many nodes. ``lasting``: for long runs."""
        self._server, half = server, len(ports) // 2
        java = [f"-Xms{heap}", f"-Xmx{heap}", *(() if lasting else (QUICK_START,))]
        numbered = enumerate(zip(ports[:half], ports[half:], strict=True), 1)
        self.nodes = [Node(f"node-{number}", home / f"node-{number}", *pair, java) for number, pair in numbered]

    @property
    def addresses(self) -> list[str]:
        return [node.address for node in self.nodes]

    def start(self, nodes: Sequence[Node] | None = None, settings: Mapping[str, str] | None = None) -> None:
        for node in self.nodes if nodes is None else nodes:
            if not node.is_running:
                node.start(self._server, self.nodes, settings or {})

    def wait(self, *, status: str = "green", nodes: int | None = None) -> None:
        """Until so many nodes have found one another and their indexes are whole. Raises TimeoutError with the end of
        the first log when they do not."""
        wanted = nodes or len(self.nodes)
        path = f"/_cluster/health?wait_for_status={status}&wait_for_nodes=>={wanted}&timeout=1s"
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until and sum(node.is_running for node in self.nodes) >= wanted:
            for node in self.nodes:
                if node.is_running and (said := ask(node, path)) and not said["timed_out"]:
                    return
            time.sleep(0.2)
        log = (self.nodes[0].home / "log").read_text(errors="replace")
        raise TimeoutError(f"Elasticsearch is not ready:\n{log[-3000:]}")

    def master(self) -> Node:
        """Raises LookupError when no node knows one."""
        for node in self.nodes:
            if node.is_running and (said := ask(node, "/_cat/master?format=json")):
                return next(other for other in self.nodes if other.name == said[0]["node"])
        raise LookupError("no node knows a master")

    def kill(self) -> None:
        for node in self.nodes:
            node.kill()


def ask(node: Node, path: str) -> Any:
    """What a node answers within two seconds, or None."""
    try:
        with urllib.request.urlopen(node.address + path, timeout=2) as answer:  # noqa: S310  loopback
            return json.loads(answer.read())
    except (OSError, ValueError):
        return None


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now."""
    taken = [socket.create_server(("127.0.0.1", 0)) for _number in range(count)]
    try:
        return [each.getsockname()[1] for each in taken]
    finally:
        for each in taken:
            each.close()


@contextmanager
def running(
    *, ports: Sequence[int] = (), size: int = 3, home: Path | None = None, heap: str = HEAP, lasting: bool = False
) -> Iterator[Cluster]:
    """A cluster that is ready; it goes with its data unless ``home`` is given."""
    server = packages.fetch()
    place = home or Path(tempfile.mkdtemp(prefix="raitti-es-"))
    cluster = Cluster(server, place, ports or free_ports(2 * size), heap=heap, lasting=lasting)
    try:
        cluster.start()
        cluster.wait()
        yield cluster
    finally:
        cluster.kill()
        if home is None:
            shutil.rmtree(place, ignore_errors=True)
