"""Asking the provider: over TLS, for a short while, no further than the address, and never more than fits."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings

from ..problems import PROVIDER, IdentificationError

TIMEOUT = (3.05, 6)  # seconds to connect, and between two pieces of an answer
LONGEST = 10  # seconds for all of it
LARGEST = 256 * 1024  # bytes


def is_safe(url: str) -> bool:
    """Secrets and proofs go over TLS only; where tests and trials say so, over HTTP on this machine too."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(parts.hostname)
    return settings.IDENTIFICATION_OVER_HTTP and parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")


def ask(url: str, *, data: dict[str, str] | None = None, **more: Any) -> tuple[int, dict[str, Any]]:
    """The status and the JSON object of an answer; ``data`` is posted. Raises IdentificationError with a cause: «address», «timeout»,
    «tls», «unreachable», «moved», «size», «json»."""
    if not is_safe(url):
        raise IdentificationError(PROVIDER, "address")
    method = "POST" if data is not None else "GET"
    headers = {"Accept": "application/json", **more.pop("headers", {})}
    try:
        with requests.request(
            method, url, data=data, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True, **more
        ) as response:
            if response.is_redirect:
                raise IdentificationError(PROVIDER, "moved")
            return response.status_code, _object(_body(response))
    except requests.exceptions.SSLError as error:
        raise IdentificationError(PROVIDER, "tls") from error
    except requests.exceptions.Timeout as error:
        raise IdentificationError(PROVIDER, "timeout") from error
    except requests.exceptions.RequestException as error:
        raise IdentificationError(PROVIDER, "unreachable") from error


def get(url: str, **more: Any) -> dict[str, Any]:
    """Raises IdentificationError as `ask` does, and for a status other than 200 («status 404»)."""
    status, found = ask(url, **more)
    if status != 200:
        raise IdentificationError(PROVIDER, f"status {status}")
    return found


def _body(response: requests.Response) -> bytes:
    begun, body = time.monotonic(), b""
    for piece in response.iter_content(16 * 1024):
        body += piece
        if len(body) > LARGEST:
            raise IdentificationError(PROVIDER, "size")
        if time.monotonic() - begun > LONGEST:
            raise IdentificationError(PROVIDER, "timeout")
    return body


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError as error:
        raise IdentificationError(PROVIDER, "json") from error
    if not isinstance(found, dict):
        raise IdentificationError(PROVIDER, "json")
    return found
