"""Who moderates in the admin: those with a role for it, as far as the role reaches. Nobody adds or deletes here."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.models import User
from accounts.queries import sites_where
from accounts.reach import reaches
from accounts.roles import MODERATES

from ..models import Case, Sanction
from ..queries import visible_to


class CasePolicy(ModelPermissionPolicy):
    def user_has_permission(self, user: Any, action: str) -> bool:
        if action not in {"view", "change"} or not isinstance(user, User):
            return False
        sites = sites_where(user, MODERATES)
        return sites is None or bool(sites)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Case) -> bool:
        return self.user_has_permission(user, action) and visible_to(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Case]:
        return visible_to(user)


def sanctions_seen_by(user: Any) -> QuerySet[Sanction]:
    """Sanctions hold in a whole municipality: they are seen by those who moderate all of it."""
    found = reaches(user, MODERATES)
    if found is None:
        return Sanction.objects.all()
    return Sanction.objects.filter(site_id__in=[site_id for site_id, reach in found.items() if reach.everything])


class SanctionPolicy(ModelPermissionPolicy):
    def user_has_permission(self, user: Any, action: str) -> bool:
        if action not in {"view", "change"} or not isinstance(user, User):
            return False
        found = reaches(user, MODERATES)
        return found is None or any(reach.everything for reach in found.values())

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Sanction]:
        return sanctions_seen_by(user)
