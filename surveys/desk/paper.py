"""Typing in what has come on paper, one after another."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from .. import actions, queries
from .forms import PaperForm
from .reaching import reached


def paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """The day and the language, which stay for the next paper; then the questions as respondents see them."""
    found = reached(request.user, key)
    version = queries.newest(key)
    initial = {
        "arrived_on": request.GET.get("day") or timezone.localdate(),
        "language": request.GET.get("language") or get_language(),
    }
    form = PaperForm(request.POST or None, initial=initial)
    if request.method == "POST" and version is not None and form.is_valid():
        language = form.cleaned_data["language"]
        _draft, link = actions.begin_paper(
            version=version, arrived_on=form.cleaned_data["arrived_on"], language=language, now=timezone.now()
        )
        with override(language):
            return redirect(reverse("surveys:go_on", args=[link]))
    context = {**found.head(_("Paper answers")), "form": form, "version": version, "numbers": queries.numbers(key)}
    return render(request, "surveys/desk/paper.html", context)
