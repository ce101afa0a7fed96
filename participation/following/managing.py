"""What a follower by e-mail follows and how often mail comes, reached by the link in each mail."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from . import actions, queries, tokens
from .actions.stopping import holder_of
from .forms import PacesForm
from .models import Subscriber
from .tokens import Claim
from .views import claim_of


@never_cache
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """With an account it is done on the own page; by e-mail alone it is done here."""
    claim = claim_of(request, tokens.MANAGE, token)
    holder = holder_of(claim)
    if holder and holder.user:
        return redirect("following:settings")
    subscriber = holder.subscriber if holder else None
    if subscriber is None:
        return render(request, "following/manage.html", {"gone": True})
    chosen: dict[Any, str] = {**queries.paces_of(subscriber, subscriber.site), "language": subscriber.language}
    form = PacesForm(request.POST if request.method == "POST" else None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        actions.change(subscriber=subscriber, language=language, paces=form.paces, now=timezone.now())
        messages.success(request, _("Your choices have been saved."))
        return redirect(request.path)
    return render(request, "following/manage.html", {"form": form, **_context(subscriber, claim)})


def _context(subscriber: Subscriber, claim: Claim) -> dict[str, Any]:
    followed = queries.follows_of(subscriber, subscriber.site)
    return {
        "followed": [_Row(one, claim) for one in followed],
        "stop_all": tokens.make(tokens.STOP, claim),
        "is_reached": queries.is_reached(subscriber),
    }


class _Row:
    """Something followed, with a link that stops it."""

    def __init__(self, one: queries.Followed, claim: Claim) -> None:
        self.follow, self.topic, self.shown = one.follow, one.topic, one.shown
        self.token = tokens.make(
            tokens.STOP, Claim(site_id=claim.site_id, subscriber_id=claim.subscriber_id, topic=one.topic)
        )
