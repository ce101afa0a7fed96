"""Support, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import pending
from accounts.eligibility import asking
from accounts.places import detour, is_known
from core.refusal import Refused

from .. import actions
from .shared import person, public_or_404


def support(request: HttpRequest, pk: int) -> HttpResponse:
    """``take_back`` in the form takes the support back. Who is not signed in signs in first, and is counted then.
    Whoever comes without a form, by the way back or a reload, is led to the proposal."""
    proposal, user = public_or_404(request, pk), person(request)
    here = proposal.get_absolute_url()
    if request.method != "POST":
        return redirect(here)
    if user is None or not is_known(request):
        pending.remember(request, "support", {"proposal": proposal.pk}, here)
        return detour(request, here)
    take_back = "take_back" in request.POST
    try:
        (actions.withdraw_support if take_back else actions.support)(proposal=proposal, user=user, now=timezone.now())
    except Refused as refused:
        if asks := asking.url_of(refused, here):
            pending.remember(request, "support", {"proposal": proposal.pk}, here)
            return redirect(asks)
        messages.error(request, str(refused.refusal))
    else:
        messages.success(
            request,
            _("Your support has been taken back.") if take_back else _("Thank you, your support has been counted."),
        )
    return redirect(here)
