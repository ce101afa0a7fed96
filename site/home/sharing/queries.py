"""What a link opens."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language_info, override
from wagtail.models import Page, Site

from core.pages import LanguageVersion

from ..models import PreviewLink
from .secret import hash_of


def find(site: Site | None, secret: str) -> PreviewLink | None:
    """The link, working or not, of a page of this municipality."""
    link = PreviewLink.objects.select_related("page").filter(secret_hash=hash_of(secret)).first()
    return link if link and site and link.page.get_site() == site else None


def drafts(link: PreviewLink) -> dict[str, Any]:
    """What the link opens, by language: the page as it was last saved, where it has words of its own."""
    pages = Page.objects.filter(translation_key=link.page.translation_key, alias_of=None)
    pages = pages.filter(Q(pk=link.page_id) | Q(locale__language_code__in=link.also_in)).select_related("locale")
    return {one.locale.language_code: _as_published(one.get_latest_revision_as_object()) for one in pages.specific()}


def _as_published(draft: Any) -> Any:
    """A translation that has been begun speaks for itself, not for its source."""
    draft.live_revision_id = draft.latest_revision_id
    return draft


def languages_of(page: Page, user: Any) -> list[str]:
    """Those in which a person may edit the page, the page's own among them; also where it only stands in by now."""
    pages = Page.objects.filter(translation_key=page.translation_key).select_related("locale")
    return sorted(one.locale.language_code for one in pages if one.permissions_for_user(user).can_edit())


def has_words(page: Page, languages: Collection[str]) -> bool:
    """Whether there is anything to show in one of them, under a site."""
    pages = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
    return page.get_site() is not None and pages.filter(locale__language_code__in=languages).exists()


def versions(secret: str, found: dict[str, Any]) -> list[LanguageVersion]:
    """The same link in every language."""
    return [
        LanguageVersion(
            code=code,
            name=get_language_info(code)["name_local"],
            url=address(secret, code) if code in found else None,
            available=code in found,
        )
        for code, _name in settings.LANGUAGES
    ]


def address(secret: str, language: str) -> str:
    with override(language):
        return reverse("preview:show", args=[secret])
