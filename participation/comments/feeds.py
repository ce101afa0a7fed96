"""The newest comments on a thing as an Atom feed."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.council.queries import said_of, seats_of
from accounts.council.rules import Seated
from core.feeds import ITEMS, Entry, atom
from core.text import paragraphs

from . import targets
from .models import Comment


def comments(request: HttpRequest, kind: str, target: int) -> HttpResponse:
    """Raises Http404 when the thing is not there for everybody to read."""
    site, found = Site.find_for_request(request), targets.get(kind)
    place = found.place(site.pk, target, AnonymousUser(), timezone.now()) if site and found else None
    if place is None or not place.readable:
        raise Http404
    public = Comment.objects.public().filter(site=site, target_kind=kind, target_id=target)
    rows = list(public.select_related("author").order_by("-created_at", "-id")[:ITEMS])
    seats = seats_of({row.author_id for row in rows if row.author_id}, place.site_id)
    return atom(
        request,
        title=_("Comments: %(title)s") % {"title": place.title},
        url=f"{place.url}#discussion",
        entries=(_entry(row, seats) for row in rows),
    )


def _entry(row: Comment, seats: Mapping[int, list[Seated]]) -> Entry:
    name = row.author.display_name if row.author else ""
    said = said_of(seats, row.author_id, row.created_at, row.role)
    return Entry(
        key=f"urn:uuid:{row.uuid}",
        title=_("%(name)s commented") % {"name": name} if name else _("A comment"),
        url=reverse("comments:go_to", args=[row.pk]),
        at=row.created_at,
        updated=row.edited_at,
        html=str(paragraphs(row.body)),
        author=f"{name} ({said})" if name and said else name,
    )
