"""What a front page tells of the moment: asked only for the sections that the editor put there, each once."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from wagtail.models import Site

import news.queries
from participation import registry
from participation.proposals import queries as proposals


class Front:
    """The sections of one front page at one moment."""

    def __init__(self, site: Site, now: datetime, closing: timedelta | None = None) -> None:
        """``closing``: how soon the section «closing soon» looks ahead; ``None`` when there is no such section."""
        self.site, self.now, self.closing = site, now, closing

    @cached_property
    def acts(self) -> list[registry.Act]:
        """Everything open now, what closes first first."""
        return registry.open_acts(self.site.pk, self.now)

    @property
    def number_open(self) -> int:
        return len(self.acts)

    @property
    def closing_soon(self) -> list[registry.Act]:
        """Open matters that close within `closing`."""
        if self.closing is None:
            return []
        limit = self.now + self.closing
        return [act for act in self.acts if act.until is not None and act.until <= limit]

    @property
    def open_now(self) -> list[registry.Act]:
        """Open matters that are not among those closing soon."""
        soon = {id(act) for act in self.closing_soon}
        return [act for act in self.acts if id(act) not in soon]

    def news(self, limit: int) -> list[Any]:
        return news.queries.newest(self.site, limit)

    def proposals(self, limit: int) -> list[Any]:
        return proposals.newest(self.site.pk, limit)
