"""What residents say, at a glance: how much is new, and one comment that speaks for itself. Public comments only, and
nobody's name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import get_language

from participation.comments.models import Comment
from participation.moderation.rules import Standing


@dataclass(frozen=True)
class Quote:
    """What somebody without a public role wrote. ``answers``: public replies to it."""

    text: str
    language: str
    answers: int
    url: str  # below the proposal's page

    @property
    def lang(self) -> str:
        return "" if self.language == get_language() else self.language


def new_comments(site_id: int, ids: Collection[int], since: datetime) -> Mapping[int, int]:
    """How many public comments each proposal has got. One query, which looks at what is new in the municipality."""
    rows = Comment.objects.public().filter(site=site_id, created_at__gt=since)
    rows = rows.filter(target_kind="proposal", target_id__in=ids)
    return dict(rows.values_list("target_id").annotate(number=Count("pk")).order_by())


def quotes(ids: Collection[int], each: int = 1) -> Mapping[int, list[Quote]]:
    """The comments of residents that others have answered most, the newer before the older. One query."""
    answers = Count("replies", filter=Q(replies__standing=Standing.PUBLIC, replies__removed_at=None))
    rows = (
        Comment.objects.public()
        .filter(target_kind="proposal", target_id__in=ids, parent=None, role="")
        .annotate(answers=answers)
        .annotate(
            turn=Window(
                RowNumber(), partition_by=[F("target_id")], order_by=[F("answers").desc(), F("created_at").desc()]
            )
        )
        .filter(turn__lte=each)
        .order_by("target_id", "turn")
    )
    found: dict[int, list[Quote]] = {}
    for row in rows:
        quote = Quote(row.body, row.language, row.answers, f"#{row.anchor}")
        found.setdefault(row.target_id, []).append(quote)
    return found
