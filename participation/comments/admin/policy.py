"""Who sees all comments in the admin: those who moderate, as far as their role reaches."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.models import User
from accounts.queries import sites_where
from accounts.reach import Reach, reaches
from accounts.roles import MODERATES

from .. import targets
from ..models import Comment, CommentQuerySet


def visible_to(user: Any) -> CommentQuerySet:
    """Also those that are held, hidden or removed."""
    found = reaches(user, MODERATES)
    if found is None:
        return Comment.objects.all()
    seen = Q(pk__in=[])
    for site_id, reach in found.items():
        seen |= Q(site_id=site_id) & (Q() if reach.everything else _about(site_id, reach))
    return Comment.objects.filter(seen)


def _about(site_id: int, reach: Reach) -> Q:
    """Those about things within the reach."""
    part = Q(pk__in=[])
    for kind in targets.kinds():
        target = targets.get(kind)
        if target is not None:
            within = target.within(site_id, projects=reach.projects, themes=reach.themes)
            part |= Q(target_kind=kind, target_id__in=within)
    return part


class CommentPolicy(ModelPermissionPolicy):
    """Nobody adds, changes or deletes comments in the admin: they are moderated."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action != "view" or not isinstance(user, User):
            return False
        sites = sites_where(user, MODERATES)
        return sites is None or bool(sites)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> CommentQuerySet:
        return visible_to(user)
