"""Reading a discussion: a fixed number of queries, however long it is and however long its threads are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.translation import get_language

from accounts.council.queries import said_of, seats_of
from accounts.council.rules import Seated
from participation.moderation.rules import Standing

from .models import Comment
from .rules import EDIT_TIME, PAGE, REPLIES, THREAD_PAGE

if TYPE_CHECKING:
    from accounts.queries import Person

ORDERS = ("oldest", "newest")


@dataclass
class Shown:
    """A comment as the page shows it; ``more`` replies stand on pages of their own."""

    comment: Comment
    name: str
    role: str  # role and body when it was written, as the council's list says
    is_mine: bool
    has_words: bool  # what waits for a moderator has them for its writer and for moderators only
    can_edit: bool
    can_remove: bool
    lang: str  # of the words, when it is not the reader's
    replies: list[Shown] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class Thread:
    """One page of a discussion. ``seats``: those of the people whose words are on it, and of whom else was asked for."""

    shown: list[Shown]
    page: Page[Comment]
    order: str
    seats: Mapping[int, Sequence[Seated]]


@dataclass(frozen=True)
class Replies:
    """One page of the replies to a comment."""

    opening: Shown
    shown: list[Shown]
    page: Page[Comment]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads: ``sees_held`` for those who moderate the thing."""

    user: Person
    now: datetime
    sees_held: bool = False


def visible_to(reader: Reader) -> Q:
    """What has been public, with or without its words; one's own that waits or was not published; for moderators, all
    that waits."""
    seen = Q(was_public=True)
    if reader.user.is_authenticated:
        seen |= Q(author_id=reader.user.pk, removed_at=None)
    if reader.sees_held:
        seen |= Q(standing=Standing.HELD, removed_at=None)
    return seen


def thread(
    kind: str,
    target_id: int,
    site_id: int,
    reader: Reader,
    *,
    page: int | str | None = 1,
    order: str = "oldest",
    also: Iterable[int] = (),
) -> Thread:
    """A page of threads, each with its first replies. ``order``: one of `ORDERS`. Three queries."""
    order = order if order in ORDERS else ORDERS[0]
    sign = "-" if order == "newest" else ""
    seen = visible_to(reader)
    opening = _openings(kind, target_id).filter(seen).order_by(f"{sign}created_at", f"{sign}id")
    chosen = _page(opening, page)
    openers = list(chosen.object_list)
    replies = list(_first_replies([comment.pk for comment in openers], seen))
    seats = seats_of({*also, *_writers([*openers, *replies])}, site_id)
    show = _shower(seats, reader)
    by_id = {comment.pk: show(comment) for comment in openers}
    for reply in replies:
        assert reply.parent_id is not None
        opener = by_id[reply.parent_id]
        opener.replies.append(show(reply))
        opener.more = reply.in_thread - len(opener.replies)  # type: ignore[attr-defined]
    return Thread(list(by_id.values()), chosen, order, seats)


def _page(opening: QuerySet[Comment], page: int | str | None) -> Page[Comment]:
    """A page, and how many there are in all, in one query; a page that there is not, as Django's paginator has it."""
    rows = opening.select_related("author")
    paginator: Paginator[Comment] = Paginator(rows, PAGE)
    asked = str(page or 1)
    if not asked.isdecimal() or len(asked) > 9 or not (number := int(asked)):
        return paginator.get_page(page)
    counted = opening.order_by().values("target_id").annotate(number=Count("pk")).values("number")
    start = (number - 1) * PAGE
    found = list(rows.annotate(in_all=Subquery(counted))[start : start + PAGE])
    if not found and number > 1:
        return paginator.get_page(page)
    paginator.count = found[0].in_all if found else 0
    return Page(found, number, paginator)


def replies_to(opener: Comment, reader: Reader, *, page: int | str | None = 1) -> Replies:
    """A page of a long thread."""
    rows = opener.replies.filter(visible_to(reader)).select_related("author").order_by("created_at", "id")
    chosen = Paginator(rows, THREAD_PAGE).get_page(page)
    replies = list(chosen.object_list)
    show = _shower(seats_of(_writers([opener, *replies]), opener.site_id), reader)
    return Replies(show(opener), [show(reply) for reply in replies], chosen)


def page_of(comment: Comment) -> int:
    """The page, oldest first, on which a comment's thread stands."""
    opener = comment.parent or comment
    before = _openings(comment.target_kind, comment.target_id).filter(was_public=True, created_at__lt=opener.created_at)
    return before.count() // PAGE + 1


def page_in_thread(comment: Comment) -> int | None:
    """The page of its thread on which a reply stands, when the page of the discussion does not show it."""
    if comment.parent_id is None:
        return None
    earlier = Q(created_at__lt=comment.created_at) | Q(created_at=comment.created_at, pk__lt=comment.pk)
    before = Comment.objects.filter(earlier, parent_id=comment.parent_id, was_public=True).count()
    return before // THREAD_PAGE + 1 if before >= REPLIES else None


def _openings(kind: str, target_id: int) -> QuerySet[Comment]:
    return Comment.objects.filter(target_kind=kind, target_id=target_id, parent=None)


def _first_replies(openers: list[int], seen: Q) -> QuerySet[Comment]:
    """The first of each thread, with how many the thread has."""
    return (
        Comment.objects.filter(seen, parent__in=openers)
        .annotate(
            turn=Window(RowNumber(), partition_by=[F("parent_id")], order_by=["created_at", "id"]),
            in_thread=Window(Count("pk"), partition_by=[F("parent_id")]),
        )
        .filter(turn__lte=REPLIES)
        .select_related("author")
        .order_by("created_at", "id")
    )


def _writers(comments: Iterable[Comment]) -> set[int]:
    return {comment.author_id for comment in comments if comment.author_id}


def _shower(seats: Mapping[int, Sequence[Seated]], reader: Reader) -> Callable[[Comment], Shown]:
    return lambda comment: _shown(comment, reader, seats)


def _shown(comment: Comment, reader: Reader, seats: Mapping[int, Sequence[Seated]]) -> Shown:
    mine = reader.user.is_authenticated and comment.author_id == reader.user.pk
    changeable = mine and not comment.is_past_its_writer
    return Shown(
        comment=comment,
        name=comment.author.display_name if comment.author else "",
        role=said_of(seats, comment.author_id, comment.created_at, comment.role),
        is_mine=bool(mine),
        has_words=not comment.mark or (comment.is_held and (bool(mine) or reader.sees_held)),
        can_edit=bool(changeable and reader.now < comment.created_at + EDIT_TIME),
        can_remove=bool(changeable),
        lang="" if comment.language == get_language() else comment.language,
    )
