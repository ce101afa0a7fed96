"""How Wagtail turns editors' texts into pages, and what its scripts say."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin.auth import require_admin_access

from .rich_text import VersionedPageLinkHandler
from .wagtail_words import SCRIPT_WORDS


@hooks.register("register_rich_text_features", order=10)
def register_links(features: Any) -> None:
    """In place of Wagtail's own handler, which asks the database at every link."""
    features.register_link_type(VersionedPageLinkHandler)


@require_admin_access
def words(request: HttpRequest) -> HttpResponse:
    """A script that adds what the catalogues of Wagtail's own scripts lack."""
    said = {word: gettext(word) for word in SCRIPT_WORDS}
    known = {word: text for word, text in said.items() if text != word}
    return HttpResponse(
        f"Object.assign(django.catalog, {json.dumps(known)});", content_type="text/javascript; charset=utf-8"
    )


@hooks.register("register_admin_urls")
def words_url() -> list[URLPattern]:
    return [path("words.js", words, name="core_admin_words")]


@hooks.register("insert_global_admin_js")
def words_script() -> str:
    return format_html('<script src="{}"></script>', reverse("core_admin_words"))
