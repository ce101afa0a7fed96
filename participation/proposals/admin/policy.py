"""Who sees proposals in the admin: staff who handle or moderate them, in their own municipality."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.models import User
from accounts.queries import sites_where
from accounts.reach import Reach, reaches
from accounts.roles import HANDLES_PROPOSALS
from participation.phases import Timeline

from ..actions.shared import situation_of
from ..models import Proposal, ProposalQuerySet
from ..rules import SEES, UNSEEN, Publication


def visible_to(user: Any) -> ProposalQuerySet:
    """What has been published and the person's roles reach, and for those who handle proposals also what has been
    assigned to them. What moderators judge is in a queue of its own."""
    rows = Proposal.objects.exclude(publication__in=[Publication.DRAFT, *UNSEEN])
    seen, handled = reaches(user, SEES), sites_where(user, HANDLES_PROPOSALS)
    if seen is None or handled is None:
        return rows
    wanted = Q(pk__in=[])
    for site_id, reach in seen.items():
        wanted |= _reached(site_id, reach, user if site_id in handled else None)
    return rows.filter(wanted)


def _reached(site_id: int, reach: Reach, assignee: User | None) -> Q:
    if reach.everything:
        return Q(site_id=site_id)
    part = Q(assignee=assignee) if assignee else Q(pk__in=[])
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
        return bool(situation.roles & SEES)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Proposal]:
        return visible_to(user)
