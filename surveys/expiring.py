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

from .models import Contact, SurveyPage


def _sources() -> QuerySet[SurveyPage]:
    return SurveyPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)


def _projects(site_id: int) -> set[UUID]:
    kept = Contact.objects.filter(site_id=site_id).values("survey_key")
    keys = _sources().filter(translation_key__in=kept, project_key__isnull=False)
    return {key for key in keys.values_list("project_key", flat=True).distinct() if key is not None}


def _due(scope: Scope) -> QuerySet[Any]:
    """Counted from when the survey closed; one without an end is due only when its project's time is over."""
    surveys = _sources().filter(project_key=scope.project_key)
    if scope.before is not None:
        surveys = surveys.filter(closes_at__lt=scope.before)
    return Contact.objects.filter(site_id=scope.site_id, survey_key__in=surveys.values("translation_key"))


def _expire(ids: Sequence[Any], now: datetime) -> int:
    number, _by_model = Contact.objects.filter(pk__in=ids).delete()
    return number


def register() -> None:
    kinds.register(
        "survey_contacts",
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
