"""What keeps an answer of the provider away, and what is none."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from accounts.strong.oidc import fetching
from accounts.strong.problems import IdentificationError


class Answer:
    """What `requests` would get."""

    is_redirect, status_code = False, 200

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = pieces

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *args: object) -> None:
        pass

    def iter_content(self, size: int) -> list[bytes]:
        return self.pieces


@pytest.mark.parametrize(
    ("raised", "why"),
    [
        (requests.exceptions.ConnectTimeout(), "timeout"),
        (requests.exceptions.ReadTimeout(), "timeout"),
        (requests.exceptions.SSLError(), "tls"),
        (requests.exceptions.ConnectionError(), "unreachable"),
    ],
)
def test_what_keeps_an_answer_away(monkeypatch, raised, why):
    def fail(*args: Any, **kwargs: Any) -> None:
        raise raised

    monkeypatch.setattr(requests, "request", fail)
    with pytest.raises(IdentificationError) as failed:
        fetching.get("https://tunnistus.example/")
    assert failed.value.why == why


@pytest.mark.parametrize(("pieces", "why"), [([b"x" * 300_000], "size"), ([b"<html>"], "json"), ([b"[1]"], "json")])
def test_answers_that_are_none(monkeypatch, pieces, why):
    monkeypatch.setattr(requests, "request", lambda *args, **kwargs: Answer(pieces))
    with pytest.raises(IdentificationError) as failed:
        fetching.get("https://tunnistus.example/")
    assert failed.value.why == why


@pytest.mark.parametrize(
    "url", ["http://tunnistus.example/", "ftp://tunnistus.example/", "https:///", "file:///etc/passwd"]
)
def test_only_tls_is_spoken(settings, url):
    settings.IDENTIFICATION_OVER_HTTP = True
    with pytest.raises(IdentificationError) as failed:
        fetching.get(url)
    assert failed.value.why == "address"
