"""How an opinion is spoken of."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .models import Opinion


def name_of(opinion: Opinion) -> str:
    """What stands above it in public: «Name, organisation», or that there is none."""
    return ", ".join(filter(None, [opinion.name, opinion.organisation])) or _("No name")
