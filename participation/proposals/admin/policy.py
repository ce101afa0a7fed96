"""Who sees proposals in the admin: staff who handle or moderate them, in their own municipality."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.models import User
from accounts.queries import roles_of, sites_where
from accounts.roles import HANDLES_PROPOSALS, MODERATES

from ..models import Proposal
from ..rules import Publication

SEES = HANDLES_PROPOSALS | MODERATES


def visible_to(user: Any) -> QuerySet[Proposal]:
    """Published and withdrawn proposals of the municipalities where the person has a role that sees them."""
    rows = Proposal.objects.exclude(publication=Publication.DRAFT)
    sites = sites_where(user, SEES)
    return rows if sites is None else rows.filter(site_id__in=sites)


class ProposalPolicy(ModelPermissionPolicy):
    """``change`` is answering; nobody adds or deletes proposals in the admin."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action not in {"view", "change"} or not isinstance(user, User):
            return False
        sites = sites_where(user, SEES if action == "view" else HANDLES_PROPOSALS)
        return sites is None or bool(sites)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Proposal) -> bool:
        if action not in {"view", "change"} or not isinstance(user, User):
            return False
        return bool(roles_of(user, instance.site_id) & (SEES if action == "view" else HANDLES_PROPOSALS))

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Proposal]:
        return visible_to(user)
