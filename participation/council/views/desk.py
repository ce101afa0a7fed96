"""The desk: what waits, what is new; the list of what is followed; where to begin; what everyone is told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from accounts.council.queries import said_of, seats_of
from accounts.places import signed_in
from municipality.models import Area, Theme
from municipality.queries import here
from participation import registry
from participation.following.queries import events_about

from .. import actions, queries
from ..deadlines import deadlines
from ..forms import ORDER_LABELS, ProfileForm, StartForm
from ..models import Profile
from ..present import chosen_of, facets_of, lane_of
from ..rules import Law, greeting, waiting
from .shared import choices_of, crumbs, for_councillors, titles

NEWS = 12


@for_councillors
def desk(request: HttpRequest, site: Site) -> HttpResponse:
    user, now = signed_in(request), timezone.now()
    before = actions.note_visit(user=user, site=site, now=now)
    mine = queries.desk_of(user, site, now, before, law=_law(request, site))
    if not mine.selection:
        return redirect("council:start")
    clock = deadlines(mine, registry.projects(site.pk))
    events = events_about(site, mine.selection.topics, since=mine.since, limit=NEWS, but_by=user.pk)
    context = {
        "crumbs": crumbs(),
        "mine": mine,
        "headline": f"{greeting(user.display_name, now)} {waiting(len(clock))}",
        "clock": clock,
        "urgent": sum(1 for one in clock if one.is_urgent),
        "news": queries.news_of(mine),
        "lane": lane_of(events, now),
        "role": said_of(seats_of([user.pk], site.pk), user.pk, now, "councillor"),
    }
    return render(request, "council/desk.html", context)


@for_councillors
def listing(request: HttpRequest, site: Site) -> HttpResponse:
    """Every proposal that is followed, with filters; the page that is printed."""
    user, now = signed_in(request), timezone.now()
    mine = queries.desk_of(user, site, now, queries.last_visit(user, site), law=_law(request, site))
    projects = registry.projects(site.pk)
    choices = choices_of(request, site, projects)
    filters = choices.filters()
    facets = facets_of(choices, filters)
    context = {
        "crumbs": crumbs(deeper=True),
        "mine": mine,
        "leaf": queries.listing(mine, filters, request.GET.get("page"), titles(projects)),
        "filters": filters,
        "facets": facets,
        "chosen": chosen_of(request.GET, facets, filters),
        "orders": ORDER_LABELS,
    }
    return render(request, "council/list.html", context)


def _law(request: HttpRequest, site: Site) -> Law:
    """From what the page knows of its municipality anyway."""
    return queries.law_in(here(request, site).settings)


@for_councillors
def start(request: HttpRequest, site: Site) -> HttpResponse:
    """Where a councillor chooses what to follow, several things at once."""
    offered: dict[str, Any] = {
        "themes": list(Theme.objects.filter(site=site)),
        "areas": list(Area.objects.filter(site=site)),
        "projects": registry.projects(site.pk),
    }
    user = signed_in(request)
    form = StartForm(request.POST or None, **offered)
    if request.method == "POST" and form.is_valid() and form.lets_through(request):
        number = actions.follow_many(user=user, site=site, topics=form.topics(), now=timezone.now())
        said = ngettext("You follow %(number)s thing more.", "You follow %(number)s things more.", number)
        messages.success(request, said % {"number": number})
        return redirect("council:desk")
    return render(request, "council/start.html", {"form": form, "crumbs": crumbs()})


@for_councillors
def introduction(request: HttpRequest, site: Site) -> HttpResponse:
    """What everyone may read of the councillor: nothing until the person says so."""
    user = signed_in(request)
    known = Profile.objects.filter(site=site, user=user).first() or Profile()
    initial = {name: getattr(known, name) for name in ("is_public", "shows_follows", "intro", "contact")}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and form.lets_through(request):
        told = {name: form.cleaned_data[name] for name in initial}
        profile = actions.tell_of_oneself(user=user, site=site, **told)
        said = _("You are on the public page of councillors.") if profile.is_public else _("You are not shown.")
        messages.success(request, said)
        return redirect("council:desk")
    return render(request, "council/introduction.html", {"form": form, "crumbs": crumbs(deeper=True)})
