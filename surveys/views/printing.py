"""A survey as a form to print: for everybody while it is open, for staff of its desk at any time."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Site

from core.pages import is_stand_in
from municipality.models import Area, MunicipalitySettings

from .. import queries
from ..desk.reaching import reached
from ..engine.definition import Definition
from ..kept import asked as kinds_asked
from ..kept import kept
from ..models import SurveyPage
from ..printing.form import has_contacts, paper
from ..rules import prints_form
from .shared import site_of

BIG = "big"


def shown(page: SurveyPage, request: HttpRequest) -> HttpResponse:
    """Raises Http404 while nobody may answer on paper."""
    survey = queries.survey_of(page)
    if survey is None or not prints_form(survey.terms, timezone.now()):
        raise Http404
    return _form(request, page, survey.definition, survey.language, survey.terms.closes_at, site_of(request))


def for_desk(request: HttpRequest, key: UUID) -> HttpResponse:
    """In a ``language``; of a survey that is not published, what it would ask."""
    found = reached(request.user, key)
    wanted = request.GET.get("language", "")
    language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    pages = SurveyPage.objects.filter(translation_key=key, locale__language_code=language)
    own = pages.select_related("locale", "alias_of").first()
    page = own if own is not None and not is_stand_in(own) else found.page
    with override(language):
        return _form(request, page, found.definition, language, found.page.closes_at, found.site)


def _form(
    request: HttpRequest, page: SurveyPage, asked: Definition, language: str, closes_at: datetime | None, site: Site
) -> HttpResponse:
    town, raffle = MunicipalitySettings.for_site(site), queries.raffle(page.translation_key)
    kinds = kinds_asked(asked, raffled=raffle.question if raffle else "")
    context: dict[str, Any] = {
        "survey_page": page,
        "language": language,
        "sheets": paper(asked, language, queries.pictures(asked.questions())),
        "has_contacts": has_contacts(asked),
        "raffle": raffle,
        "kept": kept(kinds, site=site, project_key=page.project_key, now=timezone.now()),
        "closes_at": closes_at,
        "town": town,
        "areas": list(Area.objects.filter(site=site)),
        "is_big": request.GET.get("size") == BIG,
        "sizes": _sizes(request),
    }
    return render(request, "surveys/print.html", context)


def _sizes(request: HttpRequest) -> dict[str, str]:
    """The address in the other size of print."""
    query = request.GET.copy()
    if query.pop("size", None) is None:
        query["size"] = BIG
    return {"other": f"?{query.urlencode()}"}
