"""Comments as moderators see them, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.moderation.rules import Standing
from participation.moderation.things import Judgement, Look, Said

from . import publicity, targets, telling
from .models import Comment

AROUND = 3  # comments before and after


class CommentKind:
    label = _("Comment")
    plural = _("Comments")

    def looks(self, ids: Iterable[int]) -> Mapping[int, Look]:
        return looks_of(Comment.objects.filter(pk__in=list(ids)).select_related("author"))

    def around(self, thing_id: int) -> Sequence[Said]:
        """The opening comment, and those next to it in its thread or in the discussion."""
        comment = Comment.objects.select_related("author", "parent__author").get(pk=thing_id)
        rows = Comment.objects.filter(target_kind=comment.target_kind, target_id=comment.target_id)
        rows = rows.filter(parent=comment.parent_id).select_related("author")
        before = list(rows.filter(created_at__lt=comment.created_at).order_by("-created_at", "-id")[:AROUND])
        after = list(rows.filter(created_at__gt=comment.created_at).order_by("created_at", "id")[:AROUND])
        opening = [comment.parent] if comment.parent else []
        return [_said(one, thing_id) for one in [*opening, *reversed(before), comment, *after]]

    def lock(self, thing_id: int) -> None:
        Comment.objects.select_for_update().filter(pk=thing_id).first()

    def judge(self, thing_id: int, judgement: Judgement) -> None:
        comment = Comment.objects.get(pk=thing_id)
        before, first = comment.is_public, False
        comment.standing = judgement.standing
        if judgement.standing == Standing.PUBLIC:
            comment.broken_rule, comment.judged_at = "", None
            if not comment.was_public:  # as if just sent
                comment.was_public, comment.created_at, first = True, judgement.at, True
        else:
            comment.broken_rule, comment.judged_at = judgement.rule, judgement.at
        comment.save()
        if comment.is_public and not before:
            publicity.enter(comment)
            if first:
                telling.published(comment, judgement.at)
        elif before and not comment.is_public:
            publicity.leave(comment)

    def erase(self, thing_id: int) -> None:
        Comment.objects.filter(pk=thing_id).update(body="")


def looks_of(comments: Iterable[Comment]) -> dict[int, Look]:
    """One query for each kind of thing that they are about."""
    rows = list(comments)
    abouts = abouts_of(rows)
    return {row.pk: _look(row, abouts.get((row.target_kind, row.target_id))) for row in rows}


def abouts_of(rows: Sequence[Comment]) -> dict[tuple[str, int], targets.About]:
    found: dict[tuple[str, int], targets.About] = {}
    for kind in {row.target_kind for row in rows}:
        if target := targets.get(kind):
            ids = {row.target_id for row in rows if row.target_kind == kind}
            found |= {(kind, pk): about for pk, about in target.abouts(ids).items()}
    return found


def _look(comment: Comment, about: targets.About | None) -> Look:
    return Look(
        kind="comment",
        id=comment.pk,
        key=comment.uuid,
        site_id=comment.site_id,
        standing=Standing.GONE if comment.is_removed else Standing(comment.standing),
        title="",
        about=about.title if about else "",
        text=comment.body,
        language=comment.language,
        author_id=comment.author_id,
        author_name=comment.author.display_name if comment.author else "",
        url=reverse("comments:go_to", args=[comment.pk]),
        written_at=comment.edited_at or comment.created_at,
        project_key=about.project_key if about else None,
        theme_id=about.theme_id if about else None,
        public_before=comment.was_public,
        readable=about is None or about.readable,
    )


def _said(comment: Comment, it: int) -> Said:
    return Said(
        author=comment.author.display_name if comment.author else "",
        text=comment.body,
        at=comment.created_at,
        language=comment.language,
        is_it=comment.pk == it,
        standing=comment.mark or Standing.PUBLIC,
    )
