"""A survey made of another: the same questions in every language, nothing of what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from core.audit import record
from core.copying.pages import copy_in_languages

from ..making import site_of
from ..models import Quota, SurveyPage


@transaction.atomic
def copy_survey(*, page: SurveyPage, titles: Mapping[str, str], parent: Page, as_round: bool, user: Any) -> SurveyPage:
    """A draft below ``parent`` of what the survey's source was when last saved; ``titles`` by language. Questions keep
    their ids, so that rounds can be compared; quotas begin from nothing. Raises PermissionDenied."""
    made = copy_in_languages(
        page=page,
        titles=titles,
        parent=parent,
        previous_round=page.translation_key if as_round else None,
        fields={"project_key": page.project_key if site_of(page) == site_of(parent) else None},
        user=user,
    )
    _copy_quotas(page.translation_key, made)
    record(
        site_id=site.pk if (site := site_of(made)) else None,
        actor_id=user.pk,
        verb="survey.copy",
        kind="survey",
        key=made.translation_key,
        source=str(page.translation_key),
    )
    return made


def _copy_quotas(key: UUID, made: SurveyPage) -> None:
    site = site_of(made)
    Quota.objects.bulk_create(
        Quota(site=site, survey_key=made.translation_key, question=one.question, option=one.option, most=one.most)
        for one in Quota.objects.filter(survey_key=key)
    )
