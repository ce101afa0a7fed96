"""Reading what was sent."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from core.audit.words import uuids

from .. import queries
from ..drafts.queries import labels
from ..models import ConsultationPage, Opinion
from ..present import reader_of
from ..queries import ORDERS, consultation_of, page_of, visible_to
from .shared import opinion_or_404, site_of

EVERYTHING = "all"


def opinions(page: ConsultationPage, request: HttpRequest, around: dict[str, Any]) -> HttpResponse:
    """All of them, or those of a section."""
    found = consultation_of(page, site_of(request))
    section, order = request.GET.get("section"), request.GET.get("order", "")
    section = None if section == EVERYTHING else section
    order = order if order in ORDERS else ORDERS[0]
    if section is not None and section not in {"", *(block.id for block in page.sections)}:
        raise Http404
    now = timezone.now()
    reader = reader_of(request, found, now)
    anchor = request.GET.get("paragraph", "")
    if anchor and not uuids([anchor]):
        raise Http404
    shown, chosen = queries.opinions(
        found.key, reader, section=section, anchor=anchor, page=request.GET.get("page") or 1, order=order
    )
    titles = {block.id: block.value["title"] for block in page.sections}
    paragraphs = labels(found.key, {anchor, *(one.opinion.anchor for one in shown)})
    for one in shown:
        one.section_title = titles.get(one.opinion.section, "")
        if about := paragraphs.get(one.opinion.anchor):
            one.paragraph = about.label
    context = {
        **around,
        "consultation": found,
        "state": found.terms.state(now),
        "shown": shown,
        "chosen": chosen,
        "section": section,
        "paragraph": paragraphs.get(anchor),
        "section_title": titles.get(section or "", ""),
        "order": order,
        "moderates": reader.sees_held,
        "numbered": True,
    }
    return render(request, "consultations/opinions.html", context)


def go_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the page of the list where the opinion stands."""
    opinion, found = opinion_or_404(request, pk)
    reader = reader_of(request, found, timezone.now())
    if not Opinion.objects.filter(visible_to(reader), pk=pk).exists():
        raise Http404
    number = page_of(opinion)
    address = f"{found.page.url or ''}{found.page.reverse_subpage('opinions')}"
    return redirect(f"{address}{f'?page={number}' if number > 1 else ''}#{opinion.anchor_id}")
