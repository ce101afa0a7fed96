"""Projects as topics that can be followed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from core.audit.words import uuids
from participation.following.topics import Shown

from .queries import shown_pages


class ProjectTopic:
    def shown(self, site_id: int, keys: Collection[str]) -> Mapping[str, Shown]:
        pages = shown_pages(site_id, uuids(keys))
        return {str(key): Shown(title=page.title, url=page.url or "", note=_("Project")) for key, page in pages.items()}
