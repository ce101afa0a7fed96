"""Comments in the table of personal data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.personal import Leaving, Personal, register

from .leaving import part_from_comments
from .models import Comment
from .moderated import abouts_of


def _tell(rows: Sequence[Comment]) -> Iterable[Mapping[str, Any]]:
    abouts = abouts_of(rows)
    for row in rows:
        about = abouts.get((row.target_kind, row.target_id))
        yield {
            "about": about.title if about and about.readable else "",
            "text": row.body,
            "language": row.language,
            "at": row.created_at,
            "edited_at": row.edited_at,
            "removed_at": row.removed_at,
            "standing": row.get_standing_display(),
            "rule": row.rule_label,
        }


def _erase(leaving: Leaving) -> None:
    while part_from_comments(leaving=leaving):
        pass


def register_comments() -> None:
    register(
        Personal(
            model="comments.Comment",
            title=_("Comments"),
            rows=lambda user: Comment.objects.filter(author=user),
            export=_tell,
            erase=_erase,
            why=_("So that others, and those who decide, can read what you think."),
            kept=_("The text with the matter it is about; your name until the municipality’s time limit."),
            gone=_("Words stay without a name, or go and leave a mark in their place, as you choose."),
        )
    )
