"""Files that people send, searched for viruses where the operator has clamd (its command INSTREAM)."""

from __future__ import annotations

import logging
import socket
import struct
from typing import IO

from django.conf import settings

CHUNK = 64 * 1024
SECONDS = 20  # until clamd has to have said something
LENGTH = struct.Struct("!I")

log = logging.getLogger(__name__)


class ScannerDownError(Exception):
    """Nobody knows whether the file is harmless."""


def is_set_up() -> bool:
    return bool(settings.CLAMD)


def is_clean(content: IO[bytes]) -> bool:
    """Whether clamd finds nothing, from the beginning. Raises ScannerDownError."""
    content.seek(0)
    try:
        said = _ask(content)
    except OSError as error:
        log.error("clamd does not answer: %s", error)
        raise ScannerDownError from error
    finally:
        content.seek(0)
    if said == "stream: OK":
        return True
    if said.endswith(" FOUND"):
        log.warning("clamd refused a file: %s", said)
        return False
    log.error("clamd could not search a file: %s", said or "no answer")
    raise ScannerDownError


def _ask(content: IO[bytes]) -> str:
    with _connect() as line:
        line.sendall(b"zINSTREAM\0")
        while chunk := content.read(CHUNK):
            line.sendall(LENGTH.pack(len(chunk)) + chunk)
        line.sendall(LENGTH.pack(0))
        said = b""
        while not said.endswith(b"\0") and (part := line.recv(CHUNK)):
            said += part
    return said.rstrip(b"\0").decode(errors="replace").strip()


def _connect() -> socket.socket:
    where = settings.CLAMD
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        line.connect(where)
        return line
    host, _colon, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
