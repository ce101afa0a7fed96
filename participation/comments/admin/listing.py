"""The list of all comments, for moderators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.models import Site

import search.queries
from accounts.queries import sites_where
from accounts.roles import MODERATES
from core.desk.columns import DayColumn
from core.desk.listing import DeskView
from core.desk.tables import Sheet
from participation.moderation.rules import Standing

from .. import targets
from ..models import Comment
from .filters import CommentFilters
from .many import ACTIONS
from .policy import CommentPolicy, visible_to

EXCERPT = 160  # characters
BATCH = 500


class CommentDesk(DeskView):
    desk = "comments"
    namespace = "comments_admin"
    model = Comment
    permission_policy = CommentPolicy(Comment)
    filterset_class = CommentFilters
    bulk_actions = ACTIONS
    is_searchable = True
    default_ordering = "-created_at"
    page_title = _("Comments")
    header_icon = "comment"

    def get_columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("words", label=_("Comment"), accessor="words", get_url=_case_url),
            Column("about", label=_("About"), accessor="about"),
            Column("writer", label=_("Writer"), accessor="writer"),
            Column("now", label=pgettext_lazy("standing", "Now"), accessor="now"),
            DayColumn("created_at", label=_("Written"), sort_key="created_at"),
        ]

    def presets(self) -> Sequence[tuple[Any, str]]:
        return (
            (_("All"), ""),
            (_("Last day"), "written=1"),
            (_("Waiting for a moderator"), "standing=held"),
            (pgettext_lazy("standing", "Hidden for now"), "standing=hidden"),
            (pgettext_lazy("standing", "Removed"), "standing=removed"),
        )

    def sites(self) -> frozenset[int] | None:
        return sites_where(self.request.user, MODERATES)

    def get_base_queryset(self) -> QuerySet[Comment]:
        return visible_to(self.request.user).select_related("author")

    def search_queryset(self, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        """By the words' meaning among what is public; among the rest, which search does not hold, by the letters."""
        text = self.search_query.strip()
        if not text:
            return queryset
        sites = self.sites()
        wanted = ~Q(standing=Standing.PUBLIC) & Q(body__icontains=text)
        for site_id in sorted(Site.objects.values_list("pk", flat=True) if sites is None else sites):
            wanted |= Q(pk__in=search.queries.ids_matching(site_id=site_id, kind="comment", text=text))
        return queryset.filter(wanted)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        dress(context["object_list"])
        return context

    def sheets(self, rows: QuerySet[Comment]) -> list[Sheet]:
        headings = (
            _("Number"),
            _("Comment"),
            _("About"),
            _("Writer"),
            pgettext("standing", "Now"),
            _("Language"),
            _("Written"),
        )
        found = [str(heading) for heading in headings]
        return [Sheet(title=gettext("Comments"), headings=found, rows=_table(rows), number=rows.count())]


def dress(comments: Sequence[Comment]) -> None:
    """Give each what the list says in words: a query for each kind of thing that they are about."""
    titles: dict[tuple[str, int], str] = {}
    for kind in {comment.target_kind for comment in comments}:
        if target := targets.get(kind):
            found = target.abouts({one.target_id for one in comments if one.target_kind == kind})
            titles |= {(kind, pk): about.title for pk, about in found.items()}
    for comment in comments:
        shown: Any = comment
        shown.words = comment.body[:EXCERPT] or pgettext("comment", "(no words left)")
        shown.about = titles.get((comment.target_kind, comment.target_id), "")
        shown.writer = comment.author.display_name if comment.author else ""
        standing = Standing.GONE if comment.is_removed else Standing(comment.standing)
        shown.now = "" if standing == Standing.PUBLIC else str(standing.label)


def _case_url(comment: Comment) -> str:
    return reverse("moderation_admin:take_up", args=["comment", comment.pk])


def _table(rows: QuerySet[Comment]) -> Iterator[Sequence[Any]]:
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        found = Comment.objects.select_related("author").in_bulk(ids[start : start + BATCH])
        batch = [found[pk] for pk in ids[start : start + BATCH] if pk in found]
        dress(batch)
        for comment in batch:
            shown: Any = comment
            yield [
                comment.pk,
                comment.body,
                shown.about,
                shown.writer,
                shown.now,
                comment.language,
                comment.created_at,
            ]
