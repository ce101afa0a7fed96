"""The page of passkeys, second step and sessions; sessions ended."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.places import signed_in
from accounts.security import actions, factors, sessions
from accounts.security.rules import SESSIONS_SHOWN

from .shared import keys_here, own, site_of, way_back


@own
def security(request: HttpRequest) -> HttpResponseBase:
    user = signed_in(request)
    sessions.note(request)  # this one is among those shown
    found = factors.factors_of(user)
    open_now = sessions.places(request, user)
    context = {
        "factors": found,
        "keys": keys_here(request, found),
        "asked": factors.is_asked_of(user),
        "sessions": open_now,
        "more": sessions.number(user) - len(open_now) if len(open_now) == SESSIONS_SHOWN else 0,
        "crumbs": way_back(to_security=False),
    }
    return render(request, "accounts/security/page.html", context)


@own
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponseBase:
    user = signed_in(request)
    if any(place.pk == pk and place.is_this for place in sessions.places(request, user)):
        logout(request)
        return redirect("account_login")
    actions.end_session(user=user, pk=pk, site=site_of(request))
    messages.success(request, _("The session has been ended."))
    return _back()


@own
@require_POST
def end_others(request: HttpRequest) -> HttpResponseBase:
    user = signed_in(request)
    actions.end_others(user=user, but=request.session.session_key or "", site=site_of(request))
    sessions.stay(request, user)
    messages.success(request, _("You are now logged in here only."))
    return _back()


def _back() -> HttpResponseRedirect:
    return redirect("accounts:security")
