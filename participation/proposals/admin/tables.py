"""Proposals as tables: one row a proposal, and the comments on a sheet of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.desk.tables import Sheet
from participation.comments.models import Comment

from ..models import Handling, Picture, Proposal

BATCH = 500  # proposals read at a time


class Tables:
    """``titles``: of projects by key; ``base``: scheme and host before addresses."""

    def __init__(self, titles: Mapping[UUID, str], base: str) -> None:
        self.titles, self.base = titles, base

    def sheets(self, rows: QuerySet[Proposal]) -> list[Sheet]:
        """Proposals with all that belongs to each, and every comment."""
        found = rows.order_by().aggregate(proposals=Count("pk"), comments=Sum("comment_count"))
        number, comments = found["proposals"], found["comments"] or 0
        return [
            Sheet(title=_("Proposals"), headings=self.headings(), rows=self._proposals(rows), number=number),
            Sheet(title=_("Comments"), headings=_comment_headings(), rows=self._comments(rows), number=comments),
        ]

    def headings(self) -> list[str]:
        return [
            _("Number"), _("Title"), _("Text"), _("Language"), _("State"), _("Answer"), _("Answered"), _("Project"),
            _("Theme"), _("Area"), _("Place"), _("Latitude"), _("Longitude"), _("Author"), _("Supports"), _("Comments"),
            _("Published"), _("Attachments"), _("Address"), _("Discussion"),
        ]  # fmt: skip

    def _proposals(self, rows: QuerySet[Proposal]) -> Iterator[Sequence[Any]]:
        for batch in _batches(rows.select_related("theme", "area", "author")):
            ids = [proposal.pk for proposal in batch]
            answers, pictures = _grouped(Handling, ids), _grouped(Picture, ids)
            talk = defaultdict(list)
            for comment in _comments_of(ids):
                talk[comment.target_id].append(comment)
            for proposal in batch:
                yield self._row(proposal, answers[proposal.pk], pictures[proposal.pk], talk[proposal.pk])

    def _row(
        self, proposal: Proposal, answers: list[Handling], pictures: list[Picture], talk: list[Comment]
    ) -> Sequence[Any]:
        return [
            proposal.pk,
            proposal.title,
            proposal.body,
            proposal.language,
            proposal.state_label,
            _said(answers),
            proposal.answered_at,
            self.titles.get(proposal.project_key, ""),
            str(proposal.theme or ""),
            str(proposal.area or ""),
            proposal.place,
            proposal.lat,
            proposal.lon,
            proposal.author_shown,
            proposal.support_count,
            proposal.comment_count,
            proposal.published_at,
            "\n".join(self.base + picture.large.url for picture in pictures),
            self.base + proposal.get_absolute_url(),
            "\n\n".join(f"{_name(one.author)} ({_day(one.created_at)}): {one.body}" for one in talk),
        ]

    def _comments(self, rows: QuerySet[Proposal]) -> Iterator[Sequence[Any]]:
        for batch in _batches(rows.select_related(None).only("pk", "title")):
            titles = {proposal.pk: proposal.title for proposal in batch}
            for one in _comments_of(list(titles)):
                yield [
                    one.target_id,
                    titles[one.target_id],
                    one.pk,
                    one.parent_id,
                    _name(one.author),
                    one.get_role_display() if one.role else "",
                    one.created_at,
                    one.language,
                    one.body,
                ]


def _comment_headings() -> list[str]:
    return [
        _("Proposal"), _("Title"), _("Comment"), _("Reply to"), _("Writer"), _("Role"), _("Written"), _("Language"),
        _("Text"),
    ]  # fmt: skip


def _batches(rows: QuerySet[Proposal]) -> Iterator[list[Proposal]]:
    stream = rows.iterator(BATCH)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _grouped(model: Any, ids: list[int]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in model.objects.filter(proposal_id__in=ids):
        found[row.proposal_id].append(row)
    return found


def _comments_of(ids: list[int]) -> Iterable[Comment]:
    shown = Comment.objects.filter(target_kind="proposal", target_id__in=ids, removed_at=None)
    return shown.select_related("author").order_by("target_id", "created_at", "id")


def _said(steps: list[Handling]) -> str:
    """Everything the municipality has said, in every language it was said in, oldest first."""
    said = [(step, text) for step in steps for text in dict.fromkeys(step.text.values()) if text]
    return "\n\n".join(f"{step.state_label} ({_day(step.at)}): {text}" for step, text in said)


def _name(person: Any) -> str:
    return str(person.display_name) if person else ""


def _day(moment: Any) -> str:
    return date_format(localtime(moment), "SHORT_DATE_FORMAT")
