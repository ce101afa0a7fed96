"""Who sees proposals in the admin: staff who handle or moderate them, in their own municipality."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.models import User
from accounts.queries import sites_where
from accounts.reach import Reach, reaches
from accounts.roles import HANDLES_PROPOSALS, MODERATES
from participation.phases import Timeline

from ..actions.shared import situation_of
from ..models import Proposal, ProposalQuerySet
from ..rules import SEES, UNSEEN, Publication


def visible_to(user: Any) -> ProposalQuerySet:
    """What has been published and the person sees: moderators everything in their municipality, those who handle
    proposals what their role reaches and what has been assigned to them. What moderators judge is in a queue of its
    own."""
    rows = Proposal.objects.exclude(publication__in=[Publication.DRAFT, *UNSEEN])
    handled, moderated = reaches(user, HANDLES_PROPOSALS), sites_where(user, MODERATES)
    if handled is None or moderated is None:
        return rows
    seen = Q(site_id__in=moderated)
    for site_id, reach in handled.items():
        if site_id not in moderated:
            seen |= _reached(site_id, reach, user)
    return rows.filter(seen)


def _reached(site_id: int, reach: Reach, user: User) -> Q:
    if reach.everything:
        return Q(site_id=site_id)
    part = Q(assignee=user)
    if reach.projects:
        part |= Q(project_key__in=reach.projects)
    if reach.themes:
        part |= Q(theme_id__in=reach.themes)
    return Q(site_id=site_id) & part


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
        situation = situation_of(instance, user, timezone.now(), timeline=Timeline())
        if action == "change":
            return bool(situation.roles & HANDLES_PROPOSALS)
        return bool(situation.roles & SEES or situation.holds & MODERATES)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Proposal]:
        return visible_to(user)
