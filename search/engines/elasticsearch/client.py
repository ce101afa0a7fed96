"""The connection: one client for each process, and a breaker, so that not every search waits for a server that is away."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

logger = logging.getLogger(__name__)
PAUSE = 10.0  # seconds for which a server that failed is left alone

_clients: dict[tuple[Any, ...], Elasticsearch] = {}


class Unavailable(Exception):  # noqa: N818  what it says, not what is wrong with us
    """It did not answer, or not as it should. ``code`` says how, without addresses."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_chosen() -> bool:
    return bool(settings.ELASTICSEARCH["hosts"])


def warm(_languages: Iterable[str]) -> None:
    """Load the library before the server forks, where it is used: half a second that no search should wait."""
    if is_chosen():
        import elasticsearch  # noqa: F401


def client() -> Elasticsearch:
    """This process's own: a connection must not be shared by a fork. Other hosts are tried where one refuses, none where
    it does not answer in time."""
    from elasticsearch import Elasticsearch

    chosen = settings.ELASTICSEARCH
    key = (os.getpid(), *map(str, chosen.values()))
    if key not in _clients:
        options: dict[str, Any] = {}
        if chosen["api_key"]:
            options["api_key"] = chosen["api_key"]
        elif chosen["user"]:
            options["basic_auth"] = (chosen["user"], chosen["password"])
        if chosen["ca_file"]:
            options["ca_certs"] = chosen["ca_file"]
        _clients.clear()
        _clients[key] = Elasticsearch(
            chosen["hosts"],
            request_timeout=chosen["timeout"],
            max_retries=len(chosen["hosts"]) - 1,
            retry_on_timeout=False,
            retry_on_status=(),
            sniff_on_start=False,
            sniff_on_node_failure=False,
            http_compress=False,
            **options,
        )
    return _clients[key]


@contextmanager
def answering() -> Iterator[None]:
    """Turn whatever goes wrong with the server into `Unavailable`."""
    from elastic_transport import TransportError
    from elasticsearch import ApiError

    try:
        yield
    except ApiError as problem:
        # Its own errors are names; what a balancer before it answers may hold anything.
        name = problem.error if problem.error.isidentifier() else ""
        raise Unavailable(f"{problem.meta.status} {name}".strip()[:80]) from problem
    except TransportError as problem:
        raise Unavailable(type(problem).__name__) from problem


class Breaker:
    """Open for a while after a failure; then one asker tries, and the others go on without."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open_until: float | None = None

    def lets_through(self) -> bool:
        with self._lock:
            if self._open_until is None:
                return True
            now = time.monotonic()
            if now < self._open_until:
                return False
            self._open_until = now + PAUSE  # for the others, while this one tries
            return True

    def forget(self) -> None:
        self._open_until = None

    def succeeded(self) -> None:
        if self._open_until is not None:
            self.forget()
            logger.warning("Elasticsearch answers again")

    def failed(self, problem: Unavailable) -> None:
        if self._open_until is None:
            logger.warning("Elasticsearch does not answer (%s): the database does", problem.code)
        self._open_until = time.monotonic() + PAUSE


breaker = Breaker()
