"""Following something: one press for who is signed in, an account or an address for others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Site

from accounts import pending
from accounts.models import User
from accounts.places import detour
from core import guard
from core.refusal import Refused

from . import actions, topics
from .forms import AddressForm
from .topics import PERSON, Shown, Topic

PENDING = "follow"  # the kind of `accounts.pending`
SENT = "sent"  # in the address, once an address has been given


def topic(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    site, about = Site.find_for_request(request), Topic(kind, key)
    shown = topics.shown(site.pk, [about]).get(about) if site and kind != PERSON else None
    if site is None or shown is None:
        raise Http404
    return offer(
        request,
        site=site,
        shown=shown,
        topic_of=lambda: about,
        begun=(PENDING, {"kind": kind, "key": key}),
        feed_url=reverse("following:feed", args=[kind, key]),
    )


def offer(
    request: HttpRequest,
    *,
    site: Site,
    shown: Shown,
    topic_of: Callable[[], Topic],
    begun: tuple[str, dict[str, Any]],
    feed_url: str,
) -> HttpResponse:
    """``act`` in the form: ``follow`` or ``stop`` with an account; without it an address is given. The answer is the
    same for every address. ``topic_of`` is asked only for who follows or stops, ``begun`` (kind and payload of
    `accounts.pending`) kept for who signs in first."""
    if request.method == "POST" and "act" in request.POST:
        if not isinstance(request.user, User):
            pending.remember(request, *begun, shown.url)
            return detour(request, shown.url)
        if request.POST["act"] != "stop" and (refusal := guard.why_not(request, AddressForm.guarded)):
            messages.error(request, str(refusal))
            return redirect(shown.url)
        return _with_account(request, site, request.user, topic_of(), shown)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and form.lets_through(request):
        about = topic_of()
        if _by_mail(site, about, form):
            return redirect(f"{reverse('following:topic', args=[about.kind, about.key])}?{SENT}")
    sent = SENT in request.GET and request.method == "GET"
    return render(request, "following/topic.html", {"form": form, "shown": shown, "sent": sent, "feed_url": feed_url})


def _with_account(request: HttpRequest, site: Site, user: User, about: Topic, shown: Shown) -> HttpResponse:
    if request.POST["act"] == "stop":
        actions.unfollow(site=site, topic=about, user=user, now=timezone.now())
        messages.success(request, _("You no longer follow «%(title)s».") % {"title": shown.title})
        return redirect(shown.url)
    try:
        actions.follow(site=site, topic=about, user=user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(
            request,
            _("You follow «%(title)s». You hear of it on your own page and by e-mail.") % {"title": shown.title},
        )
    return redirect(shown.url)


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """«Stop» in the list of what I follow; also for what is not public now."""
    if not isinstance(request.user, User):
        return detour(request, reverse("following:mine"))
    about = Topic(request.POST.get("kind", ""), request.POST.get("key", ""))
    site = Site.find_for_request(request)
    if actions.unfollow(site=site, topic=about, user=request.user, now=timezone.now()):
        shown = topics.shown(site.pk, [about]).get(about)
        messages.success(request, _("You no longer follow «%(title)s».") % {"title": shown.title if shown else ""})
    return redirect("accounts:mine" if request.POST.get("back") == "own" else "following:mine")


def _by_mail(site: Site, about: Topic, form: AddressForm) -> bool:
    try:
        actions.subscribe(
            site=site,
            email=form.cleaned_data["email"],
            topic=about,
            language=get_language() or "",
            now=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    return True


def attach(user: User, payload: dict[str, Any], request: HttpRequest) -> tuple[str, str]:
    """What was pressed before signing in."""
    site, about = Site.find_for_request(request), Topic(str(payload["kind"]), str(payload["key"]))
    try:
        actions.follow(site=site, topic=about, user=user, now=timezone.now())
    except Refused as refused:
        raise PermissionDenied(str(refused.refusal)) from refused
    shown = topics.shown(site.pk, [about])[about]
    return _("You follow «%(title)s». You hear of it on your own page and by e-mail.") % {
        "title": shown.title
    }, shown.url
