"""One option from a list that opens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .choice import Choice


class Dropdown(Choice):
    """For long lists whose options are known beforehand."""

    name = "dropdown"
    label = _("List to choose from")
