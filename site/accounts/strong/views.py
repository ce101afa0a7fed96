"""Identifying: the page before one goes, the way there, the return, the end."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from accounts import pending
from accounts.places import next_url
from core import guard

from . import begun, visit
from .asking import url_of
from .models import Provider
from .oidc import going
from .problems import LATE, OFF, OFTEN, WORDS, IdentificationError
from .queries import provider_of
from .reading import fact_of

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def offer(request: HttpRequest) -> HttpResponse:
    """What is asked of whom and what is kept; after an attempt that came to nothing, why."""
    provider, fact = provider_of(_site_id(request)), visit.fact(request)
    problem = WORDS.get(request.GET.get("problem", ""), None if provider else WORDS[OFF])
    context = {
        "provider": provider,
        "fact": fact,
        "until": _moment(fact.until) if fact else None,
        "problem": problem,
        "next": next_url(request),
        "minutes": settings.IDENTIFICATION_SECONDS // 60,
    }
    return render(request, "accounts/identification.html", context)


@never_cache
@require_safe
def go(request: HttpRequest) -> HttpResponse:
    """To the provider. A link and no form: what a form leads to may not be another site (form-action)."""
    onward, provider = next_url(request), provider_of(_site_id(request))
    if provider is None:
        return redirect(url_of(onward, problem=OFF))
    if guard.why_not(request, "identify"):
        return redirect(url_of(onward, problem=OFTEN))
    try:
        address, kept = going.begin(
            provider,
            back=request.build_absolute_uri(reverse("identified")),
            next_url=onward,
            language=get_language() or settings.LANGUAGE_CODE,
        )
    except IdentificationError as failed:
        return _failed(provider, failed, onward)
    begun.keep(request, kept)
    return redirect(address)


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Where the provider leads to. Its address is the same in every language, as it is written down there."""
    kept = begun.take(request, request.GET.get("state", ""))
    provider = provider_of(_site_id(request))
    if kept is None or provider is None or kept.site_id != provider.site_id or begun.is_late(kept):
        return redirect(url_of(kept.next if kept else "", problem=LATE if provider else OFF))
    with override(kept.language):
        try:
            claims = going.finish(provider, kept, request.GET.dict())
            now = timezone.now()
            found = fact_of(
                provider,
                claims,
                today=timezone.localdate(now),
                until=now.timestamp() + settings.IDENTIFICATION_SECONDS,
                user_id=request.user.pk,
            )
        except IdentificationError as failed:
            return _failed(provider, failed, kept.next)
        visit.keep(request, found)
        return _onward(request, kept)


def _onward(request: HttpRequest, kept: begun.Begun) -> HttpResponse:
    """What was begun there by who is signed in is done now; else back to where the visitor was."""
    outcomes = pending.resume(request, kept.next) if request.user.is_authenticated and kept.next else []
    pending.announce(request, outcomes)
    minutes = settings.IDENTIFICATION_SECONDS // 60
    said = ngettext(
        "You have identified yourself. It holds for %(number)s minute.",
        "You have identified yourself. It holds for %(number)s minutes.",
        minutes,
    )
    if not outcomes:
        messages.success(request, said % {"number": minutes})
        if not request.user.is_authenticated and pending.recall(request, "opinion", kept.next):
            messages.warning(request, _("What you wrote has not been sent yet. Check it and send it."))
    refused = [outcome for outcome in outcomes if not outcome.done]
    chosen = (refused or outcomes)[-1:]
    return redirect(chosen[0].url if chosen else kept.next or url_of(""))


@never_cache
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    visit.forget(request)
    messages.success(request, _("The identification has ended. Nothing is kept of it."))
    return redirect(next_url(request) or url_of(""))


def _failed(provider: Provider, failed: IdentificationError, onward: str) -> HttpResponse:
    """Whoever runs the site reads in the log why, and nothing of whom."""
    logger.warning("Identification at site %s failed: %s", provider.site_id, failed)
    return redirect(url_of(onward, problem=failed.code))


def _site_id(request: HttpRequest) -> int | None:
    site = Site.find_for_request(request)
    return site.pk if site else None


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.get_current_timezone())
