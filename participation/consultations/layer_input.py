"""How an editor gives a layer of a map: drawn, brought as a file, or as text, which is what remains without scripts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.maps.ground import ground

LAYER_HELP = _(
    "Points, lines and areas, each with a name that is shown. Draw them, or bring a GeoJSON file in WGS 84, "
    "ETRS-TM35FIN or ETRS-GK, of at most two megabytes."
)


class LayerInput(forms.Textarea):
    """The text, with a map below it that writes it (`static/js/admin/layers.js`)."""

    template_name = "consultations/widgets/layer.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 6, "spellcheck": "false", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return {**context, "ground": ground(), "judge_url": reverse("consultation_layer")}
