"""How Wagtail turns editors' texts into pages."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from .rich_text import VersionedPageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def register_links(features: Any) -> None:
    """In place of Wagtail's own handler, which asks the database at every link."""
    features.register_link_type(VersionedPageLinkHandler)
