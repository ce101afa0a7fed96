"""How old somebody is, roughly."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .choice import Choice


class AgeGroup(Choice):
    """Its options are bands of years, made from the ages at which they begin (`building`)."""

    name = "age_group"
    label = _("Age group")
    missing = _("Choose an age group.")
