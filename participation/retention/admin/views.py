"""In the admin: how long things are kept, what is about to go, and the report of what went."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_denied
from wagtail.models import Site

from accounts.places import signed_in
from accounts.trail_admin.policy import administered, chosen

from .. import actions, kinds
from ..models import Expiry, Hold
from ..planning import Ground, Part
from .forms import HoldForm, MonthsForm

PAGE = 30


def index(request: HttpRequest) -> HttpResponse:
    """The rules of the municipality; its projects; what is coming and what has been."""
    sites = administered(request.user)
    site = chosen(request, sites)
    if site is None:
        return permission_denied(request)
    ground = Ground(site, timezone.now())
    initial = {name: _own_months(ground, name) for name in kinds.kinds()} | {"warned_days": ground.warned_days}
    form = MonthsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        _save(request, site, form, initial)
        messages.success(request, _("Saved. What has been announced already keeps its day, unless it is due no more."))
        return redirect(f"{reverse('retention:index')}?site={site.pk}")
    rows = Expiry.objects.filter(site=site)
    context = {
        **_head(_("Retention"), site, sites),
        "form": form,
        "projects": [(key, name, key in ground.held) for key, name in ground.names.items()],
        "coming": rows.filter(ended_at=None).order_by("falls_at", "pk")[:100],
        "leaf": Paginator(rows.exclude(ended_at=None), PAGE).get_page(request.GET.get("p")),
    }
    return render(request, "retention/admin/index.html", context)


def project(request: HttpRequest, key: UUID) -> HttpResponse:
    """A project's own times, and its hold."""
    sites = administered(request.user)
    site = chosen(request, sites)
    if site is None:
        return permission_denied(request)
    ground = Ground(site, timezone.now())
    if key not in ground.names:
        raise Http404
    initial = {name: ground.months.get((name, key)) for name, kind in kinds.kinds().items() if kind.by_project}
    form = MonthsForm(request.POST if "months" in request.POST else None, initial=initial, in_project=True)
    hold_form = HoldForm(request.POST if "hold" in request.POST else None)
    back = redirect(f"{request.path}?site={site.pk}")
    if form.is_bound and form.is_valid():
        _save_project(request, site, form, initial, key)
        return back
    if hold_form.is_bound and hold_form.is_valid() and _hold(request, site, key, hold_form):
        return back
    if "lift" in request.POST:
        actions.lift(site=site, user=signed_in(request), project_key=key, now=timezone.now())
        return back
    context = {
        **_head(ground.names[key], site, sites),
        "form": form,
        "hold_form": hold_form,
        "hold": Hold.objects.filter(site=site, project_key=key, lifted_at=None).select_related("by").first(),
        "ends": ground.ends.get(key),
        "municipality_months": [
            (kind.label, ground.months_of(Part(kind=name))) for name, kind in kinds.kinds().items() if kind.by_project
        ],
    }
    return render(request, "retention/admin/project.html", context)


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One expiry: what was announced, and what was done."""
    sites = administered(request.user)
    row = get_object_or_404(Expiry, pk=pk, site__in=sites)
    context = {**_head(str(row), row.site, sites), "row": row, "kind": kinds.get(row.kind)}
    return render(request, "retention/admin/expiry.html", context)


def _own_months(ground: Ground, name: str) -> int | None:
    return ground.months.get((name, None), kinds.kinds()[name].months)


def _save(request: HttpRequest, site: Site, form: MonthsForm, before: dict[str, Any]) -> None:
    user = signed_in(request)
    if form.cleaned_data["warned_days"] != before["warned_days"]:
        actions.set_warned_days(site=site, user=user, days=form.cleaned_data["warned_days"])
    for kind, months in form.months.items():
        if months != before[kind]:
            actions.set_months(site=site, user=user, kind=kind, months=months)


def _save_project(request: HttpRequest, site: Site, form: MonthsForm, before: dict[str, Any], key: UUID) -> None:
    user = signed_in(request)
    for kind, months in form.months.items():
        if months is None:
            actions.follow_municipality(site=site, user=user, kind=kind, project_key=key)
        elif months != before[kind]:
            actions.set_months(site=site, user=user, kind=kind, months=months, project_key=key)
    messages.success(request, _("Saved."))


def _hold(request: HttpRequest, site: Site, key: UUID, form: HoldForm) -> bool:
    try:
        actions.hold(
            site=site,
            user=signed_in(request),
            project_key=key,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    except ValidationError as refusal:
        form.add_error("reason", refusal.messages)
        return False
    return True


def _head(title: str, site: Site, sites: Any) -> dict[str, Any]:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    above = {"url": f"{reverse('retention:index')}?site={site.pk}", "label": _("Retention")}
    way = [home] if title == above["label"] else [home, above]
    return {
        "header_title": title,
        "page_title": title,
        "header_icon": "time",
        "chosen": site,
        "sites": sites if len(sites) > 1 else [],
        "breadcrumbs_items": [*way, {"url": "", "label": title}],
    }
