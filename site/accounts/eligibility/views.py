"""Asking for age and home municipality at the act; seeing, correcting and removing it on one's own page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from accounts import pending
from accounts.places import next_url, signed_in
from accounts.strong import visit
from accounts.strong.asking import url_of
from accounts.strong.queries import is_offered
from core.pages import Crumb
from municipality.queries import of_site

from . import actions
from .forms import TellForm
from .models import Told
from .queries import known, told_of


@never_cache
@login_required
def tell(request: HttpRequest) -> HttpResponse:
    """Asked once, in the middle of an act, which is done when it has been told."""
    site = Site.find_for_request(request)
    needed = _number(request.GET.get("age"))
    form = _form(request, site, age=bool(needed), basis=bool(request.GET.get("home")))
    if request.method == "POST" and form.is_valid() and form.lets_through(request):
        _save(request, site, form, needed)
        outcomes = pending.resume(request)
        pending.announce(request, outcomes)
        if not outcomes:
            messages.success(request, _("Thank you. You can go on."))
        return _on(request, outcomes)
    context = {"form": form, "needed": needed, "next": next_url(request)}
    if is_offered(site.pk) and visit.fact(request) is None:
        context["identify_url"] = url_of(next_url(request))
    return render(request, "eligibility/tell.html", context)


def _on(request: HttpRequest, outcomes: list[pending.Outcome]) -> HttpResponse:
    refused = [outcome for outcome in outcomes if not outcome.done]
    chosen = (refused or outcomes)[-1:]
    return redirect(chosen[0].url if chosen else next_url(request) or reverse("eligibility:mine"))


@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What I have told, with the way to correct it."""
    site, user = Site.find_for_request(request), signed_in(request)
    row = told_of(user, site.pk)
    form = _form(request, site, age=bool(row and row.age is not None), basis=bool(row and row.basis), told=row)
    if request.method == "POST" and row is not None and form.is_valid() and form.lets_through(request):
        _save(request, site, form, row.age or 0)
        messages.success(request, _("What you have told has been corrected."))
        return redirect("eligibility:mine")
    here = Crumb(title=_("My page"), url=reverse("accounts:mine"), language=get_language() or "")
    context = {"form": form, "told": row, "age": known(user, site.pk, timezone.now()).age, "crumbs": [here]}
    return render(request, "eligibility/mine.html", context)


@login_required
def forget(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        actions.forget(user=signed_in(request), site_id=Site.find_for_request(request).pk, by=signed_in(request))
        messages.success(request, _("What you had told has been removed. It is asked again where it is needed."))
    return redirect("eligibility:mine")


def _form(request: HttpRequest, site: Site, *, age: bool, basis: bool, told: Told | None = None) -> TellForm:
    place = of_site(site, get_language() or "").name
    return TellForm(request.POST or None, age=age, basis=basis, place=place, told=told)


def _save(request: HttpRequest, site: Site, form: TellForm, needed: int) -> None:
    actions.tell(
        user=signed_in(request),
        site_id=site.pk,
        now=timezone.now(),
        born=form.cleaned_data.get("born"),
        needed=needed,
        basis=form.cleaned_data.get("basis", ""),
    )


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) <= 3 else 0
