"""The desk as tables: what is public, nobody's name and nobody's address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.desk.tables import Sheet
from participation.comments.models import Comment
from participation.proposals.models import Handling, Proposal, ProposalQuerySet

from .queries import Desk, Row, glance

MOST = 10_000  # proposals in one table
BATCH = 500

COLUMNS: tuple[tuple[Any, Callable[[Row], Any]], ...] = (
    (_("Number"), lambda row: row.proposal.pk),
    (_("Title"), lambda row: row.proposal.title),
    (_("State"), lambda row: row.proposal.state_label),
    (_("Project"), lambda row: row.project),
    (_("Theme"), lambda row: str(row.proposal.theme or "")),
    (_("Area"), lambda row: str(row.proposal.area or "")),
    (pgettext_lazy("proposal", "Published"), lambda row: row.proposal.published_at),
    (_("Supports"), lambda row: row.proposal.support_count),
    (_("New supports in four weeks"), lambda row: row.growth.new),
    (_("Comments"), lambda row: row.proposal.comment_count),
    (_("New comments"), lambda row: row.new_comments),
    (_("Answered"), lambda row: row.proposal.answered_at),
    (_("Answer owed since"), lambda row: row.owed.since if row.owed else None),
    (_("To be answered by"), lambda row: row.owed.due if row.owed else None),
    (_("By law"), lambda row: gettext("yes") if row.owed and row.owed.by_law else ""),
)


def sheets(desk: Desk, rows: ProposalQuerySet, projects: Mapping[UUID, str], base: str) -> list[Sheet]:
    """Proposals, the municipality's answers, and every public comment. ``base``: scheme and host before addresses."""
    headings = [*(str(heading) for heading, _value in COLUMNS), gettext("Answer"), gettext("Address")]
    return [
        Sheet(title=gettext("Proposals"), headings=headings, rows=_proposals(desk, rows, projects, base)),
        Sheet(
            title=gettext("Comments"),
            headings=[gettext("Proposal"), gettext("Title"), gettext("Written"), gettext("Role"), gettext("Text")],
            rows=_comments(rows),
        ),
    ]


def _proposals(desk: Desk, rows: ProposalQuerySet, projects: Mapping[UUID, str], base: str) -> Iterator[Sequence[Any]]:
    for batch in _batches(rows):
        said: dict[int, str] = {}
        for step in Handling.objects.filter(proposal__in=batch):
            said[step.proposal_id] = str(step.text) or said.get(step.proposal_id, "")  # the newest last
        for row in glance(desk, batch, projects):
            cells = [value(row) for _heading, value in COLUMNS]
            yield [*cells, said.get(row.proposal.pk, ""), base + row.proposal.get_absolute_url()]


def _comments(rows: ProposalQuerySet) -> Iterator[Sequence[Any]]:
    for batch in _batches(rows):
        titles = {one.pk: one.title for one in batch}
        found = Comment.objects.public().filter(target_kind="proposal", target_id__in=list(titles))
        for one in found.order_by("target_id", "created_at", "id").iterator(BATCH):
            role = one.get_role_display() if one.role else ""
            yield [one.target_id, titles[one.target_id], one.created_at, role, one.body]


def _batches(rows: ProposalQuerySet) -> Iterator[list[Proposal]]:
    """In the order of the list, by ids that are read first."""
    ids = list(rows.values_list("pk", flat=True)[:MOST])
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        found = Proposal.objects.select_related("theme", "area").public().in_bulk(part)
        yield [found[pk] for pk in part if pk in found]
