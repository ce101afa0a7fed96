"""Proposals as tables: one row a proposal, and the comments on a sheet of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.acting.rules import Via
from accounts.council.queries import said_of, seats_of
from accounts.council.rules import Seated
from accounts.eligibility.rules import Basis
from core.desk.tables import Sheet
from participation.comments.models import Comment

from .. import counting
from ..counting import Counts
from ..models import Handling, Picture, Proposal

BATCH = 500  # proposals read at a time
TALK = 5_000  # comments read at a time, but for a proposal that has more


Seats = Mapping[int, list[Seated]]


@dataclass(frozen=True)
class Row:
    """A proposal with what belongs to it. ``project``: its title; ``base``: scheme and host before addresses."""

    proposal: Proposal
    answers: list[Handling]
    pictures: list[Picture]
    talk: list[Comment]
    counts: Counts
    project: str
    base: str
    seats: Seats


COLUMNS: tuple[tuple[Any, Callable[[Row], Any]], ...] = (
    (_("Number"), lambda row: row.proposal.pk),
    (_("Title"), lambda row: row.proposal.title),
    (_("Text"), lambda row: row.proposal.body),
    (_("Language"), lambda row: row.proposal.language),
    (_("State"), lambda row: _state(row.proposal)),
    (_("Repair"), lambda row: row.proposal.repair_label),
    (_("Answer"), lambda row: _said(row.answers)),
    (_("Answered"), lambda row: row.proposal.answered_at),
    (_("Assigned to"), lambda row: _name(row.proposal.assignee)),
    (_("To be answered by"), lambda row: row.proposal.due_on),
    (_("Project"), lambda row: row.project),
    (_("Theme"), lambda row: str(row.proposal.theme or "")),
    (_("Area"), lambda row: str(row.proposal.area or "")),
    (_("Place"), lambda row: row.proposal.place),
    (_("Latitude"), lambda row: row.proposal.lat),
    (_("Longitude"), lambda row: row.proposal.lon),
    (_("Author"), lambda row: row.proposal.author_shown),
    (_("Author’s role"), lambda row: _role(row.seats, row.proposal)),
    (_("Supports"), lambda row: row.proposal.support_count),
    (_("Supports in the earlier service"), lambda row: row.proposal.support_base),
    (_("Supports on paper"), lambda row: row.counts.via[Via.PAPER]),
    (_("Supports by phone"), lambda row: row.counts.via[Via.PHONE]),
    (_("Supports of residents"), lambda row: row.counts.basis[Basis.RESIDENT]),
    (_("Supports of others"), lambda row: _others(row.counts)),
    (_("Told"), lambda row: str(row.proposal.get_via_display())),
    (_("In what capacity"), lambda row: str(row.proposal.get_basis_display())),
    (_("Comments"), lambda row: row.proposal.comment_count),
    (pgettext_lazy("proposal", "Published"), lambda row: row.proposal.published_at),
    (_("Attachments"), lambda row: "\n".join(row.base + picture.large.url for picture in row.pictures)),
    (_("Address"), lambda row: row.base + row.proposal.get_absolute_url()),
    (_("Discussion"), lambda row: "\n\n".join(_in_words(one, row.seats) for one in row.talk)),
)


class Tables:
    """``titles``: of projects by key; ``base``: scheme and host before addresses."""

    def __init__(self, titles: Mapping[UUID, str], base: str) -> None:
        self.titles, self.base = titles, base

    def sheets(self, rows: QuerySet[Proposal]) -> list[Sheet]:
        """Proposals with all that belongs to each, and every comment."""
        found = rows.order_by().aggregate(proposals=Count("pk"), comments=Sum("comment_count"))
        headings = [str(heading) for heading, _value in COLUMNS]
        return [
            Sheet(title=gettext("Proposals"), headings=headings, rows=self._proposals(rows), number=found["proposals"]),
            Sheet(
                title=gettext("Comments"),
                headings=_comment_headings(),
                rows=self._comments(rows),
                number=found["comments"] or 0,
            ),
        ]

    def _proposals(self, rows: QuerySet[Proposal]) -> Iterator[Sequence[Any]]:
        for batch in _batches(rows):
            ids = [proposal.pk for proposal in batch]
            counts = counting.of(ids)
            answers, pictures, talk = _grouped(Handling, ids), _grouped(Picture, ids), defaultdict(list)
            for comment in _comments_of(ids):
                talk[comment.target_id].append(comment)
            seats = _seats([*batch, *(comment for said in talk.values() for comment in said)])
            for one in batch:
                project = self.titles.get(one.project_key, "")
                row = Row(
                    one, answers[one.pk], pictures[one.pk], talk[one.pk], counts[one.pk], project, self.base, seats
                )
                yield [value(row) for _heading, value in COLUMNS]

    def _comments(self, rows: QuerySet[Proposal]) -> Iterator[Sequence[Any]]:
        for batch in _batches(rows):
            titles = {proposal.pk: proposal.title for proposal in batch}
            said = list(_comments_of(list(titles)))
            seats = _seats(said)
            for one in said:
                yield [
                    one.target_id,
                    titles[one.target_id],
                    one.pk,
                    one.parent_id,
                    _name(one.author),
                    said_of(seats, one.author_id, one.created_at, one.role),
                    str(one.get_via_display()),
                    one.created_at,
                    one.language,
                    one.body,
                ]


def _comment_headings() -> list[str]:
    headings = (
        _("Proposal"), _("Title"), _("Comment"), _("Reply to"), _("Writer"), _("Role"), _("Told"), _("Written"), _("Language"),
        _("Text"),
    )  # fmt: skip
    return [str(heading) for heading in headings]


def _batches(rows: QuerySet[Proposal]) -> Iterator[list[Proposal]]:
    """In the order of the list. The ids are read first: no cursor stays open over rows while others are written."""
    read = Proposal.objects.select_related("theme", "area", "author", "assignee")
    for batch in _in_parts(list(rows.values_list("pk", "comment_count"))):
        found = read.in_bulk(batch)
        yield [found[pk] for pk in batch if pk in found]


def _in_parts(counted: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Ids, each given with its number of comments, in parts that are read at a time."""
    part: list[int] = []
    talk = 0
    for pk, comments in counted:
        if part and (len(part) == BATCH or talk + comments > TALK):
            yield part
            part, talk = [], 0
        part.append(pk)
        talk += comments
    if part:
        yield part


def _grouped(model: Any, ids: list[int]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in model.objects.filter(proposal_id__in=ids):
        found[row.proposal_id].append(row)
    return found


def _comments_of(ids: list[int]) -> Iterable[Comment]:
    shown = Comment.objects.public().filter(target_kind="proposal", target_id__in=ids)
    return shown.select_related("author").order_by("target_id", "created_at", "id")


def _others(counts: Counts) -> int:
    """Of those who were asked, all but residents."""
    return sum(counts.basis[basis] for basis in Basis if basis != Basis.RESIDENT)


def _said(steps: list[Handling]) -> str:
    """Everything the municipality has said, in every language it was said in, oldest first."""
    said = [(step, text) for step in steps for text in dict.fromkeys(step.text.values()) if text]
    return "\n\n".join(f"{step.state_label} ({_day(step.at)}): {text}" for step, text in said)


def _state(proposal: Proposal) -> str:
    return proposal.state_label if proposal.is_public else str(proposal.get_publication_display())


def _seats(written: Iterable[Proposal | Comment]) -> Seats:
    """Those of the writers, all of one municipality at a time. A query for each municipality."""
    writers: dict[int, set[int]] = defaultdict(set)
    for one in written:
        if one.author_id:
            writers[one.site_id].add(one.author_id)
    return {person: seats for site_id, ids in writers.items() for person, seats in seats_of(ids, site_id).items()}


def _role(seats: Seats, proposal: Proposal) -> str:
    return said_of(seats, proposal.author_id, proposal.published_at or proposal.created_at)


def _in_words(comment: Comment, seats: Seats) -> str:
    role = said_of(seats, comment.author_id, comment.created_at, comment.role)
    return f"{', '.join(filter(None, (_name(comment.author), role)))} ({_day(comment.created_at)}): {comment.body}"


def _name(person: Any) -> str:
    return str(person.display_name) if person else ""


def _day(moment: Any) -> str:
    return date_format(localtime(moment), "SHORT_DATE_FORMAT")
