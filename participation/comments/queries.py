"""Reading a discussion: five queries, however long it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.utils.translation import get_language

from accounts.models import User
from accounts.queries import public_roles
from accounts.roles import Role

from .models import Comment
from .rules import EDIT_TIME, PAGE

ORDERS = ("oldest", "newest")


@dataclass
class Shown:
    """A comment as the page shows it."""

    comment: Comment
    name: str
    role: str
    can_edit: bool
    can_remove: bool
    lang: str  # of the words, when it is not the reader's
    replies: list[Shown] = field(default_factory=list)


@dataclass(frozen=True)
class Thread:
    """One page of a discussion."""

    shown: list[Shown]
    page: Page[Comment]
    order: str


def thread(
    kind: str,
    target_id: int,
    site_id: int,
    user: User | AnonymousUser,
    now: datetime,
    *,
    page: int | str | None = 1,
    order: str = "oldest",
) -> Thread:
    """A page of threads, each with its replies. ``order``: one of `ORDERS`."""
    order = order if order in ORDERS else ORDERS[0]
    sign = "-" if order == "newest" else ""
    opening = Comment.objects.filter(target_kind=kind, target_id=target_id, parent=None).select_related("author")
    chosen = Paginator(opening.order_by(f"{sign}created_at", f"{sign}id"), PAGE).get_page(page)
    openers = list(chosen.object_list)
    replies = list(
        Comment.objects.filter(parent__in=[c.pk for c in openers]).select_related("author").order_by("created_at", "id")
    )
    roles = public_roles({c.author_id for c in (*openers, *replies) if c.author_id}, site_id)
    by_id = {c.pk: _shown(c, user, now, roles) for c in openers}
    for reply in replies:
        assert reply.parent_id is not None
        by_id[reply.parent_id].replies.append(_shown(reply, user, now, roles))
    return Thread(list(by_id.values()), chosen, order)


def page_of(comment: Comment) -> int:
    """The page, oldest first, on which a comment stands."""
    opener = comment.parent or comment
    before = Comment.objects.filter(
        target_kind=comment.target_kind, target_id=comment.target_id, parent=None, created_at__lt=opener.created_at
    ).count()
    return before // PAGE + 1


def _shown(comment: Comment, user: User | AnonymousUser, now: datetime, roles: dict[int, Role]) -> Shown:
    mine = user.is_authenticated and comment.author_id == user.pk and not comment.is_removed
    role = Role(comment.role) if comment.role else roles.get(comment.author_id or 0)
    return Shown(
        comment=comment,
        name=comment.author.display_name if comment.author else "",
        role=str(role.label) if role else "",
        can_edit=bool(mine and now < comment.created_at + EDIT_TIME),
        can_remove=bool(mine),
        lang="" if comment.language == get_language() else comment.language,
    )
