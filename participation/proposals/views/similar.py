"""Writing with company: proposals of the same matter, and supporting one of them instead of writing another."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import pending
from accounts.eligibility import asking
from accounts.places import detour, is_known
from core.pace import too_fast
from core.refusal import Refused

from .. import actions
from ..rules import TITLE_LENGTH
from ..similar import said, similar_to
from .drafts import keep_typed
from .shared import person, public_or_404, site_of, visitor
from .whose import begun


@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """A piece of a page for a title that is being written; empty when nothing is like it."""
    if too_fast(request, "similar"):
        return HttpResponse(status=429)
    title = request.GET.get("title", "")[: TITLE_LENGTH[1]]
    found = similar_to(title, site_id=site_of(request).pk, user=visitor(request), now=timezone.now())
    response = render(request, "proposals/similar.html", {"similar": found})
    response.headers["Cache-Control"] = "private, max-age=60"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def support_instead(request: HttpRequest, pk: int) -> HttpResponse:
    """One press: the other proposal is supported; what was written is kept, or with ``discard`` thrown away. Who is not
    signed in signs in first."""
    other, user = public_or_404(request, pk), person(request)
    if request.method != "POST":
        return redirect(other)
    here, discard = other.get_absolute_url(), "discard" in request.POST
    draft = _sent_draft(request)
    if "title" in request.POST and not discard:
        kept = keep_typed(request)
        if isinstance(kept, HttpResponse):
            return kept
        draft = kept.uuid if kept else draft
    payload = {"proposal": pk, "draft": str(draft) if draft else "", "discard": discard}
    if user is None or not is_known(request):
        pending.remember(request, "instead", payload, here)
        return detour(request, here)
    try:
        left = actions.support_instead(proposal=other, user=user, draft=draft, discard=discard, now=timezone.now())
    except Refused as refused:
        if asks := asking.url_of(refused, here):
            pending.remember(request, "instead", payload, here)
            return redirect(asks)
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, said(left, discard=discard))
    return redirect(here)


def _sent_draft(request: HttpRequest) -> UUID | None:
    """The draft that the form names, when it is the visitor's own."""
    try:
        own = begun(request, UUID(request.POST.get("draft", "")))
    except ValueError:
        return None
    return own.uuid if own else None
