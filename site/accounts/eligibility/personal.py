"""What people have told of themselves, in the table of personal data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.personal import Personal, each, goes, register

from .models import Told


def _told(row: Told) -> Mapping[str, Any]:
    return {
        "municipality": row.site.site_name,
        "age": row.age,
        "age_told_at": row.age_at,
        "tie": row.get_basis_display(),
        "tie_told_at": row.basis_at,
        "corrections": row.changes,
    }


def register_told() -> None:
    register(
        Personal(
            model="accounts.Told",
            title=_("Age and home municipality"),
            rows=lambda user: Told.objects.filter(user=user).select_related("site"),
            export=each(_told),
            erase=goes("accounts.Told", "user"),
            why=_("Because a project you took part in asked for it."),
            kept=_("Whole years and the tie to the municipality, until you remove them or delete your account."),
            labels={
                "age": _("age"),
                "age_told_at": _("age told"),
                "tie": _("tie to the municipality"),
                "tie_told_at": _("tie told"),
                "corrections": _("corrections"),
            },
        )
    )
