"""How many requests a second a running server answers."""

from __future__ import annotations

import http.client
import threading
import time

CONNECTIONS = 8
SECONDS = 5.0
WARM_UP = 20  # requests


def requests_per_second(host: str, port: int, path: str) -> float:
    """Ask for a page over and over, on several connections that stay open. Raises when an answer is not 200."""
    for _ in range(WARM_UP):
        _get(http.client.HTTPConnection(host, port, timeout=30), path)
    counts = [0] * CONNECTIONS
    failures: list[str] = []
    until = time.monotonic() + SECONDS

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection(host, port, timeout=30)
        try:
            while time.monotonic() < until:
                _get(connection, path)
                counts[number] += 1
        except (OSError, RuntimeError, http.client.HTTPException) as problem:
            failures.append(str(problem))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(f"{path}: {failures[0]}")
    return sum(counts) / SECONDS


def _get(connection: http.client.HTTPConnection, path: str) -> None:
    """One request. A server may close an open connection between two (RFC 9112, 9.3.1): then once more on a new one."""
    try:
        status = _ask(connection, path)
    except (ConnectionError, http.client.RemoteDisconnected):
        connection.close()
        status = _ask(connection, path)
    if status != 200:
        raise RuntimeError(f"status {status}")


def _ask(connection: http.client.HTTPConnection, path: str) -> int:
    connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    return answer.status
