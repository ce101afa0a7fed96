"""A survey copied as a new one, or as its own next round."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.copying.titles import suggested_titles

from .. import actions
from ..making import as_saved
from .forms import CopySurveyForm
from .reaching import reached


def copy(request: HttpRequest, key: UUID) -> HttpResponse:
    """``?round=1`` suggests the titles of a next round. Whoever may not add a page at the chosen place is told so there."""
    found = reached(request.user, key)
    as_round = "round" in request.GET
    titles = {page.locale.language_code: page.title for page in as_saved(key)}
    form = CopySurveyForm(
        request.POST or None, titles=suggested_titles(titles, as_round=as_round), page=found.page, as_round=as_round
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.copy_survey(
                page=found.page,
                titles=form.titles,
                parent=form.cleaned_data["parent"],
                as_round=form.cleaned_data["as_round"],
                user=request.user,
            )
        except PermissionDenied:
            form.add_error("parent", _("You may not add a survey there."))
        else:
            messages.success(
                request, _("The draft has the same questions. Set when it opens, and publish it in each language.")
            )
            return redirect("wagtailadmin_pages:edit", made.pk)
    context: dict[str, Any] = {**found.head(_("Copy")), "form": form}
    return render(request, "surveys/desk/copy.html", context)
