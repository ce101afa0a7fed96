"""The list, a proposal, its history."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from municipality.models import Area, Theme
from participation import registry
from participation.comments.context import discussion
from participation.phases import Activity

from .. import present, queries
from ..connect import place_of
from ..forms import FilterForm
from ..forms.filters import ORDER_LABELS
from ..rules import Situation, why_not_edit, why_not_support, why_not_withdraw
from .facets import facets_of
from .shared import project_and_timeline, public_or_404, site_of, visitor


def listing(request: HttpRequest) -> HttpResponse:
    site, now = site_of(request), timezone.now()
    projects = registry.projects(site.pk)
    themes, areas = list(Theme.objects.filter(site=site)), list(Area.objects.filter(site=site))
    form = FilterForm(request.GET, themes=themes, areas=areas, projects=projects)
    found = queries.listing(site.pk, form.filters(), page=request.GET.get("page"))
    return render(
        request,
        "proposals/list.html",
        {
            "listing": found,
            "facets": facets_of(form, found),
            "orders": ORDER_LABELS,
            "areas": areas,
            "projects": {project.key: project for project in projects},
            "collecting": [p for p in projects if p.timeline.allows(Activity.PROPOSE, now)],
            "view": "map" if request.GET.get("view") == "map" else "list",
        },
    )


def detail(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    proposal = public_or_404(request, pk)
    if slug != proposal.slug:
        return redirect(proposal, permanent=False)
    user, now = visitor(request), timezone.now()
    project, timeline = project_and_timeline(proposal)
    handlings = queries.handlings(proposal)
    situation = Situation(
        timeline=timeline,
        now=now,
        publication=proposal.publication,
        state=proposal.state,
        signed_in=user.is_authenticated,
        is_author=user.is_authenticated and proposal.author_id == user.pk,
    )
    return render(
        request,
        "proposals/detail.html",
        {
            "proposal": proposal,
            "project": project,
            "track": present.track(proposal, handlings),
            "answers": present.answers(handlings),
            "happenings": present.happenings(proposal, handlings),
            "pictures": list(proposal.pictures.all()),
            "areas": list(Area.objects.filter(site_id=proposal.site_id)) if proposal.has_place else [],
            "support_refusal": why_not_support(situation),
            "support_window": timeline.window(Activity.SUPPORT, now),
            "supported": queries.supported_by(proposal, user),
            "may_edit": why_not_edit(situation) is None,
            "may_withdraw": why_not_withdraw(situation) is None,
            "discussion": discussion(request, place_of(proposal, timeline, now), now),
        },
    )


def history(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = public_or_404(request, pk)
    return render(
        request, "proposals/history.html", {"proposal": proposal, "versions": list(proposal.versions.all()[:50])}
    )
