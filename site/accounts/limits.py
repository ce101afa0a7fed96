"""What a role can be limited to. Pure: a role without a limit holds in the whole municipality."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .roles import Role

LIMITABLE = frozenset({Role.EDITOR, Role.MODERATOR, Role.PREPARER})


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One project (the translation key of its page) or one theme; neither stands for the whole municipality."""

    project_key: UUID | None = None
    theme_id: int | None = None


WHOLE = Limit()


def check(
    role: Role, limits: Collection[Limit], *, projects: Collection[UUID], themes: Collection[int]
) -> frozenset[Limit]:
    """The limits, or `WHOLE` where there are none. ``projects`` and ``themes``: the municipality's own. Raises
    ValidationError for a role that cannot be limited so, and for what is not the municipality's."""
    wanted = frozenset(limits) - {WHOLE}
    if not wanted:
        return frozenset({WHOLE})
    if role not in LIMITABLE:
        raise ValidationError(_("This role holds in the whole municipality. Leave the projects and themes unchosen."))
    if role == Role.EDITOR and any(limit.theme_id is not None for limit in wanted):
        raise ValidationError(_("An editor can be limited to projects only: pages are not parted by theme."))
    if any(
        limit.project_key not in projects if limit.project_key else limit.theme_id not in themes for limit in wanted
    ):
        raise ValidationError(_("Choose projects and themes of this municipality."))
    return wanted
