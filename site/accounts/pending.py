"""What was begun before signing in, attached after it.

A form that needs a person calls `remember` and sends the visitor to sign in with ``next=`` its own address. The app
registered a handler for the kind in its ``AppConfig.ready``; `resume` runs it once when the person is known and has a
name. A handler that refuses loses nothing: the form's page finds the payload again with `recall`.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .eligibility import asking
from .models import User

Handler = Callable[[User, dict[str, Any], HttpRequest], tuple[str, str]]

KEY = "pending"
KEPT = 60 * 60  # seconds: what is older was given up, perhaps on a shared computer
AT_MOST = 5
_handlers: dict[str, Handler] = {}


@dataclass(frozen=True)
class Outcome:
    """How one pending thing ended: what to say, and where to go on. ``asks``: it waits until the person has told what
    is asked there."""

    message: str
    url: str
    done: bool
    asks: bool = False


def register(kind: str, handler: Handler) -> None:
    """Say what attaches things of this kind. The handler returns the message to show and the address to go to; it
    refuses with PermissionDenied or ValidationError."""
    _handlers[kind] = handler


def remember(request: HttpRequest, kind: str, payload: Mapping[str, Any], url: str) -> None:
    """Keep what was typed (JSON values only) in the session. ``url``: the page of the form; typing there anew
    replaces what was kept for it."""
    items = [item for item in _fresh(request) if (item["kind"], item["url"]) != (kind, url)]
    whose = request.user.pk if request.user.is_authenticated else None
    items.append(
        {"kind": kind, "payload": dict(payload), "url": url, "at": time.time(), "token": _token(), "for": whose}
    )
    request.session[KEY] = items[-AT_MOST:]


def recall(request: HttpRequest, kind: str, url: str = "") -> dict[str, Any] | None:
    """What is still kept of this kind (and page), newest first, to be shown in its form again; it stays kept."""
    for item in reversed(_fresh(request)):
        if item["kind"] == kind and url in ("", item["url"]):
            return dict(item["payload"])
    return None


def forget(request: HttpRequest, kind: str, url: str) -> None:
    """Drop what is kept for a form that was sent in the ordinary way after all."""
    request.session[KEY] = [item for item in _fresh(request) if (item["kind"], item["url"]) != (kind, url)]


def waits(request: HttpRequest) -> bool:
    return any(not item.get("refused") for item in _fresh(request))


def resume(request: HttpRequest, url: str = "") -> list[Outcome]:
    """Attach everything that waits, or only what was begun at ``url``, to the person signed in. Each thing is tried once,
    also when two requests of the same session arrive together; what was refused stays for `recall`, what was begun by
    another person (a clerk who has begun to act for somebody) for that person."""
    assert isinstance(request.user, User)
    outcomes, kept = [], []
    for item in _fresh(request):
        elsewhere = url not in ("", item["url"])
        if elsewhere or item.get("refused") or item.get("for") not in (None, request.user.pk):
            kept.append(item)
        elif item["kind"] in _handlers and _claim(item["token"]):
            outcome = _run(request, request.user, item)
            outcomes.append(outcome)
            if outcome.asks:
                kept.append({**item, "token": _token()})
            elif not outcome.done:
                kept.append({**item, "refused": True})
    request.session[KEY] = kept
    return outcomes


def announce(request: HttpRequest, outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.asks:  # the page it leads to says so
            continue
        messages.add_message(request, messages.SUCCESS if outcome.done else messages.ERROR, outcome.message)


def _run(request: HttpRequest, user: User, item: dict[str, Any]) -> Outcome:
    try:
        message, url = _handlers[item["kind"]](user, dict(item["payload"]), request)
    except ValidationError as refusal:
        return Outcome(" ".join(refusal.messages), item["url"], done=False)
    except PermissionDenied as refusal:
        if asked := asking.url_of(refusal, item["url"]):
            return Outcome(str(refusal), asked, done=False, asks=True)
        return Outcome(
            str(refusal) or _("This cannot be done any more. What you wrote is kept."), item["url"], done=False
        )
    return Outcome(message, url, done=True)


def _token() -> str:
    return secrets.token_hex(8)


def _claim(token: str) -> bool:
    """True for the first caller only; the cache is shared by all processes."""
    return cache.add(f"pending:{token}", True, KEPT)


def _fresh(request: HttpRequest) -> list[dict[str, Any]]:
    oldest = time.time() - KEPT
    return [item for item in request.session.get(KEY, []) if item["at"] >= oldest]
