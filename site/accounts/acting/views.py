"""The service desk's own pages: beginning, ending, what waits, and what a person takes to an account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.models import Site

from accounts.places import next_url, signed_in
from accounts.security.sessions import SEEN

from . import actions, held, mails, offers
from .forms import StartForm
from .middleware import KEY
from .models import ActingSession, DeskPerson
from .people import join as join_account
from .rules import Ended


@never_cache
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Ask for the person's data and begin; while it goes on, what can be done."""
    site = Site.find_for_request(request)
    actions.insist_on_clerk(signed_in(request), site)
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (response := _begin(request, site, form)):
        return response
    minutes = settings.ACTING_SECONDS // 60
    context = {
        "form": form,
        "limit_minutes": minutes,
        "offers": offers.gather(),
        "next": next_url(request),
        "kept": held.read(request),
    }
    return render(request, "acting/desk.html", context)


def _begin(request: Any, site: Site, form: StartForm) -> HttpResponse | None:
    _finish(request, Ended.NEXT)
    try:
        acting = actions.start(
            site=site,
            clerk=signed_in(request),
            now=timezone.now(),
            language=request.LANGUAGE_CODE,
            **form.cleaned_data,
        )
    except ValidationError as refusal:
        form.add_error("shown_as", refusal)
        return None
    request.session[KEY] = str(acting.uuid)
    _renew(request)
    kept = held.read(request)
    if kept is not None and kept.why == held.OVER and kept.person_id == acting.person_id:
        return redirect("acting:held")
    held.drop(request)
    return redirect(next_url(request) or reverse("acting:desk"))


@require_POST
@login_required
def end(request: Any) -> HttpResponse:
    """Also what the clerk presses when the time has run out: from here on it is the clerk again."""
    over = request.acting or request.acting_over
    _finish(request, Ended.CLERK)
    _renew(request)
    if over is not None:
        messages.success(request, _("You no longer act for %(person)s.") % {"person": over.person})
    return redirect("acting:desk")


@never_cache
@login_required
def what_waits(request: Any) -> HttpResponse:
    """What was sent too late or would have been the clerk's own; ``drop`` in the form throws it away."""
    kept = held.read(request)
    if request.method == "POST" and "drop" in request.POST:
        held.drop(request)
        return redirect("acting:desk")
    if kept is None:
        return redirect("acting:desk")
    acting: ActingSession | None = request.acting
    same = acting is not None and acting.person_id == kept.person_id
    return render(request, "acting/held.html", {"kept": kept, "same": same, "own_name": held.OWN_NAME})


@never_cache
@login_required
def join(request: HttpRequest, key: str) -> HttpResponse:
    """From the mail: the owner of the address takes what the desk wrote down to the account of the address."""
    said = mails.read_key(key)
    person = DeskPerson.objects.filter(pk=said["person"], site=Site.find_for_request(request)).first() if said else None
    if said is None or person is None:
        return render(request, "acting/join.html", {"gone": True}, status=410)
    user = signed_in(request)
    other = user.email != said["email"]
    if request.method == "POST" and not other:
        try:
            join_account(person=person, account=user, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("They are now your own: you find them below."))
        return redirect("accounts:mine")
    return render(request, "acting/join.html", {"other": other, "email": said["email"]})


def _finish(request: Any, how: Ended) -> None:
    """End what goes on in this browser, or has run out there."""
    acting: ActingSession | None = request.acting or request.acting_over
    if acting is not None:
        expired = request.acting_over is not None
        actions.end(acting=acting, how=Ended.TIME if expired else how, now=timezone.now())
    request.session.pop(KEY, None)
    request.acting = request.acting_over = None


def _renew(request: HttpRequest) -> None:
    """As at a sign-in: the session gets another key, and forms that were open in other tabs can no longer be sent."""
    request.session.cycle_key()
    request.session.pop(SEEN, None)  # the list of sessions learns the new key at once
    rotate_token(request)


def end_at_sign_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """Who signs out acts for nobody any more. (A signal of Django's.)"""
    acting = getattr(request, "acting", None) or getattr(request, "acting_over", None)
    if acting is not None:
        actions.end(acting=acting, how=Ended.SIGN_OUT, now=timezone.now())
