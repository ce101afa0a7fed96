"""A discussion as a page shows it: what an app adds to its own page's context."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.models import User
from core.refusal import Refusal
from participation.moderation.queries import sees_held, why_not_write_now

from .forms import CommentForm
from .queries import Reader, Thread, thread
from .targets import Place


@dataclass(frozen=True)
class Discussion:
    place: Place
    thread: Thread
    form: CommentForm | None  # None while no comments are taken
    refusal: Refusal | None  # why not
    moderates: bool


def discussion(request: HttpRequest, place: Place, now: datetime, *, also: Iterable[int] = ()) -> Discussion:
    """The page of comments that the address asks for (``comments`` and ``comment_order``), and the form. ``also``: whose
    seats the page shows besides (`Thread.seats`)."""
    reader = reader_of(request, place, now)
    found = thread(
        place.kind,
        place.id,
        place.site_id,
        reader,
        page=request.GET.get("comments"),
        order=request.GET.get("comment_order", ""),
        also=also,
    )
    refusal = place.refusal or why_not_write_now(reader.user, place.site_id, "comment", now)
    form = CommentForm(auto_id="comment-%s") if refusal is None else None
    return Discussion(place, found, form, refusal, reader.sees_held)


def reader_of(request: HttpRequest, place: Place, now: datetime) -> Reader:
    user = request.user if isinstance(request.user, User) else AnonymousUser()
    theme = place.theme_ids[0] if place.theme_ids else None
    return Reader(
        user=user, now=now, sees_held=sees_held(user, place.site_id, project_key=place.project_key, theme_id=theme)
    )
