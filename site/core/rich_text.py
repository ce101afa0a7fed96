"""Links in editors' texts."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from .versions import prime, version_of


class VersionedPageLinkHandler(PageLinkHandler):
    """Links lead to the page in the reader's language; those of a text are looked up together."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        pages = cls.get_many(attrs_list)
        prime(page for page in pages if page)
        return [f'<a href="{escape(version_of(page).url or "")}">' if page else "<a>" for page in pages]
