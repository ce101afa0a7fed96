"""In the admin: who has which role in the municipality. Rights to Wagtail's own user list are nobody's but a
superuser's: whoever edits an address there could sign in as that person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_denied
from wagtail.models import Site

from accounts import actions
from accounts.forms import RoleForm
from accounts.limits import LIMITABLE
from accounts.mails import tell_of_role
from accounts.models import User
from accounts.places import signed_in
from accounts.queries import Holding, role_holders
from accounts.roles import STAFF, Role
from accounts.scopes import Names
from accounts.security.actions import reset_factors
from accounts.security.queries import who_have_factors
from accounts.trail_admin.policy import administered, chosen
from core import audit


def people(request: HttpRequest) -> HttpResponse:
    """The page shows addresses, so each opening leaves a row in the audit trail."""
    sites = administered(request.user)
    site = chosen(request, sites)
    if site is None:
        return permission_denied(request)
    names = Names(site.pk)
    held = role_holders(site, names)
    form = RoleForm(request.POST or None, names=names, initial=_initial(request, held))
    if request.method == "POST":
        does = _take if "take" in request.POST else _reset if "reset" in request.POST else None
        answer = does(request, site) if does else _give(request, site, form)
        if answer:
            return answer
    number = len({holding.user.pk for holdings in held.values() for holding in holdings})
    audit.record_reading(
        site_id=site.pk, actor_id=signed_in(request).pk, what="people", kind="site", key=site.pk, number=number
    )
    context = {
        "header_title": _("People and roles"),
        "page_title": _("People and roles"),
        "header_icon": "group",
        "form": form,
        "changes": bool(form.initial),
        "chosen": site,
        "sites": sites if len(sites) > 1 else [],
        "held": held.items(),
        "limitable": LIMITABLE,
        "staff": STAFF,
        "secured": who_have_factors(site),
    }
    return render(request, "accounts/admin/people.html", context)


def _initial(request: HttpRequest, held: dict[Role, list[Holding]]) -> dict[str, Any]:
    """The role that ``change`` in the address names, as it is now."""
    for role, holdings in held.items():
        for holding in holdings:
            if request.GET.get("change") == f"{holding.user.pk} {role.value}":
                return {
                    "email": holding.user.email,
                    "role": role.value,
                    "projects": [str(limit.project_key) for limit in holding.limits if limit.project_key],
                    "themes": [str(limit.theme_id) for limit in holding.limits if limit.theme_id],
                }
    return {}


def _give(request: HttpRequest, site: Site, form: RoleForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    role, limits = Role(form.cleaned_data["role"]), form.limits()
    try:
        user, changed = actions.grant_by_email(
            email=form.cleaned_data["email"], site=site, role=role, actor=signed_in(request), limits=limits
        )
    except ValidationError as refusal:
        form.add_error("role", refusal)
        return None
    if changed:
        tell_of_role(user=user, site=site, role=role, limits=limits)
    said = _("%(email)s is now: %(role)s (%(within)s).") if limits else _("%(email)s is now: %(role)s.")
    messages.success(request, said % {"email": user.email, "role": role.label, "within": form.within()})
    return _back(site)


def _take(request: HttpRequest, site: Site) -> HttpResponse:
    user_id, _sep, role = request.POST["take"].partition(" ")
    if role not in Role.values or not (user_id.isascii() and user_id.isdecimal()):
        return _back(site)
    held = User.objects.filter(groups__role_group__site=site, groups__role_group__role=role)
    user = held.filter(pk=user_id).distinct().first()
    if user is None:  # taken already, or somebody else's
        return _back(site)
    try:
        actions.revoke(user, site, Role(role), signed_in(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        said = _("%(email)s is no longer: %(role)s.")
        messages.success(request, said % {"email": user.email, "role": Role(role).label})
    return _back(site)


def _reset(request: HttpRequest, site: Site) -> HttpResponse:
    """The second step of a colleague who has lost it."""
    pk = request.POST["reset"]
    user = User.objects.filter(pk=pk).first() if pk.isascii() and pk.isdecimal() and len(pk) < 19 else None
    if user is None:
        return _back(site)
    try:
        reset_factors(user=user, actor=signed_in(request), site=site)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    else:
        said = _(
            "The second step of %(email)s has been reset. They set up a new one when they open the administration."
        )
        messages.success(request, said % {"email": user.email})
    return _back(site)


def _back(site: Site) -> HttpResponse:
    return redirect(f"{reverse('accounts_people')}?site={site.pk}")
