"""Where a person is signed in: begun, last seen, ended.

allauth's table holds a row a session; of the browser and the network it keeps only what `rules.device_of` and
`rules.neighbourhood` leave. Ended sessions are out at once: the session itself is deleted, and to end all of them the
secret that sessions are bound to is changed (Django's session hash), so that none is missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from core.network import network_of

from .rules import SEEN_EVERY, SESSIONS_SHOWN, device_of, device_words, neighbourhood

SEEN = "seen_at"  # in the session: when its row was last written
USER_AGENT = 400  # characters that are looked at


@dataclass(frozen=True, kw_only=True)
class Place:
    """One session in words. ``near``: it was last used in the network that the person is in now."""

    pk: int
    device: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool
    near: bool


def begin(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Somebody has signed in. (A signal of Django's.)"""
    _write(request, user.pk)


def forget(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Somebody signs out. (A signal of Django's.)"""
    if request.session.session_key:
        UserSession.objects.filter(session_key=request.session.session_key).delete()


def note(request: HttpRequest) -> None:
    """The session was used; written down when it has not been for a while."""
    seen = request.session.get(SEEN, 0)
    if timezone.now().timestamp() - seen >= SEEN_EVERY.total_seconds():
        _write(request, int(request.session[SESSION_KEY]))


def places(request: HttpRequest, user: User) -> list[Place]:
    """Sessions that are open, this one first, then by when they were last used; the newest `SESSIONS_SHOWN`. One query."""
    network = neighbourhood(network_of(request).partition("/")[0])
    own = request.session.session_key
    rows = sorted(_open(user)[:SESSIONS_SHOWN], key=lambda row: row.session_key != own)
    return [
        Place(
            pk=row.pk,
            device=device_words(row.user_agent),
            begun_at=row.created_at,
            seen_at=row.last_seen_at,
            is_this=row.session_key == own,
            near=row.ip == network,
        )
        for row in rows
    ]


def number(user: User) -> int:
    """How many sessions are open."""
    return _open(user).count()


def end(user: User, pk: int) -> bool:
    """End one of a person's sessions; ``False`` when there is none such any more."""
    row = UserSession.objects.filter(user=user, pk=pk).first()
    if row is not None:
        row.end()
    return row is not None


def end_all(user: User, *, but: str | None = None) -> None:
    """End every session of a person, but the one with the key ``but``, which has to `stay` in the same request."""
    user.set_unusable_password()  # another than before: sessions are bound to it
    user.save(update_fields=["password"])
    rows = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    Session.objects.filter(session_key__in=rows.values("session_key")).delete()
    rows.delete()


def stay(request: HttpRequest, user: User) -> None:
    """Keep the session of now after `end_all`: it gets another key."""
    before = request.session.session_key
    update_session_auth_hash(request, user)
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def purge(now: datetime) -> int:
    """Forget sessions that have ended by themselves. Returns how many."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    old = UserSession.objects.filter(last_seen_at__lt=now - timedelta(hours=1)).exclude(session_key__in=alive)
    deleted, _by_model = old.delete()
    return deleted


def _open(user: User) -> Any:
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return UserSession.objects.filter(user=user, session_key__in=alive).order_by("-last_seen_at", "-pk")


def _write(request: HttpRequest, user_id: int) -> None:
    now = timezone.now()
    kept = {
        "user_id": user_id,
        "ip": neighbourhood(network_of(request).partition("/")[0]),
        "user_agent": device_of(request.META.get("HTTP_USER_AGENT", "")[:USER_AGENT]),
        "last_seen_at": now,
    }
    if not request.session.session_key:
        request.session.create()
    key = request.session.session_key
    UserSession.objects.update_or_create(session_key=key, defaults=kept, create_defaults={**kept, "created_at": now})
    request.session[SEEN] = now.timestamp()
