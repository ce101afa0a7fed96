"""In the admin: a municipality's provider of strong identification."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import permission_denied
from wagtail.models import Site

from accounts.places import signed_in
from accounts.security.sealing import unseal
from accounts.trail_admin.policy import administered, chosen

from . import actions
from .forms import ProviderForm
from .models import Provider
from .trying import Finding, findings


@never_cache
def provider(request: HttpRequest) -> HttpResponse:
    """Set up, change, try (nothing is saved then) or remove."""
    sites = administered(request.user)
    site = chosen(request, sites)
    if site is None:
        return permission_denied(request)
    row = Provider.objects.filter(site=site).first()
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_provider(site=site, actor=signed_in(request))
        messages.success(request, _("Strong identification has been removed."))
        return _back(site)
    form = ProviderForm(request.POST or None, instance=row)
    found: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        if "try" not in request.POST:
            actions.save_provider(
                site=site, values=form.values(), secret=form.cleaned_data["secret"], actor=signed_in(request)
            )
            messages.success(request, _("Strong identification has been saved."))
            return _back(site)
        found = _tried(form, row)
    return render(request, "accounts/admin/identification.html", _context(request, site, sites, form, row, found))


def _tried(form: ProviderForm, row: Provider | None) -> list[Finding]:
    values = form.values()
    return list(
        findings(
            issuer=values["issuer"],
            client_id=values["client_id"],
            secret=form.cleaned_data["secret"] or _kept(row),
            levels=tuple(values["acr_values"].split()),
        )
    )


def _kept(row: Provider | None) -> str:
    """The secret of now; nothing when it was sealed with another key."""
    try:
        return unseal(row.sealed_secret) if row and row.sealed_secret else ""
    except ValueError:
        return ""


def _context(
    request: HttpRequest, site: Site, sites: list[Site], form: ProviderForm, row: Provider | None, found: list[Finding]
) -> dict[str, Any]:
    return {
        "chosen": site,
        "sites": sites if len(sites) > 1 else [],
        "form": form,
        "provider": row,
        "findings": found,
        "back": site.root_url + reverse("identified"),
        "header_title": _("Strong identification"),
        "page_title": _("Strong identification"),
        "header_icon": "lock",
    }


def _back(site: Site) -> HttpResponse:
    return redirect(f"{reverse('accounts_identification')}?site={site.pk}")
