"""Addresses and numbers that were given in surveys, when their time is over: the rows go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from participation.retention import kinds
from participation.retention.rules import Scope

from . import actions
from .kept import CONTACTS, FILES
from .models import Contact, SentFile, SurveyPage


def _sources() -> QuerySet[SurveyPage]:
    return SurveyPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)


def _projects(site_id: int) -> set[UUID]:
    kept = Contact.objects.filter(site_id=site_id).values("survey_key")
    keys = _sources().filter(translation_key__in=kept, project_key__isnull=False)
    return {key for key in keys.values_list("project_key", flat=True).distinct() if key is not None}


def _due(scope: Scope) -> QuerySet[Any]:
    return Contact.objects.filter(site_id=scope.site_id, survey_key__in=_closed(scope))


def _closed(scope: Scope) -> QuerySet[Any, Any]:
    """Counted from when the survey closed; one without an end is due only when its project's time is over."""
    surveys = _sources().filter(project_key=scope.project_key)
    if scope.before is not None:
        surveys = surveys.filter(closes_at__lt=scope.before)
    return surveys.values("translation_key")


def _file_projects(site_id: int) -> set[UUID]:
    kept = SentFile.objects.filter(site_id=site_id).values("survey_key")
    keys = _sources().filter(translation_key__in=kept, project_key__isnull=False)
    return {key for key in keys.values_list("project_key", flat=True).distinct() if key is not None}


def _files_due(scope: Scope) -> QuerySet[Any]:
    return SentFile.objects.filter(site_id=scope.site_id, survey_key__in=_closed(scope), response__isnull=False)


def _expire_files(ids: Sequence[Any], now: datetime) -> int:
    return actions.expire_files(ids=ids)


def _expire(ids: Sequence[Any], now: datetime) -> int:
    number, _by_model = Contact.objects.filter(pk__in=ids).delete()
    return number


def register() -> None:
    kinds.register(
        CONTACTS,
        kinds.Kind(
            label=_("Addresses and numbers given in surveys"),
            explained=_(
                "They are deleted, counted from the closing of the survey; the answers were never tied to them."
            ),
            months=6,
            due=_due,
            expire=_expire,
            projects=_projects,
        ),
    )
    kinds.register(
        FILES,
        kinds.Kind(
            label=_("Files sent in surveys"),
            explained=_(
                "They are deleted with their names, counted from the closing of the survey; other answers stay."
            ),
            months=24,
            due=_files_due,
            expire=_expire_files,
            projects=_file_projects,
        ),
    )
