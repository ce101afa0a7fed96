"""Identifications on their way: what has to come back is in the session, each to be used once."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

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
    request.session[KEY] = [*request.session.get(KEY, []), asdict(begun)][-AT_MOST:]


def take(request: HttpRequest, state: str) -> Begun | None:
    """What was begun with ``state``, which is used up; ``None`` when there is none here, or it was too long ago."""
    kept = [Begun(**one) for one in request.session.get(KEY, [])]
    if not kept:
        return None
    request.session[KEY] = [asdict(one) for one in kept if one.state != state]
    found = next((one for one in kept if one.state == state), None)
    oldest = timezone.now().timestamp() - settings.IDENTIFYING_SECONDS
    return found if found is not None and found.at >= oldest else None
