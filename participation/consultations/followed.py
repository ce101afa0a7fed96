"""Consultations as topics that can be followed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from core.audit.words import uuids
from core.pages import open_to_all
from participation.following.topics import Shown

from .models import ConsultationPage


class ConsultationTopic:
    def shown(self, site_id: int, keys: Collection[str]) -> Mapping[str, Shown]:
        pages = shown_pages(site_id, uuids(keys))
        return {
            str(key): Shown(title=page.title, url=page.url or "", note=_("Consultation")) for key, page in pages.items()
        }


def shown_pages(site_id: int, keys: Sequence[UUID]) -> dict[UUID, ConsultationPage]:
    """The public consultations of a municipality, each in the reader's language where there is one. Two queries."""
    languages = {settings.LANGUAGE_CODE, get_language() or ""}
    found = open_to_all(ConsultationPage.objects.live()).filter(
        translation_key__in=list(keys), locale__language_code__in=languages
    )
    root = Site.objects.select_related("root_page").get(pk=site_id).root_page.path
    pages = list(found.select_related("locale").defer_streamfields())
    own = {page.translation_key for page in pages if page.path.startswith(root)}
    shown = {page.translation_key: page for page in pages if page.locale.language_code == settings.LANGUAGE_CODE}
    shown |= {page.translation_key: page for page in pages if page.locale.language_code == get_language()}
    return {key: page for key, page in shown.items() if key in own}
