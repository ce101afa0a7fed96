"""Themes that staff sort the opinions of a consultation by."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from accounts.models import User

from ...actions.shared import insist_may, written
from ...models import OpinionTheme
from .shared import note


@transaction.atomic
def add_theme(*, site_id: int, key: UUID, names: Mapping[str, str], user: User) -> OpinionTheme:
    """Raises Refused, and ValidationError where a language is missing."""
    insist_may(user, key)
    theme = OpinionTheme.objects.create(
        site_id=site_id, consultation_key=key, names=written(names, longest=80, whole=True)
    )
    note(site_id, key, user, "add_theme", theme=str(theme))
    return theme


@transaction.atomic
def drop_theme(*, theme: OpinionTheme, user: User) -> None:
    """Its opinions are left without a theme. Raises Refused."""
    insist_may(user, theme.consultation_key)
    note(theme.site_id, theme.consultation_key, user, "drop_theme", theme=str(theme))
    theme.delete()
