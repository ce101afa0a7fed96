"""The table of responses (vastineluettelo / sammanställning av bemötanden)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ..answering.queries import answered_by, table
from ..models import ConsultationPage, Response


def responses(page: ConsultationPage, request: HttpRequest, around: dict[str, Any]) -> HttpResponse:
    """What is published: all, or one with everything that it answers."""
    asked, number = request.GET.get("response", ""), request.GET.get("page") or 1
    if asked:
        known = asked.isascii() and asked.isdigit() and len(asked) < 16
        public = Response.objects.filter(consultation_key=page.translation_key, published_at__isnull=False)
        response = public.filter(pk=int(asked)).first() if known else None
        if response is None:
            raise Http404
        context = {**around, "response": response, "chosen": answered_by(response, number)}
        return render(request, "consultations/responses.html", context)
    lines, chosen = table(page.translation_key, number)
    return render(request, "consultations/responses.html", {**around, "lines": lines, "chosen": chosen})
