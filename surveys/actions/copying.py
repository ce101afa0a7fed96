"""A survey made of another: the same questions in every language, nothing of what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from wagtail.actions.copy_page import CopyPageAction
from wagtail.coreutils import find_available_slug
from wagtail.models import Page
from wagtail_localize.synctree import create_aliases_for_new_page

from core.audit import record

from ..making import as_saved, site_of
from ..models import Quota, SurveyPage
from ..translating import carry_over

FRESH: Mapping[str, None] = {"opens_at": None, "closes_at": None, "go_live_at": None, "expire_at": None}


@transaction.atomic
def copy_survey(*, page: SurveyPage, titles: Mapping[str, str], parent: Page, as_round: bool, user: Any) -> SurveyPage:
    """A draft below ``parent`` of what the survey's source was when last saved; ``titles`` by language. Questions keep
    their ids, so that rounds can be compared; quotas begin from nothing. Raises PermissionDenied."""
    saved = {one.locale.language_code: one for one in as_saved(page.translation_key)}
    source = saved.pop(page.locale.language_code)
    title = titles[page.locale.language_code]
    fields = {
        **FRESH,
        "title": title,
        "draft_title": title,
        "slug": find_available_slug(parent, slugify(title) or "survey"),
        "previous_round": page.translation_key if as_round else None,
        "project_key": page.project_key if site_of(page) == site_of(parent) else None,
    }
    made: SurveyPage = CopyPageAction(
        source, to=parent, update_attrs=fields, copy_revisions=False, keep_live=False, user=user
    ).execute()
    # Wagtail leaves the field out of the row, as of any copy.
    SurveyPage.objects.filter(pk=made.pk).update(previous_round=fields["previous_round"])
    create_aliases_for_new_page(made)
    for language, translated in saved.items():
        carry_over(translated, page, made, titles.get(language, ""), user)
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
