"""For administrators: how mail to followers fares. Counts alone, never an address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.queries import sites_where
from accounts.roles import Role
from core.desk.waiting import Waiting

from .models import Follow, Letter, Unreachable

LATELY = timedelta(days=7)
FAILED = (Letter.State.REFUSED, Letter.State.GIVEN_UP)


@dataclass(frozen=True, kw_only=True)
class Row:
    """How many letters fared so, and when that last happened. ``code``: what mail servers answered."""

    state: str
    code: str
    number: int
    last: datetime


def mail(request: HttpRequest) -> HttpResponse:
    """Raises PermissionDenied for who is an administrator nowhere."""
    sites = sites_where(request.user, [Role.ADMINISTRATOR])
    if sites is not None and not sites:
        raise PermissionDenied
    context = {"page_title": _("Mail to followers"), "header_icon": "mail", "rows": rows(sites), "days": LATELY.days}
    context["off"] = Unreachable.objects.exclude(off_at=None).filter(_reached_from(sites)).count()
    return render(request, "following/admin/mail.html", context)


def rows(sites: frozenset[int] | None) -> list[Row]:
    """Of the last week, and what still waits. One query."""
    lately = Q(ended_at__gte=timezone.now() - LATELY) | Q(state=Letter.State.WAITING)
    found = _of(sites).filter(lately).values("state", "code").annotate(number=Count("pk"), last=Max("made_at"))
    labels: dict[str, Any] = dict(Letter.State.choices)
    return [
        Row(state=str(labels[one["state"]]), code=one["code"], number=one["number"], last=one["last"])
        for one in found.order_by("state", "-number", "code")
    ]


def _reached_from(sites: frozenset[int] | None) -> Q:
    """Followers of these municipalities."""
    if sites is None:
        return Q()
    people = Follow.objects.filter(site__in=sites, user__isnull=False).values("user")
    return Q(subscriber__site__in=sites) | Q(user__in=people)


def waiting(request: HttpRequest) -> Iterator[Waiting]:
    """On the first page of the admin: mails of the last week that reached nobody."""
    sites = sites_where(request.user, [Role.ADMINISTRATOR])
    if sites is not None and not sites:
        return
    number = _of(sites).filter(state__in=FAILED, ended_at__gte=timezone.now() - LATELY).count()
    text = ngettext("mail to a follower not delivered", "mails to followers not delivered", number)
    yield Waiting(text=text, number=number, url=reverse("following_mail"))


def _of(sites: frozenset[int] | None) -> Any:
    letters = Letter.objects.all()
    return letters if sites is None else letters.filter(site__in=sites)
