"""Identifications on their way: what has to come back is in the session, each to be used once."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from accounts.security.sealing import seal, unseal

KEY = "identifying"
AT_MOST = 5


@dataclass(frozen=True, kw_only=True)
class Begun:
    """``state``, ``nonce`` and ``verifier`` (PKCE) are random; ``back`` is what the provider leads to, ``next`` where the
    visitor goes on, ``language`` the one that the visitor reads."""

    state: str
    nonce: str
    verifier: str
    site_id: int
    back: str
    next: str
    language: str
    at: float


def keep(request: HttpRequest, begun: Begun) -> None:
    _write(request, [*_read(request), begun][-AT_MOST:])


def take(request: HttpRequest, state: str) -> Begun | None:
    """What was begun with ``state``, which is used up; ``None`` when there is none here. See `is_late`."""
    kept = _read(request)
    found = next((one for one in kept if one.state == state), None)
    if found is not None:
        _write(request, [one for one in kept if one.state != state])
    return found


def is_late(begun: Begun) -> bool:
    """Whether it was begun too long ago to be believed."""
    return begun.at < timezone.now().timestamp() - settings.IDENTIFYING_SECONDS


def _write(request: HttpRequest, kept: list[Begun]) -> None:
    """Sealed: ``next`` may be the key to somebody's answers."""
    request.session[KEY] = seal(json.dumps([asdict(one) for one in kept]))


def _read(request: HttpRequest) -> list[Begun]:
    if KEY not in request.session:
        return []
    try:
        return [Begun(**one) for one in json.loads(unseal(request.session[KEY]))]
    except ValueError:  # sealed with a key that is no longer ours
        return []
