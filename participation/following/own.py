"""What a person's own page shows of what is followed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Site

import accounts.actions
from accounts.mine import EVENTS_SHOWN, FOLLOWED, Contribution, Event, Section
from accounts.models import User
from accounts.places import detour
from core.pages import Crumb

from . import actions, queries
from .forms import PacesForm
from .rules import Group, Pace
from .topics import PERSON, Topic

SHOWN = 5  # followed things on the own page
PAGE = 30


def contribution(user: User, site: Site) -> Contribution:
    """What I follow, and what has happened to it and to me."""
    followed = queries.follows_of(user, site)
    section = Section(
        place=FOLLOWED,
        title=_("I follow"),
        template="following/followed.html",
        context={"followed": followed[:SHOWN], "paces": how_told(user, site), "back": "own"},
        more_url=reverse("following:mine") if len(followed) > SHOWN else "",
        more_text=ngettext("All %(number)s that I follow", "All %(number)s that I follow", len(followed))
        % {"number": len(followed)},
    )
    about = [*(one.topic for one in followed), Topic(PERSON, str(user.pk))]
    happened = queries.events_about(site, about, limit=EVENTS_SHOWN, but_by=user.pk)
    events = tuple(Event(at=one.at, text=one.line.text, url=one.line.url) for one in happened)
    return Contribution(sections=(section,), events=events, events_url=reverse("following:news"))


def how_told(user: User, site: Site) -> str:
    """How often mail comes, in a few words. Two queries."""
    return words_of(queries.paces_of(user, site)) if queries.is_reached(user) else _("no mail reaches your address")


def words_of(paces: dict[Group, Pace]) -> str:
    """How often mail comes, in a few words: «viesti heti», «kooste maanantaisin»."""
    chosen = set(paces.values())
    if Pace.AT_ONCE in chosen:
        return _("mail at once of what matters most")
    if Pace.DAILY in chosen:
        return _("a digest each morning")
    return _("a digest on Mondays") if Pace.WEEKLY in chosen else _("no mail")


@never_cache
def mine(request: HttpRequest) -> HttpResponseBase:
    """Everything that I follow."""
    if not isinstance(request.user, User):
        return detour(request, request.path)
    site = Site.find_for_request(request)
    found = queries.follows_of(request.user, site)
    context = {
        "page_of_list": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "paces": how_told(request.user, site),
        "crumbs": way_back(),
    }
    return render(request, "following/mine.html", context)


@never_cache
def news(request: HttpRequest) -> HttpResponseBase:
    """What has happened, the newest first; ``before`` in the address goes on from a place in it."""
    if not isinstance(request.user, User):
        return detour(request, request.path)
    site, user = Site.find_for_request(request), request.user
    before = queries.Place.read(request.GET.get("before", ""))
    found, more = queries.page_of_news(user, site, before=before, limit=PAGE)
    context = {
        "news": found,
        "since": user.visited_before,
        "older": more,
        "is_first": before is None,
        "crumbs": way_back(),
    }
    return render(request, "following/news.html", context)


@never_cache
def settings(request: HttpRequest) -> HttpResponseBase:
    """How soon mail comes of what, and in which language."""
    if not isinstance(request.user, User):
        return detour(request, request.path)
    site, user = Site.find_for_request(request), request.user
    chosen: dict[Any, str] = {**queries.paces_of(user, site), "language": user.language}
    form = PacesForm(request.POST if request.method == "POST" else None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        actions.choose(site=site, user=user, paces=form.paces, now=timezone.now())
        if form.cleaned_data["language"] != user.language:
            accounts.actions.set_language(user=user, language=form.cleaned_data["language"])
        messages.success(request, _("Your choices have been saved."))
        return HttpResponseRedirect(reverse("accounts:mine"))
    context = {"form": form, "crumbs": way_back(), "is_reached": queries.is_reached(user)}
    return render(request, "following/settings.html", context)


def way_back() -> list[Crumb]:
    return [Crumb(title=_("My page"), url=reverse("accounts:mine"), language=get_language() or "")]
