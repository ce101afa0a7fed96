"""What the search page reads from its address. An unknown choice (an old link, a tampered one) counts for nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import QueryDict

from core.text import tidy_line

from .narrowing import Narrowing, Time
from .queries import Order
from .registry import sources

_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: What a search may be narrowed by.
NARROWED = ("kind", "theme", "area", "project", "open", "language", "time")
MOST_LETTERS = 200
MOST_CHOICES = 50  # of one kind, read from an address


@dataclass(frozen=True, kw_only=True)
class Asked:
    """``text`` is what is searched for; ``is_cut``: more was typed than is read; ``exactly``: for nothing like it."""

    text: str
    is_cut: bool
    narrowing: Narrowing
    order: Order
    page: int
    exactly: bool = False

    def hidden(self, *names: str) -> list[tuple[str, str]]:
        """Fields of these names, for forms that keep the rest of the state."""
        chosen = self.narrowing
        values: dict[str, list[str]] = {
            "q": [self.text],
            "kind": sorted(chosen.kinds),
            "language": sorted(chosen.languages),
            "theme": [str(number) for number in sorted(chosen.theme_ids)],
            "area": [str(number) for number in sorted(chosen.area_ids)],
            "project": sorted(str(key) for key in chosen.project_keys),
            "open": ["1"] if chosen.is_open else [],
            "time": [chosen.time] if chosen.time else [],
            "order": [self.order] if self.order != "relevance" else [],
            "exactly": ["1"] if self.exactly else [],
        }
        return [(name, value) for name in names for value in values[name]]

    @staticmethod
    def link(**fields: str) -> str:
        """The address of another search."""
        return f"?{urlencode(fields)}"


def read(data: QueryDict, *, site_id: int, reader: str, now: datetime) -> Asked:
    """The state of the page. Never fails."""
    typed = tidy_line(data.get("q", ""))
    order = data.get("order")
    page = data.get("page", "")
    return Asked(
        text=typed[:MOST_LETTERS],
        is_cut=len(typed) > MOST_LETTERS,
        narrowing=Narrowing(
            site_id=site_id,
            reader=reader,
            now=now,
            kinds=frozenset(data.getlist("kind")) & frozenset(sources()),
            languages=frozenset(data.getlist("language")) & frozenset(code for code, _name in settings.LANGUAGES),
            theme_ids=frozenset(_numbers(data.getlist("theme"))),
            area_ids=frozenset(_numbers(data.getlist("area"))),
            project_keys=frozenset(_keys(data.getlist("project"))),
            is_open=data.get("open") == "1",
            time=next((time for time in Time if time == data.get("time")), Time.ANY),
        ),
        order="newest" if order == "newest" else "relevance",
        page=next(iter(_numbers([page])), 1),
        exactly=data.get("exactly") == "1",
    )


def _numbers(values: list[str]) -> list[int]:
    """Those that are ids: ASCII digits, and not too many of them."""
    return [int(value) for value in values[:MOST_CHOICES] if value.isascii() and value.isdigit() and len(value) < 16]


def _keys(values: list[str]) -> list[UUID]:
    return [UUID(value) for value in values[:MOST_CHOICES] if _KEY.fullmatch(value)]
