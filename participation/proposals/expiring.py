"""Proposals, drafts and supports when their time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

import search.actions
from participation.retention import kinds
from participation.retention.rules import Scope

from .actions import discard_draft
from .documents import document_of
from .models import Proposal, Support
from .rules import Publication
from .voters import EXPIRED

NAMED = Q(author__isnull=False) | ~Q(author_name="")


def _projects(site_id: int) -> set[UUID]:
    return set(Proposal.objects.of_site(site_id).order_by().values_list("project_key", flat=True).distinct())


def _within(scope: Scope) -> QuerySet[Any]:
    rows = Proposal.objects.of_site(scope.site_id).filter(Q(project_key=scope.project_key))
    return rows.filter(saved_at__lt=scope.before) if scope.before else rows


def _due(scope: Scope) -> QuerySet[Any]:
    return _within(scope).filter(NAMED).exclude(publication=Publication.DRAFT)


def _expire(ids: Sequence[Any], now: datetime) -> int:
    named = list(Proposal.objects.filter(pk__in=ids).exclude(author_name=""))
    number = Proposal.objects.filter(NAMED, pk__in=ids).update(author=None, author_name="", revision=F("revision") + 1)
    for proposal in named:  # search finds the name of somebody who had no account here
        proposal.author_name = ""
        if proposal.is_public:
            search.actions.put(document=document_of(proposal))
    return number


def _due_drafts(scope: Scope) -> QuerySet[Any]:
    return _within(scope).filter(publication=Publication.DRAFT)


def _expire_drafts(ids: Sequence[Any], now: datetime) -> int:
    drafts = list(Proposal.objects.filter(pk__in=ids, publication=Publication.DRAFT))
    for draft in drafts:
        discard_draft(draft=draft, user=None)
    return len(drafts)


def _due_supports(scope: Scope) -> QuerySet[Any]:
    rows = Support.objects.filter(Q(proposal__project_key=scope.project_key), proposal__site=scope.site_id)
    rows = rows.exclude(voter__startswith=EXPIRED)
    return rows.filter(created_at__lt=scope.before) if scope.before else rows


def _expire_supports(ids: Sequence[Any], now: datetime) -> int:
    """They stay counted, each under a mark that tells nothing."""
    rows = Support.objects.filter(pk__in=ids).exclude(voter__startswith=EXPIRED)
    return rows.update(user=None, voter=Concat(Value(EXPIRED), Cast("pk", CharField())))


def register() -> None:
    kinds.register(
        "proposals",
        kinds.Kind(
            label=_("Authors of proposals"),
            explained=_("The name goes; the proposal, the municipality’s answer and the decisions stay."),
            months=24,
            due=_due,
            expire=_expire,
            projects=_projects,
        ),
    )
    kinds.register(
        "drafts",
        kinds.Kind(
            label=_("Drafts that were never published"),
            explained=_("The draft and its pictures go."),
            months=12,
            due=_due_drafts,
            expire=_expire_drafts,
            projects=_projects,
        ),
    )
    kinds.register(
        "supports",
        kinds.Kind(
            label=_("Who supported what"),
            explained=_("Who gave it goes; the number stays."),
            months=12,
            due=_due_supports,
            expire=_expire_supports,
            projects=_projects,
        ),
    )
