"""The list, a proposal, its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.eligibility.rules import Asks
from accounts.queries import PublicRole
from accounts.roles import Role
from municipality.models import Area, Theme
from participation import registry
from participation.comments.context import Discussion, discussion
from participation.phases import Activity, Timeline

from .. import present, queries
from ..connect import place_of
from ..followed import topic_of
from ..forms import FilterForm
from ..forms.filters import ORDER_LABELS
from ..models import Proposal
from ..rules import Publication, Situation, why_not_edit, why_not_support, why_not_withdraw
from ..similar import beside
from .facets import chosen_of, facets_of
from .mapping import data_url, map_of, narrowed, points_of
from .shared import JUST_PUBLISHED, public_or_404, site_of, told_in, visitor, way_back

SHAPE = "square"  # of the map of all


def listing(request: HttpRequest) -> HttpResponse:
    site, now = site_of(request), timezone.now()
    projects = registry.projects(site.pk)
    themes, areas = list(Theme.objects.filter(site=site)), list(Area.objects.filter(site=site))
    form = FilterForm(request.GET, themes=themes, areas=areas, projects=projects)
    found = queries.listing(site.pk, form.filters(), page=request.GET.get("page"))
    facets = facets_of(form, found)
    view = "map" if request.GET.get("view") == "map" else "list"
    context = {
        "listing": found,
        "facets": facets,
        "chosen": chosen_of(request.GET, facets, found.filters),
        "orders": ORDER_LABELS,
        "areas": areas,
        "collecting": [p for p in projects if p.timeline.allows(Activity.PROPOSE, now)],
        "view": view,
        "views": _views(request, view),
        "home_crumb": way_back()[:1],
    }
    if view == "map":
        context |= {"map": map_of(site, found.filters, areas, request.GET, SHAPE), "shape": SHAPE}
        context |= {"everywhere": narrowed(request.GET, None), "data": data_url(request.GET)}
    else:
        context["points"] = points_of(found.page.object_list)
    return render(request, "proposals/list.html", context)


def _views(request: HttpRequest, current: object) -> list[dict[str, Any]]:
    """List and map, for the switch on a phone."""
    params = request.GET.copy()
    views = []
    for name, text, icon in (("list", _("List"), "list"), ("map", _("Map"), "map")):
        params["view"] = name
        views.append({"url": f"?{params.urlencode()}", "text": text, "icon": icon, "current": name == current})
    return views


def detail(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    proposal = public_or_404(request, pk)
    if slug != proposal.slug:
        return redirect(proposal, permanent=False)
    context: dict[str, Any] = {
        "proposal": proposal,
        "crumbs": way_back(),
        "address": request.build_absolute_uri(request.path),
    }
    if proposal.is_judged:
        context["is_mine"] = visitor(request).pk == proposal.author_id is not None
    elif not proposal.is_withdrawn:
        context |= _open_page(request, proposal)
        context["receipt"] = _receipt(request, proposal, context["project"])
    status = 410 if proposal.publication == Publication.REMOVED else 200
    return render(request, "proposals/detail.html", context, status=status)


def _receipt(request: HttpRequest, proposal: Proposal, project: registry.Project | None) -> list[tuple[str, object]]:
    """What the author is told once, on coming from publishing: the facts to keep; nothing at other times."""
    if request.session.get(JUST_PUBLISHED) != proposal.pk:
        return []
    del request.session[JUST_PUBLISHED]
    return [(_("Number"), proposal.pk), *([(_("Project"), project.title)] if project else [])]


def _open_page(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    user, now = visitor(request), timezone.now()
    handlings, trail = queries.handlings(proposal), queries.trail(proposal)
    projects = {p.key: p for p in _projects_around(proposal, trail)}
    project = projects.get(proposal.project_key)
    timeline = project.timeline if project else Timeline()
    told = told_in(timeline, user, proposal.site_id)
    situation = Situation(
        timeline=timeline,
        now=now,
        publication=proposal.publication,
        state=proposal.state,
        repair=proposal.repair,
        signed_in=user.is_authenticated,
        is_author=user.is_authenticated and proposal.author_id == user.pk,
        told=told,
    )
    refusal = why_not_support(situation)
    pictures = list(proposal.pictures.all())
    place = place_of(proposal, timeline, now, told)
    talk = discussion(request, place, now, also=[proposal.author_id] if proposal.author_id else [])
    return {
        "project": project,
        "author_role": _author_role(proposal, talk),
        "track": present.track(proposal, handlings),
        "answers": present.answers(handlings),
        "happenings": present.happenings(proposal, handlings, trail, {key: one.title for key, one in projects.items()}),
        "repair": trail.repair,
        "is_author": situation.is_author,
        "related": trail.related,
        "similar": beside(proposal, exclude=[one.pk for one in trail.related]) if proposal.is_public else [],
        "merged_into": queries.final_of(proposal) if proposal.is_merged else None,
        "pictures": pictures,
        "picture_url": request.build_absolute_uri(pictures[0].large.url) if pictures else "",
        "areas": list(Area.objects.filter(site_id=proposal.site_id)) if proposal.has_place else [],
        "points": points_of([proposal]),
        "support_refusal": None if isinstance(refusal, Asks) else refusal,
        "support_asks": refusal if isinstance(refusal, Asks) else None,
        "support_window": timeline.window(Activity.SUPPORT, now),
        "supported": proposal.is_supported,  # type: ignore[attr-defined]  # of `queries.find_any`
        "is_mine": situation.is_author,
        "may_edit": why_not_edit(situation) is None,
        "may_withdraw": why_not_withdraw(situation) is None,
        "discussion": talk,
        "followable": topic_of(proposal),
    }


def _projects_around(proposal: Proposal, trail: queries.Trail) -> Sequence[registry.Project]:
    """The proposal's own project; where it has been moved, all, for the names of the others."""
    if trail.moves:
        return registry.projects(proposal.site_id)
    own = registry.project(proposal.site_id, proposal.project_key)
    return [own] if own else []


def _author_role(proposal: Proposal, talk: Discussion) -> str:
    """What stood beside the author's name when the proposal was published."""
    role = proposal.author_role  # type: ignore[attr-defined]  # of `queries.find_any`
    seats = talk.thread.seats.get(proposal.author_id or 0, ())
    return PublicRole(Role(role) if role else None, seats).at(proposal.published_at or proposal.created_at)


def history(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = public_or_404(request, pk)
    if proposal.is_withdrawn or proposal.is_judged:
        return redirect(proposal)
    versions = list(proposal.versions.all()[:50])
    context = {"proposal": proposal, "versions": versions, "crumbs": way_back(proposal)}
    return render(request, "proposals/history.html", context)
