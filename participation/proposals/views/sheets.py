"""The service desk writes down a sheet of signatures."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.acting.actions import insist_on_clerk
from accounts.places import signed_in
from core.pages import Crumb
from participation.phases import Activity

from .. import actions, queries
from ..actions.shared import situation_of
from ..forms.sheet import FindForm, SheetForm
from ..models import Proposal
from ..rules import why_not_support
from .shared import project_and_timeline, public_or_404, site_of


@never_cache
@login_required
def find(request: HttpRequest) -> HttpResponse:
    """Which proposal it is about."""
    site = site_of(request)
    insist_on_clerk(signed_in(request), site)
    form = FindForm(request.GET if "number" in request.GET else None)
    if form.is_bound and form.is_valid():
        proposal = queries.find(site.pk, form.cleaned_data["number"])
        if proposal is not None:
            return redirect("proposals:sheet", pk=proposal.pk)
        form.add_error("number", _("There is no public proposal of this number. Check it on the proposal’s page."))
    return render(request, "proposals/sheet_find.html", {"form": form, "crumbs": _way_back()})


@never_cache
@login_required
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    site, clerk, now = site_of(request), signed_in(request), timezone.now()
    insist_on_clerk(clerk, site)
    proposal = public_or_404(request, pk)
    asked = _asked(proposal)
    rows: Any = SheetForm(request.POST or None, form_kwargs=asked)
    entered = None
    if request.method == "POST" and rows.is_valid():
        filled = [form.cleaned_data for form in rows if form.has_changed()]
        if filled:
            entered = actions.enter_sheet(site=site, proposal=proposal, clerk=clerk, rows=filled, now=now)
            proposal.refresh_from_db()
            rows = SheetForm(form_kwargs=asked)
    context = {
        "proposal": proposal,
        "rows": rows,
        "entered": entered,
        "empty": request.method == "POST" and rows.is_bound and not rows.total_error_count(),
        "asked": asked,
        "refusal": why_not_support(situation_of(proposal, None, now)) if not any(asked.values()) else None,
        "crumbs": _way_back(),
    }
    return render(request, "proposals/sheet.html", context)


def _asked(proposal: Proposal) -> dict[str, bool]:
    _project, timeline = project_and_timeline(proposal)
    conditions = timeline.conditions(Activity.SUPPORT, timezone.now())
    return {
        "age": any(condition.least_age is not None for condition in conditions),
        "basis": any(condition.who for condition in conditions),
    }


def _way_back() -> list[Crumb]:
    return [Crumb(title=_("Service desk"), url=reverse("acting:desk"), language=get_language() or "")]
