"""What a person's own page shows of comments."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.mine import WRITTEN, Contribution, Section
from accounts.models import User

from . import targets
from .models import Comment

SHOWN = 10


@dataclass(frozen=True)
class Own:
    comment: Comment
    title: str
    url: str


def contribution(user: User, site: Site) -> Contribution:
    """What I commented: a query, and one for each kind of thing."""
    own = list(Comment.objects.filter(site=site, author=user, removed_at=None).order_by("-created_at")[:SHOWN])
    titles = _titles(own)
    shown = [Own(comment, *titles[key]) for comment in own if (key := _key(comment)) in titles]
    section = Section(place=WRITTEN, title=_("I wrote"), template="comments/own.html", context={"comments": shown})
    return Contribution(sections=(section,))


def _key(comment: Comment) -> tuple[str, int]:
    return comment.target_kind, comment.target_id


def _titles(comments: list[Comment]) -> dict[tuple[str, int], tuple[str, str]]:
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for kind in targets.kinds():
        ids = {comment.target_id for comment in comments if comment.target_kind == kind}
        target = targets.get(kind)
        if ids and target is not None:
            found |= {(kind, pk): value for pk, value in target.titles(ids).items()}
    return found
