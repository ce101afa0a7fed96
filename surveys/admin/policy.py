"""Who sees the answers to surveys: those with a role for it, as far as it reaches. Nobody adds or deletes here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.models import User
from accounts.queries import sites_where
from accounts.reach import reaches

from ..models import SurveyPage, Version
from ..rules import SEES_RESULTS


def visible_to(user: Any) -> QuerySet[SurveyPage]:
    """Surveys that have been published, as their source says them. Whoever is limited to projects sees theirs."""
    pages = SurveyPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    found = reaches(user, SEES_RESULTS)
    if found is None:
        return pages.filter(translation_key__in=Version.objects.values("survey_key"))
    wanted = Q(pk__in=[])
    for site_id, reach in found.items():
        own = Q(translation_key__in=Version.objects.filter(site_id=site_id).values("survey_key"))
        wanted |= own if reach.everything else own & Q(project_key__in=reach.projects)
    return pages.filter(wanted)


class ResultsPolicy(ModelPermissionPolicy):
    def user_has_permission(self, user: Any, action: str) -> bool:
        if action != "view" or not isinstance(user, User):
            return False
        sites = sites_where(user, SEES_RESULTS)
        return sites is None or bool(sites)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: SurveyPage) -> bool:
        return self.user_has_permission(user, action) and visible_to(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[SurveyPage]:
        return visible_to(user)
