"""Keeping unfinished answers on the own page, to go on there on another device."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.places import detour, signed_in, with_next
from core.refusal import Refused

from .. import actions
from ..models import Draft, OwnDraft
from ..rules import Way
from .shared import private, visit


def own_context(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """What the page «Go on later» offers. One query for who is signed in."""
    kept = request.user.is_authenticated and OwnDraft.objects.filter(draft=draft, user=request.user.pk).exists()
    return {
        "may_keep": draft.way == Way.WEB and not draft.response_id,
        "kept": kept,
        "sign_in_url": "" if request.user.is_authenticated else with_next("account_login", request.path),
    }


@private
def own_page(request: HttpRequest, link: str) -> HttpResponse:
    """Keeps the answers there, or takes them off; nothing happens before a button is pressed."""
    found = visit(request, link)
    if found is None:
        return render(request, "surveys/gone.html", status=410)
    later = redirect("surveys:later", link=link)
    if request.method != "POST":
        return later
    if not request.user.is_authenticated:
        return detour(request, later.url)
    person = signed_in(request)
    if "off" in request.POST:
        actions.take_off_own_page(draft=found.draft, user_id=person.pk)
        messages.success(request, _("The answers are no longer on your page. The link still leads to them."))
        return later
    try:
        actions.keep_on_own_page(draft=found.draft, user_id=person.pk)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, _("You find the answers on your own page."))
    return later
