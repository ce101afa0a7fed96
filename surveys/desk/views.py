"""A survey's desk: how answers come in, how many have, and trying it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_POST

from .. import actions, queries
from ..making import as_saved, to_try
from .reaching import reached


def index(request: HttpRequest, key: UUID) -> HttpResponse:
    found = reached(request.user, key)
    context = {**found.head(), "numbers": queries.numbers(key), "languages": settings.LANGUAGES}
    return render(request, "surveys/desk/index.html", context)


@require_POST
def trial(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer the survey as it was last saved, published or not; nothing is kept. ``language``: to try it in."""
    reached(request.user, key)
    pages = as_saved(key)
    wanted = request.POST.get("language", "")
    language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    _draft, link = actions.begin_trial(survey_key=key, definition=to_try(pages), language=language, now=timezone.now())
    with override(language):
        return redirect(reverse("surveys:go_on", args=[link]))
