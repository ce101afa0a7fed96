"""The heading of a section, which may be shown as a whole or not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..definition import SECTION
from .information import Information


class Section(Information):
    name = SECTION
    label = _("Section")
