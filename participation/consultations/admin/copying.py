"""A consultation copied as a new one, or opened again as its next round."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.copying.pages import as_saved
from core.copying.titles import suggested_titles

from .. import actions
from ..models import ConsultationPage
from .forms import CopyConsultationForm
from .reaching import head, reached


def copy(request: HttpRequest, key: UUID) -> HttpResponse:
    """``?round=1`` suggests a next round. Whoever may not add a page at the chosen place is told so there."""
    page, site = reached(request.user, key)
    as_round = "round" in request.GET
    titles = {one.locale.language_code: one.title for one in as_saved(ConsultationPage, key)}
    form = CopyConsultationForm(
        request.POST or None,
        titles=suggested_titles(titles, as_round=as_round),
        page=page,
        as_round=as_round,
        root_path=site.root_page.path,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.copy_consultation(
                page=page,
                titles=form.titles,
                parent=form.cleaned_data["parent"],
                as_round=form.cleaned_data["as_round"],
                user=request.user,
            )
        except PermissionDenied:
            form.add_error("parent", _("You may not add a consultation there."))
        else:
            messages.success(
                request, _("This is a draft. Set when it opens and closes, and publish it in each language.")
            )
            return redirect("wagtailadmin_pages:edit", made.pk)
    context: dict[str, Any] = {**head(page, _("Copy or new round"), "copy"), "form": form}
    return render(request, "consultations/admin/copy.html", context)
