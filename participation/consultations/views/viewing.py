"""Agreeing and disagreeing, in one press."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.places import detour
from core.refusal import Refused

from .. import actions
from ..drafts.summary import address
from ..rules import View
from .shared import opinion_or_404, person_of


@require_POST
def say(request: HttpRequest, pk: int) -> HttpResponse:
    opinion, found = opinion_or_404(request, pk)
    person, view = person_of(request), request.POST.get("view", "")
    if person is None:
        return detour(request, found.page.url or "/")
    if view in View.values:
        try:
            actions.say(opinion=opinion, terms=found.terms, user=person, view=View(view), now=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        else:
            messages.success(request, _("Your view has been counted."))
    if request.POST.get("beside") and opinion.anchor:
        return redirect(f"{address(found, 'draft', opinion.section)}?paragraph={opinion.anchor}#{opinion.anchor_id}")
    return redirect("consultations:go_to", pk=pk)
