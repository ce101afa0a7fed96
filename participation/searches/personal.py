"""Followed searches in the table of personal data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.personal import Leaving, Personal, register
from participation.following.models import Follow

from .models import FollowedSearch
from .queries import of_person
from .state import shown_of
from .topic import KIND


def _searches(rows: Sequence[FollowedSearch]) -> Iterable[Mapping[str, Any]]:
    shown = shown_of(rows, timezone.now())
    for row in rows:
        one = shown[row.key]
        yield {"about": one.title, "text": one.note, "url": one.url, "at": row.created_at}


def _forget(leaving: Leaving) -> None:
    """Those that nobody else follows; what is left by then goes by the clock."""
    keys = list(of_person(leaving.user).values_list("key", flat=True))
    others = Follow.objects.filter(kind=KIND, key__in=keys).exclude(user=leaving.user).values_list("key", flat=True)
    FollowedSearch.objects.filter(key__in=set(keys) - set(others)).delete()


def register_searches() -> None:
    register(
        Personal(
            model="searches.FollowedSearch",
            title=_("Searches that you follow"),
            rows=of_person,
            export=_searches,
            erase=_forget,
            why=_("So that you hear what is new in them."),
            kept=_("Until nobody follows them, and a day."),
        )
    )
