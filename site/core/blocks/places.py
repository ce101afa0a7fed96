"""A place as two numbers, which can be picked from a map."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail import blocks

from core.maps.ground import ground


class PickingInput(forms.NumberInput):
    """The longitude, with a map below it that fills in the latitude beside it too (`static/js/admin/maps.js`)."""

    template_name = "core/widgets/picking.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "ground": ground()}


class LongitudeBlock(blocks.DecimalBlock):
    """Stands last in a block whose other number is called ``latitude``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.widget = PickingInput(attrs=self.field.widget_attrs(self.field.widget) | {"step": "any"})

    def deconstruct(self) -> Any:
        """To migrations it is the number it is."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.DecimalBlock", args, kwargs
