"""Anyone tells that a text breaks the rules."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.network import network_of
from core.refusal import Refused

from .. import actions, things
from ..forms import ReportForm
from ..rules import Standing
from .shared import site_of


def report(request: HttpRequest, kind: str, thing: int) -> HttpResponse:
    """A form that works without an account and without scripts; then back to where the text stands."""
    look = things.look(kind, thing)
    if look is None or look.site_id != site_of(request).pk or look.standing != Standing.PUBLIC or not look.readable:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and form.lets_through(request) and _report(request, look, form):
        return redirect(look.url)
    context = {"form": form, "look": look, "excerpt": look.text[:400], "is_cut": len(look.text) > 400}
    return render(request, "moderation/report.html", context)


def _report(request: HttpRequest, look: things.Look, form: ReportForm) -> bool:
    try:
        first = actions.report(
            kind=look.kind,
            thing_id=look.id,
            site_id=look.site_id,
            user=request.user if isinstance(request.user, User) else None,
            network=network_of(request),
            now=timezone.now(),
            reason=form.cleaned_data["reason"],
            text=form.cleaned_data["text"],
        )
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    thanks = _("Thank you. A moderator looks at it. Your name is not told to its author.")
    messages.success(
        request, thanks if first else _("Thank you. You have reported this already, and it is being looked at.")
    )
    return True
