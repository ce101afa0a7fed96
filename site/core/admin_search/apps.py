"""Wagtail's search without its index: nothing is written when a page is saved."""

from __future__ import annotations

from wagtail.search.apps import WagtailSearchAppConfig


class AdminSearchConfig(WagtailSearchAppConfig):
    default = False

    def ready(self) -> None:
        """No receivers: `backend` reads the rows themselves."""
