"""What the link in an invitation opens that stops reminders."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from .. import actions, tokens
from .shared import frame, private, survey_or_404


@csrf_exempt
@private
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: a POST with the token alone stops, as often as it is sent. Looking changes nothing."""
    recipient = tokens.read(token)
    if recipient is None:
        raise Http404
    survey = survey_or_404(request, recipient.mailing.batch.survey_key)
    if request.method == "POST":
        actions.stop_reminders(recipient=recipient)
    done = request.method == "POST" or recipient.stopped
    return render(request, "surveys/stop.html", {**frame(survey), "done": done})
