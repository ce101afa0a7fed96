"""What a link opens."""

from __future__ import annotations

from typing import Any

from django.conf import settings
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


def drafts(page: Page) -> dict[str, Any]:
    """The page as it was last saved, in each language that has words of its own."""
    pages = Page.objects.filter(translation_key=page.translation_key, alias_of=None).select_related("locale")
    return {one.locale.language_code: one.get_latest_revision_as_object() for one in pages.specific()}


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
