"""A small clamd: it speaks INSTREAM, and finds a virus where a file says so."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

VIRUS = b"VIRUS"


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server: Any = self.server
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        server.searched.append(content)
        found = b"stream: Eicar-Test-Signature FOUND\0" if VIRUS in content else b"stream: OK\0"
        self.wfile.write(server.says or found)


@contextmanager
def clamd(where: Any = ("127.0.0.1", 0), says: bytes = b"") -> Iterator[Any]:
    """Runs meanwhile; ``where`` is a path or a host and port. ``searched``: what it was sent."""
    kind = socketserver.UnixStreamServer if isinstance(where, str) else socketserver.TCPServer
    with kind(where, _Talk) as server:
        known: Any = server
        known.searched, known.says = [], says
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield known
        server.shutdown()


def heard_at(server: Any) -> str:
    """As `RAITTI_CLAMD` says it."""
    where = server.server_address
    return where if isinstance(where, str) else f"{where[0]}:{where[1]}"
