"""Opinions as moderators see them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from participation.moderation.rules import Standing
from participation.moderation.things import Look

from .documents import titles_of
from .models import ConsultationPage, Opinion
from .words import name_of


def looks_of(opinions: Iterable[Opinion]) -> dict[int, Look]:
    """Two queries for their consultations."""
    rows = list(opinions)
    keys = {row.consultation_key for row in rows}
    pages, public = abouts_of(keys), titles_of(list(keys))
    return {row.pk: _look(row, pages.get(row.consultation_key), row.consultation_key in public) for row in rows}


def abouts_of(keys: set[UUID]) -> dict[UUID, ConsultationPage]:
    """Public or not, in the reader's language where it is there."""
    found: dict[UUID, ConsultationPage] = {}
    languages = {settings.LANGUAGE_CODE, get_language() or ""}
    pages = ConsultationPage.objects.filter(translation_key__in=keys, locale__language_code__in=languages)
    for page in pages.select_related("locale").defer_streamfields():
        if page.translation_key not in found or page.locale.language_code == get_language():
            found[page.translation_key] = page
    return found


def _look(opinion: Opinion, page: ConsultationPage | None, readable: bool) -> Look:
    return Look(
        kind="opinion",
        id=opinion.pk,
        key=opinion.key,
        site_id=opinion.site_id,
        standing=Standing.GONE if opinion.removed_at else Standing(opinion.standing),
        title="",
        about=page.title if page else "",
        text=opinion.body,
        language=opinion.language,
        author_id=opinion.author_id,
        author_name=name_of(opinion),
        url=reverse("consultations:go_to", args=[opinion.pk]),
        written_at=opinion.edited_at or opinion.created_at,
        project_key=page.project_key if page else None,
        public_before=opinion.was_public,
        readable=readable,
    )
