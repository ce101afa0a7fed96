"""An identification is a fact of the visit: sealed in the session, for a while, in one municipality, for who was signed in
then. Signing in and out ends it. While the service desk acts for somebody there is none: it would be the clerk's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from wagtail.models import Site

from accounts.security.sealing import seal, unseal
from core import behalf

from .rules import Fact

KEY = "identified"
_request: ContextVar[HttpRequest | None] = ContextVar("identified_request", default=None)


def keep(request: HttpRequest, fact: Fact) -> None:
    """The session gets another key: who knew the old one is not identified with it."""
    before = request.session.session_key
    request.session.cycle_key()
    request.session[KEY] = seal(json.dumps(asdict(fact)))
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def fact(request: HttpRequest) -> Fact | None:
    """What holds now; what has run out goes."""
    sealed = request.session.get(KEY) if hasattr(request, "session") else None
    if not sealed or behalf.now() is not None:
        return None
    found = _read(sealed)
    if found is None or found.until <= timezone.now().timestamp() or found.user_id != request.user.pk:
        forget(request)
        return None
    site = Site.find_for_request(request)
    return found if site is not None and found.site_id == site.pk else None


def now(*, user_id: int | None, site_id: int) -> Fact | None:
    """What holds in the request of now, for rules that see no request: only of the very person and municipality."""
    request = _request.get()
    found = fact(request) if request is not None else None
    return found if found and (found.user_id, found.site_id) == (user_id, site_id) else None


class VisitMiddleware:
    """Lets `now` find the request. The session is not looked into before somebody asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with _of(request):
            return self.get_response(request)


@contextmanager
def _of(request: HttpRequest) -> Iterator[None]:
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def end_at_sign_in(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Somebody has signed in; signing out empties the session anyway. (A signal of Django's.)"""
    if hasattr(request, "session"):
        forget(request)


def _read(sealed: str) -> Fact | None:
    try:
        return Fact(**json.loads(unseal(sealed)))
    except (ValueError, TypeError):
        return None
