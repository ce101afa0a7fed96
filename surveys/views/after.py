"""After sending: the receipt, and the way to change what was sent."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from core.refusal import Refused

from .. import actions, queries
from ..rules import why_not_edit
from .answering import gone, receipt
from .shared import frame, private, survey_or_404


@private
def sent(request: HttpRequest, key: UUID, link: str = "") -> HttpResponse:
    """The receipt, which tells nothing of the answers."""
    return receipt(request, survey_or_404(request, key), link)


@private
def change(request: HttpRequest, link: str) -> HttpResponse:
    """Takes the answers up again once the button is pressed: a machine that follows links changes nothing."""
    response = queries.response(link)
    if response is None:
        return gone(request)
    survey = survey_or_404(request, response.survey_key)
    refusal = why_not_edit(survey.terms, timezone.now())
    if request.method != "POST" or refusal:
        return render(request, "surveys/change.html", {**frame(survey), "refusal": refusal, "link": link})
    try:
        _draft, new = actions.change(
            response=response,
            version=survey.version,
            terms=survey.terms,
            language=survey.language,
            now=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return redirect("surveys:change", link=link)
    return redirect("surveys:review", link=new)
