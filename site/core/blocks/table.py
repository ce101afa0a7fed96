"""A table that is read right aloud: a caption always, headers always, every cell translatable."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail_localize.segments import StringSegmentValue

from .text import TEXT

_CAPTION = "caption"


class TableBlock(WagtailTableBlock):
    class Meta:
        icon = "table"
        label = _("Table")
        group = TEXT
        template = "blocks/table.html"
        description = _("Figures in rows and columns, never for layout.")
        preview_value = {
            "data": [["Vuoro", "Hinta"], ["Ilta", "12 €"], ["Avoin vuoro", "0 €"]],
            "table_caption": "Saunavuorot",
            "table_header_choice": "row",
            "first_row_is_table_header": True,
            "first_col_is_header": False,
        }

    def clean(self, value: Any) -> Any:
        """Raises ValidationError without a caption, without headers, or when every cell is empty."""
        if not self.is_deferred_validation and not (value or {}).get("table_header_choice"):
            raise ValidationError(_now("Choose which cells are headers."))
        cleaned = super().clean(value)
        if not cleaned or self.is_deferred_validation:
            return cleaned
        if not any((cell or "").strip() for row in cleaned.get("data") or [] for cell in row):
            raise ValidationError(_now("Write something into the table."))
        if not (cleaned.get("table_caption") or "").strip():
            raise ValidationError(_now("Give the table a caption: it tells what the table is about."))
        if cleaned.get("table_header_choice") == "neither":
            raise ValidationError(_now("Choose which cells are headers."))
        return cleaned

    def get_translatable_segments(self, value: Any) -> list[StringSegmentValue]:
        """Caption and cells, for wagtail-localize."""
        if not value:
            return []
        cells = [
            StringSegmentValue(f"{row_number}-{column}", cell)
            for row_number, row in enumerate(value.get("data") or [])
            for column, cell in enumerate(row)
            if cell
        ]
        caption = value.get("table_caption")
        return [StringSegmentValue(_CAPTION, caption), *cells] if caption else cells

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        """The table with its texts replaced, for wagtail-localize."""
        restored = {**value, "data": [list(row) for row in value.get("data") or []]}
        for segment in segments:
            text = segment.render_text()
            if segment.path == _CAPTION:
                restored["table_caption"] = text
            else:
                row, column = (int(part) for part in segment.path.split("-"))
                restored["data"][row][column] = text
        return restored
