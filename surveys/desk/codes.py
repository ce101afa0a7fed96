"""Batches of one-time codes: ordered, handed out once, cancelled."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.places import signed_in
from core.desk.tables import Sheet
from core.moving.downloads import download
from core.pages import is_stand_in
from core.refusal import Refused

from .. import actions, queries
from ..codes import spaced
from ..models import CodeBatch, SurveyPage
from .forms import BatchForm
from .reaching import Reached, reached


def codes(request: HttpRequest, key: UUID) -> HttpResponse:
    """The batches with what is used and unused, and ordering more."""
    found = reached(request.user, key)
    form = BatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.make_batch(
            survey_key=key,
            site_id=found.site.pk,
            number=form.cleaned_data["number"],
            note=form.cleaned_data["note"],
            actor_id=signed_in(request).pk,
            now=timezone.now(),
        )
        messages.success(request, _("The batch has been made. Hand out its codes when you are ready to keep them."))
        return redirect("survey_desk:codes", key=key)
    context = {**found.head(_("One-time codes")), "form": form, "batches": queries.batches(key)}
    return render(request, "surveys/desk/codes.html", context)


@require_POST
def hand_out(request: HttpRequest, key: UUID, pk: int, form: str) -> HttpResponseBase:
    """The codes as «csv», or as a «print» page: this once."""
    found = reached(request.user, key)
    batch = _batch(found, pk)
    if form not in ("csv", "print"):
        raise Http404
    try:
        handed = actions.hand_out(batch=batch, actor_id=signed_in(request).pk, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return redirect("survey_desk:codes", key=key)
    rows = [(spaced(code), _address(request, key, code)) for code in handed]
    answer = _csv(batch, rows) if form == "csv" else _print(request, found, rows)
    add_never_cache_headers(answer)
    return answer


@require_POST
def cancel(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    batch = _batch(reached(request.user, key), pk)
    try:
        actions.cancel_batch(batch=batch, actor_id=signed_in(request).pk, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, _("The batch has been cancelled. Answers that were sent with it stay."))
    return redirect("survey_desk:codes", key=key)


def _batch(found: Reached, pk: int) -> CodeBatch:
    batch = CodeBatch.objects.filter(survey_key=found.key, site=found.site, pk=pk).first()
    if batch is None:
        raise Http404
    return batch


def _address(request: HttpRequest, key: UUID, code: str) -> str:
    return request.build_absolute_uri(reverse("surveys:enter", args=[key, spaced(code)]))


def _csv(batch: CodeBatch, rows: list[tuple[str, str]]) -> HttpResponseBase:
    sheet = Sheet(title=_("Codes") + f" {batch.note}", headings=(_("Code"), _("Link")), rows=rows, number=len(rows))
    answer = download(sheet, "csv")
    assert answer is not None
    return answer


def _print(request: HttpRequest, found: Reached, rows: list[tuple[str, str]]) -> HttpResponse:
    """In every language that the survey has: nobody knows whose slip it will be."""
    pages = SurveyPage.objects.filter(translation_key=found.key, live=True).select_related("locale", "alias_of")
    own = [page for page in pages.order_by("pk") if not is_stand_in(page)]
    context: dict[str, Any] = {"page": found.page, "rows": rows, "site": found.site, "pages": own or [found.page]}
    return render(request, "surveys/desk/slips.html", context)
