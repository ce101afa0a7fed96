"""What followers hear of a discussion. Called when a comment comes before the public for the first time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from participation.following import events
from participation.following.events import EventKind, Group, Line
from participation.following.models import Event
from participation.following.topics import PERSON, Topic

from . import targets
from .models import Comment

QUOTED = 300  # characters


def published(comment: Comment, now: datetime) -> None:
    """Who follows what is discussed hears of it, and who is answered."""
    target = targets.get(comment.target_kind)
    topic = target.topic(comment.target_id) if target else None
    answered = comment.parent.author_id if comment.parent else None
    person = [Topic(PERSON, str(answered))] if answered is not None and answered != comment.author_id else []
    if topic is None and not person:
        return
    events.tell(
        site_id=comment.site_id,
        kind="comment.reply" if comment.parent_id else "comment.added",
        thing_kind="comment",
        thing_id=comment.pk,
        topics=[*person, *([topic] if topic else [])],
        at=now,
        actor_id=comment.author_id,
    )


def _render(found: Sequence[Event]) -> Mapping[int, Line]:
    rows = Comment.objects.public().select_related("author").in_bulk([event.thing_id for event in found])
    titles = {
        (kind, pk): title
        for kind in {row.target_kind for row in rows.values()}
        if (target := targets.get(kind)) is not None
        for pk, (title, _url) in target.titles(r.target_id for r in rows.values() if r.target_kind == kind).items()
    }
    lines = {}
    for event in found:
        row = rows.get(event.thing_id)
        if row is not None and (title := titles.get((row.target_kind, row.target_id))):
            lines[event.pk] = Line(
                text=_said(event, row, title), url=reverse("comments:go_to", args=[row.pk]), quote=_cut(row.body)
            )
    return lines


def _said(event: Event, comment: Comment, title: str) -> str:
    words = {"name": comment.author.display_name if comment.author else "", "title": title}
    if event.kind == "comment.reply":
        if words["name"]:
            return _("%(name)s replied to a comment on «%(title)s».") % words
        return _("A reply to a comment on «%(title)s».") % words
    if words["name"]:
        return _("%(name)s commented on «%(title)s».") % words
    return _("A new comment on «%(title)s».") % words


def _cut(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[:QUOTED].rsplit(' ', 1)[0]} …"


def register() -> None:
    for name in ("comment.added", "comment.reply"):
        events.register(EventKind(name=name, group=Group.COMMENTS, render=_render))
