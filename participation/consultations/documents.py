"""What search keeps of an opinion: its words, under the title of its consultation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.pages import open_to_all
from search.registry import Document, Source

from .models import ConsultationPage, Opinion

BATCH = 500


Titles = dict[str, str]  # by language


def document_of(opinion: Opinion, titles: dict[UUID, Titles] | None = None) -> Document | None:
    """``None`` for one without words, or whose consultation is not public. One query without ``titles``."""
    known = titles_of([opinion.consultation_key]) if titles is None else titles
    if opinion.consultation_key not in known or not opinion.body:
        return None
    return Document(
        site_id=opinion.site_id,
        kind="opinion",
        object_id=opinion.pk,
        key=str(opinion.key),
        language=opinion.language,
        title=title_in(known[opinion.consultation_key], opinion.language),
        text=opinion.body,
        path=str(opinion.pk),
        created=opinion.created_at,
        own_title=False,
    )


def titles_of(keys: list[UUID]) -> dict[UUID, Titles]:
    """Of public consultations: those that are public in the municipality's own language."""
    pages = open_to_all(ConsultationPage.objects.live().filter(translation_key__in=keys))
    found: dict[UUID, Titles] = defaultdict(dict)
    for key, language, title in pages.values_list("translation_key", "locale__language_code", "title"):
        found[key][language] = title
    return {key: titles for key, titles in found.items() if settings.LANGUAGE_CODE in titles}


def title_in(titles: Titles, language: str) -> str:
    """In the language of what stands below it, where it is public in it."""
    return titles.get(language) or titles[settings.LANGUAGE_CODE]


def documents(site_id: int | None) -> Iterator[Document]:
    rows = Opinion.objects.all()
    return documents_of(rows if site_id is None else rows.filter(site_id=site_id))


def documents_of(opinions: QuerySet[Opinion]) -> Iterator[Document]:
    """Of those that are public. Two queries, and the rows by `BATCH`."""
    rows = opinions.filter(pk__in=Opinion.objects.public()).order_by("pk")
    titles = titles_of(list(rows.order_by().values_list("consultation_key", flat=True).distinct()))
    for opinion in rows.iterator(BATCH):
        if document := document_of(opinion, titles):
            yield document


def url(path: str) -> str:
    return reverse("consultations:go_to", args=[path])


SOURCE = Source(kind="opinion", label=_("Opinion"), plural=_("Opinions"), documents=documents, url=url)
