"""Who may edit what belongs to a municipality: rights are held site by site (Wagtail's `GroupSitePermission`,
given by `accounts.groups`)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Site


def sites_of(user: Any) -> QuerySet[Site]:
    """The municipalities a person has any right to edit something in."""
    if user.is_superuser:
        return Site.objects.all()
    return Site.objects.filter(group_permissions__group__user=user).distinct()
