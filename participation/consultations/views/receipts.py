"""What its sender sees of an opinion, by a link that nobody else has."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.refusal import Refused

from .. import actions
from ..answering.queries import answers_to
from ..models import Opinion
from ..queries import Consultation
from ..receipts import read
from ..rules import Situation, why_not_remove
from .shared import consultation_or_404, person_of, site_of


def _own(request: HttpRequest, link: str) -> tuple[Opinion, Consultation]:
    uuid = read(link)
    opinion = Opinion.objects.filter(uuid=uuid, site=site_of(request)).first() if uuid else None
    if opinion is None:
        raise Http404
    return opinion, consultation_or_404(request, opinion.consultation_key)


@never_cache
def receipt(request: HttpRequest, link: str) -> HttpResponse:
    opinion, found = _own(request, link)
    situation = Situation(terms=found.terms, now=timezone.now(), is_author=True, gone=opinion.is_gone)
    context = {
        "opinion": opinion,
        "consultation": found,
        "page_of": found.page,
        "section_title": found.title_of(opinion.section),
        "link": link,
        "files": list(opinion.files.all()),
        "answer": answers_to([opinion]).get(opinion.pk),
        "may_remove": why_not_remove(situation) is None,
        "address": request.build_absolute_uri(),
    }
    response = render(request, "consultations/receipt.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
def take_back(request: HttpRequest, link: str) -> HttpResponse:
    """Ask first, then remove."""
    opinion, found = _own(request, link)
    if request.method != "POST":
        context = {"opinion": opinion, "page_of": found.page, "link": link}
        return render(request, "consultations/take_back.html", context)
    try:
        actions.remove(opinion=opinion, terms=found.terms, user=person_of(request), by_link=True, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, _("What you sent has been taken back."))
    return redirect("consultations:receipt", link=link)
