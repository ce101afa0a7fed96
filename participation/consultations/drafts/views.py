"""A draft text on a page of its own: to read, to comment paragraph by paragraph, to see what has changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from accounts.strong import visit
from accounts.strong.queries import is_offered
from core.pages import LanguageVersion
from participation.moderation.queries import why_not_write_now

from ..forms import OpinionForm
from ..models import ConsultationPage, DraftVersion, UnfinishedOpinion
from ..present import reader_of
from ..queries import Consultation, consultation_of
from ..rules import Sender, audience_of, why_not_send
from ..unfinished import At
from ..views.shared import person_of, site_of
from ..views.unfinished import kept_until, unfinished
from . import queries
from .anchors import Anchored
from .changes import rows as changes
from .present import chapters_of, clauses_of, counted, runs_of
from .summary import address


def draft(page: ConsultationPage, request: HttpRequest, around: dict[str, Any], section: str) -> HttpResponse:
    """``paragraph``: the one whose opinions are open; ``version``: one that is not the newest. Raises Http404 for a text
    that has not been published."""
    found, block, versions = _text(page, request, section)
    version = _numbered(versions, request.GET.get("version")) or versions[0]
    now, chosen = timezone.now(), request.GET.get("paragraph", "")
    numbers = queries.numbers(found.key, section)
    clauses = clauses_of(queries.rows_of(version, page.content_language), numbers, chosen, page.content_language)
    is_newest = version == versions[0]
    one = next((clause for clause in clauses if clause.is_chosen), None)
    refusal = _refusal(found, request, section, now)
    can_be_met = refusal is not None and (
        refusal.code == "sign_in" or (refusal.code == "strong" and is_offered(found.site.pk))
    )
    writes = is_newest and (refusal is None or can_be_met)
    kept = unfinished(request, At(consultation=found, section=section, anchor=chosen)) if one and writes else None
    reader = reader_of(request, found, now)
    context = {
        **around,
        **_around(page, found, section, block, "draft"),
        "versions": versions,
        "version": version,
        "is_newest": is_newest,
        "clauses": [clause for clause in clauses if clause.is_shown],
        "chapters": chapters_of(clauses),
        "total": sum(numbers.values()),
        "whole_number": numbers.get("", 0),
        "writes": writes,
        "refusal": None if can_be_met else refusal,
        "asks": refusal if can_be_met else None,
        "state": found.terms.state(now),
        "moderates": reader.sees_held,
        "opinions": queries.opinions_at(found.key, section, chosen, reader) if one else [],
        "kept": kept,
        "kept_until": kept_until(kept) if kept else None,
        "form": _form(request, found, kept) if one and writes and not one.row.is_gone else None,
    }
    response = render(request, "consultations/draft.html", context)
    if kept:
        add_never_cache_headers(response)
    return response


def changed(page: ConsultationPage, request: HttpRequest, around: dict[str, Any], section: str) -> HttpResponse:
    """From one version (``from``) to a later one (``to``); without them, what the newest changed. Raises Http404 where
    there is only one."""
    found, block, versions = _text(page, request, section)
    if len(versions) < 2:
        raise Http404
    new = _numbered(versions, request.GET.get("to")) or versions[0]
    earlier = [version for version in versions if version.number < new.number]
    old = _numbered(earlier, request.GET.get("from")) or next(iter(earlier), None)
    if old is None:
        new, old = versions[-2], versions[-1]
    language = page.content_language
    rows = changes(_anchored(old, language), _anchored(new, language))
    context = {
        **around,
        **_around(page, found, section, block, "draft_changes"),
        "versions": versions,
        "old": old,
        "new": new,
        "runs": runs_of(rows),
        "counted": counted(rows),
        "is_newest": new == versions[0],
    }
    return render(request, "consultations/draft_changes.html", context)


def _text(page: ConsultationPage, request: HttpRequest, section: str) -> tuple[Consultation, Any, list[DraftVersion]]:
    found = consultation_of(page, site_of(request))
    block = next((one for one in page.sections if one.id == section and one.block_type == "draft"), None)
    versions = queries.versions(found.key, section) if block else []
    if not versions:
        raise Http404
    return found, block, versions


def _around(page: ConsultationPage, found: Consultation, section: str, block: Any, route: str) -> dict[str, Any]:
    return {
        "consultation": found,
        "terms": found.terms,
        "section": section,
        "draft": block.value,
        "draft_url": address(found, "draft", section),
        "changes_url": address(found, "draft_changes", section),
        "list_url": f"{page.url or ''}{page.reverse_subpage('opinions')}",
        "write_url": f"{reverse('consultations:write', args=[found.key])}?section={section}",
        "beside": True,
        "translations": [_version(page, one, route, section) for one in page.versions()],
    }


def _version(page: ConsultationPage, version: LanguageVersion, route: str, section: str) -> LanguageVersion:
    """The same text in another language."""
    if version.url is None:
        return version
    with translation.override(version.code):
        return replace(version, url=f"{version.url}{page.reverse_subpage(route, args=[section])}")


def _numbered(versions: list[DraftVersion], number: str | None) -> DraftVersion | None:
    return next((version for version in versions if str(version.number) == number), None)


def _anchored(version: DraftVersion, language: str) -> list[Anchored]:
    return [found for row in queries.rows_of(version, language) if (found := row.anchored)]


def _refusal(found: Consultation, request: HttpRequest, section: str, now: Any) -> Any:
    person = person_of(request)
    banned = why_not_write_now(person, found.site.pk, "opinion", now) if person else None
    audience = audience_of(found.terms, found.takes.get(section, ""))
    sender = Sender(signed_in=person is not None, strong=visit.fact(request) is not None, banned=banned)
    return why_not_send(found.terms, audience, sender, now)


def _form(request: HttpRequest, found: Consultation, kept: UnfinishedOpinion | None) -> OpinionForm:
    person = person_of(request)
    own = {"own_name": person.display_name, "own_email": person.email} if person else {}
    return OpinionForm(terms=found.terms, initial=dict(kept.typed) if kept else {}, **own)
