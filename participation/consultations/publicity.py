"""What follows when an opinion, or all of a consultation, comes before the public or leaves it: its place in search.
Within a transaction."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from wagtail.models import Page

import search.actions
import search.pages
from search.models import Entry

from .documents import document_of, documents_of, title_in, titles_of
from .models import ConsultationPage, Opinion


def renew(opinion: Opinion) -> None:
    """It is found by the words that it has now; what is only a place has none."""
    if not opinion.is_public:
        return
    if document := document_of(opinion):
        search.actions.put(document=document)
    else:
        leave(opinion)


def leave(opinion: Opinion) -> None:
    search.actions.remove(kind="opinion", object_id=opinion.pk)


def put_away(key: UUID) -> None:
    """The consultation has left the public: what was sent to it is found no more."""
    search.actions.remove_many(kind="opinion", object_ids=Opinion.objects.of(key).values_list("pk", flat=True))


def follow(page: Page) -> None:
    """Whether a page and what is below it may be read by everybody has changed."""
    below = ConsultationPage.objects.descendant_of(page, inclusive=True).filter(
        locale__language_code=settings.LANGUAGE_CODE
    )
    keys = list(below.values_list("translation_key", flat=True))
    public = titles_of(keys)
    for key in keys:
        if key in public:
            put_back(key)
        else:
            put_away(key)


def put_back(key: UUID) -> None:
    """The consultation is public: what was sent to it is found, under its title of now."""
    ids = Opinion.objects.of(key).values("pk")
    if not Entry.objects.filter(kind="opinion", object_id__in=ids).exists():
        search.actions.put_many(documents=documents_of(Opinion.objects.of(key)))
    elif titles := titles_of([key]).get(key):
        for code, _name in settings.LANGUAGES:
            search.actions.entitle(kind="opinion", object_ids=ids, language=code, title=title_in(titles, code))


def moved(key: UUID) -> None:
    """Its time has changed: the search tells until when one can take part."""
    for page in ConsultationPage.objects.filter(translation_key=key, live=True).select_related("locale"):
        search.pages.renew(page)
