"""Would one recommend it, from 0 to 10."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..definition import Question
from .scale import Scale


class Recommendation(Scale):
    """Always 0 to 10, so that promoters (9-10) and detractors (0-6) mean the same everywhere."""

    name = "recommendation"
    label = _("Recommendation, 0–10")
    ends = (0, 10)

    def numbers(self, question: Question) -> range:
        return range(11)
