"""Following a search: the words and filters stand in the address, as on the search page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Site

from accounts.models import User
from participation.following import pages
from participation.following.topics import Topic
from search.forms import read
from search.queries import has_words

from . import actions
from .models import FollowedSearch
from .state import digest, query_of, shown_of
from .topic import topic_of

PENDING = "follow_search"  # the kind of `accounts.pending`


def follow(request: HttpRequest) -> HttpResponse:
    """As `participation.following.pages.topic`; the search is kept only when somebody follows it."""
    site, language, now = Site.find_for_request(request), get_language() or "", timezone.now()
    if site is None:
        raise Http404
    query = query_of(read(request.GET, site_id=site.pk, reader=language, now=now))
    search = FollowedSearch(site=site, language=language, query=query)
    shown = shown_of([search], now)[search.key]
    if not has_words(read(request.GET, site_id=site.pk, reader=language, now=now).text):
        return redirect("search:search")

    def about() -> Topic:
        if request.POST.get("act") == "stop":  # nothing is kept for it
            known = FollowedSearch.objects.filter(digest=digest(site.pk, language, query)).first()
            return topic_of(known or search)
        return topic_of(actions.keep(site=site, language=language, query=query, now=now))

    return pages.offer(
        request,
        site=site,
        shown=shown,
        topic_of=about,
        begun=(PENDING, {"query": query, "language": language}),
        feed_url=f"{reverse('search:feed')}?{query}",
    )


def attach(user: User, payload: dict[str, Any], request: HttpRequest) -> tuple[str, str]:
    """What was pressed before signing in."""
    site = Site.find_for_request(request)
    if site is None:
        raise PermissionDenied
    search = actions.keep(site=site, language=str(payload["language"]), query=str(payload["query"]), now=timezone.now())
    topic = topic_of(search)
    return pages.attach(user, {"kind": topic.kind, "key": topic.key}, request)
