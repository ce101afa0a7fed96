"""Which consultations and opinions a member of staff answers: those that the roles reach."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.models import User
from accounts.queries import sites_where
from accounts.reach import reaches

from ..models import ConsultationPage, Opinion
from .rules import ANSWERS


def consultations_for(user: Any) -> QuerySet[ConsultationPage]:
    """As their source says them; whoever is limited to projects or themes has those. One query more, for the sites."""
    pages = ConsultationPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).exclude(
        first_published_at=None
    )
    found = reaches(user, ANSWERS)
    if found is None:
        return pages
    wanted = Q(pk__in=[])
    for site in Site.objects.filter(pk__in=list(found)).select_related("root_page"):
        reach, own = found[site.pk], Q(path__startswith=site.root_page.path)
        if not reach.everything:
            themed = ConsultationPage.objects.filter(theme_items__tag__in=reach.themes).order_by().values("pk")
            own &= Q(project_key__in=reach.projects) | Q(pk__in=themed)
        wanted |= own
    return pages.filter(wanted)


def sources_of(keys: Iterable[UUID]) -> QuerySet[ConsultationPage]:
    return ConsultationPage.objects.filter(translation_key__in=list(keys), locale__language_code=settings.LANGUAGE_CODE)


def opinions_for(user: Any) -> QuerySet[Opinion]:
    """What was sent and not taken back, also what moderators have hidden from the public: it belongs to the matter."""
    rows = Opinion.objects.filter(removed_at=None)
    found = reaches(user, ANSWERS)
    if found is None:
        return rows
    if all(reach.everything for reach in found.values()):
        return rows.filter(site_id__in=list(found))
    keys = consultations_for(user).order_by().values("translation_key")
    return rows.filter(site_id__in=list(found), consultation_key__in=keys)


def may_answer(user: Any, key: UUID) -> bool:
    return consultations_for(user).filter(translation_key=key).exists()


class AnswersPolicy(ModelPermissionPolicy):
    """Nobody adds or deletes here."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action not in {"view", "change"} or not isinstance(user, User):
            return False
        sites = sites_where(user, ANSWERS)
        return sites is None or bool(sites)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action) and self._rows(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        return self._rows(user)

    def _rows(self, user: Any) -> QuerySet[Any]:
        return opinions_for(user) if self.model is Opinion else consultations_for(user)
