"""A part of the municipality."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .dropdown import Dropdown


class Area(Dropdown):
    """Its options are the areas of the municipality as they were when the version was made."""

    name = "area"
    label = _("Area")
    missing = _("Choose an area.")
