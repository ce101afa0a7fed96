"""A discussion as a page shows it: what an app adds to its own page's context."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.models import User

from .forms import CommentForm
from .queries import Thread, thread
from .targets import Place


@dataclass(frozen=True)
class Discussion:
    place: Place
    thread: Thread
    form: CommentForm | None  # None while no comments are taken


def discussion(request: HttpRequest, place: Place, now: datetime) -> Discussion:
    """The page of comments that the address asks for (``comments`` and ``comment_order``), and the form."""
    user = request.user if isinstance(request.user, User) else AnonymousUser()
    found = thread(
        place.kind,
        place.id,
        place.site_id,
        user,
        now,
        page=request.GET.get("comments"),
        order=request.GET.get("comment_order", ""),
    )
    return Discussion(place, found, CommentForm(auto_id="comment-%s") if place.refusal is None else None)
