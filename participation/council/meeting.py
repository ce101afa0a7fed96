"""A paper for a meeting: proposals with their texts, the municipality's answers and what residents said. Public things
only, and nobody's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import get_language

from participation.comments.models import Comment
from participation.proposals.models import Handling, Proposal

from .queries import Desk, Row, glance

PROPOSALS = 40  # on one paper: the most supported of a project
COMMENTS = 60  # of one proposal, the oldest first, and of all together
ALL_COMMENTS = 1_200


@dataclass(frozen=True)
class Said:
    """A comment; ``role`` is the public role of who wrote it, if any."""

    comment: Comment
    is_reply: bool

    @property
    def role(self) -> str:
        return str(self.comment.get_role_display()) if self.comment.role else ""

    @property
    def lang(self) -> str:
        return "" if self.comment.language == get_language() else self.comment.language


@dataclass(frozen=True)
class Leaf:
    """One proposal of the paper. ``more``: comments that are on the site only."""

    row: Row
    answers: Sequence[Handling]
    said: Sequence[Said]
    more: int


@dataclass(frozen=True)
class Paper:
    leaves: list[Leaf]
    more: int  # proposals of the project that are not on the paper

    @property
    def comments(self) -> int:
        return sum(leaf.row.proposal.comment_count for leaf in self.leaves)


def paper_of(
    desk: Desk, projects: Mapping[UUID, str], *, project_key: UUID | None = None, proposals: Sequence[int] = ()
) -> Paper:
    """Of a project's most supported proposals, or of chosen ones in the order given. Seven queries."""
    public = Proposal.objects.of_site(desk.site.pk).public().select_related("theme", "area")
    if project_key is not None:
        whole = public.filter(project_key=project_key)
        found, number = list(whole.order_by("-support_count", "-pk")[:PROPOSALS]), whole.count()
    else:
        rows = public.in_bulk(list(proposals)[:PROPOSALS])
        found = [rows[pk] for pk in dict.fromkeys(proposals) if pk in rows]
        number = len(found)
    ids = [proposal.pk for proposal in found]
    answers: dict[int, list[Handling]] = {}
    for step in Handling.objects.filter(proposal__in=ids):
        if step.text or step.has_decision:
            answers.setdefault(step.proposal_id, []).append(step)
    said = _said(ids)
    return Paper([_leaf(row, answers, said) for row in glance(desk, found, projects)], number - len(found))


def _leaf(row: Row, answers: Mapping[int, list[Handling]], said: Mapping[int, list[Said]]) -> Leaf:
    pk = row.proposal.pk
    shown = said.get(pk, [])
    return Leaf(row, answers.get(pk, []), shown, max(0, row.proposal.comment_count - len(shown)))


def _said(ids: Sequence[int]) -> dict[int, list[Said]]:
    """Threads as they stand on the proposal's page: each comment before the replies to it."""
    turn = Window(RowNumber(), partition_by=[F("target_id")], order_by=[F("created_at"), F("pk")])
    rows = Comment.objects.public().filter(target_kind="proposal", target_id__in=ids).annotate(turn=turn)
    found = list(rows.filter(turn__lte=COMMENTS).order_by("turn", "pk")[:ALL_COMMENTS])
    place = {comment.pk: number for number, comment in enumerate(found)}
    found.sort(key=lambda one: (place.get(one.parent_id or one.pk, place[one.pk]), one.parent_id is not None, one.turn))
    said: dict[int, list[Said]] = {}
    for comment in found:
        said.setdefault(comment.target_id, []).append(Said(comment, comment.parent_id is not None))
    return said
