"""Comments when their time is over: the words stay, the writer goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from participation.retention import kinds
from participation.retention.rules import Scope

from . import targets
from .models import Comment


def _projects(site_id: int) -> set[UUID]:
    """Those of what is commented."""
    return set()


def _due(scope: Scope) -> QuerySet[Any]:
    keys = frozenset({scope.project_key} if scope.project_key else ())
    about = Q(pk=None)
    for name in targets.kinds():
        if target := targets.get(name):
            about |= Q(target_kind=name, target_id__in=target.within(scope.site_id, projects=keys, themes=frozenset()))
    rows = Comment.objects.filter(about, site_id=scope.site_id, author__isnull=False)
    return rows.filter(created_at__lt=scope.before) if scope.before else rows


def _expire(ids: Sequence[Any], now: datetime) -> int:
    return Comment.objects.filter(pk__in=ids, author__isnull=False).update(author=None)


def register() -> None:
    kinds.register(
        "comments",
        kinds.Kind(
            label=_("Writers of comments"),
            explained=_("The name goes; the comment stays with what it is about."),
            months=24,
            due=_due,
            expire=_expire,
            projects=_projects,
        ),
    )
