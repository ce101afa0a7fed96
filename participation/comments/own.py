"""What a person's own page shows of comments."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.mine import Contribution, Event, Section
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
    """What I commented and who replied: two queries, and one for each kind of thing."""
    own = list(Comment.objects.filter(site=site, author=user, removed_at=None).order_by("-created_at")[:SHOWN])
    replies = list(
        Comment.objects.public()
        .filter(site=site, parent__author=user)
        .exclude(author=user)
        .select_related("author")
        .order_by("-created_at")[:SHOWN]
    )
    titles = _titles([*own, *replies])
    shown = [Own(comment, *titles[key]) for comment in own if (key := _key(comment)) in titles]
    events = tuple(_event(reply, titles[key][1]) for reply in replies if (key := _key(reply)) in titles)
    section = Section(title=_("My comments"), template="comments/own.html", context={"comments": shown})
    return Contribution(sections=(section,), events=events)


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


def _event(reply: Comment, url: str) -> Event:
    name = reply.author.display_name if reply.author else _("Somebody")
    return Event(
        at=reply.created_at, text=_("%(name)s replied to your comment") % {"name": name}, url=f"{url}#{reply.anchor}"
    )
