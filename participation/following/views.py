"""What the links in mails open. Looking changes nothing, for a mail scanner looks too; a button does."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import Site

from . import actions, queries, tokens, topics
from .models import Follow, Subscriber
from .tokens import Claim


@csrf_exempt
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: a POST with the token alone stops, without session, cookies or CSRF token, as often as it is sent."""
    claim = claim_of(request, tokens.STOP, token)
    if request.method == "POST":
        actions.stop(claim=claim, now=timezone.now())
    context = {
        "done": request.method == "POST",
        "topic": _shown(claim),
        "everything": claim.topic is None,
        "has_account": claim.user_id is not None,
        "manage_url": _manage_url(claim),
    }
    return render(request, "following/stop.html", context)


@csrf_exempt
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page has a button; the link works until it is confirmed, and then says that it is."""
    claim = claim_of(request, tokens.CONFIRM, token)
    rows = Follow.objects.filter(subscriber=claim.subscriber_id, site=claim.site_id).select_related("subscriber")
    row = rows.filter(kind=claim.topic.kind, key=claim.topic.key).first() if claim.topic else None
    before = _is_confirmed(row) if row is not None else queries.was_confirmed(claim)
    done = request.method == "POST" and actions.confirm(claim=claim, now=timezone.now())
    context = {
        "done": done or before,
        "gone": row is None and not before,
        "topic": _shown(claim),
        "manage_url": _manage_url(claim) or reverse("following:settings"),
    }
    return render(request, "following/confirm.html", context)


def _is_confirmed(row: Follow) -> bool:
    return row.confirmed_at is not None and row.subscriber is not None and queries.is_reached(row.subscriber)


def claim_of(request: HttpRequest, purpose: str, token: str) -> Claim:
    """Raises Http404 for a token that is not ours, or another municipality's."""
    claim = tokens.read(purpose, token)
    site = Site.find_for_request(request)
    if claim is None or site is None or claim.site_id != site.pk:
        raise Http404
    return claim


def _shown(claim: Claim) -> topics.Shown | None:
    return topics.shown(claim.site_id, [claim.topic]).get(claim.topic) if claim.topic else None


def _manage_url(claim: Claim) -> str:
    """Where the holder of a link chooses; empty when nobody follows by that address alone any more."""
    if claim.user_id is not None:
        return reverse("following:settings")
    if claim.subscriber_id is None or not Subscriber.objects.filter(pk=claim.subscriber_id).exists():
        return ""
    everything = Claim(site_id=claim.site_id, subscriber_id=claim.subscriber_id)
    return reverse("following:manage", args=[tokens.make(tokens.MANAGE, everything)])
