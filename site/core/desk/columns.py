"""Columns that lists of staff share."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from wagtail.admin.ui.tables import BaseColumn, Column


class SelectColumn(BaseColumn):
    """A box to tick for acts on many. The row's name for screen readers is its ``str``."""

    header_template_name = "core/admin/select_header.html"
    cell_template_name = "core/admin/select_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return {**super().get_cell_context_data(instance, parent_context), "name": str(instance)}


class DayColumn(Column):
    """A moment as its day: one compares days, and «3 hours ago» cannot be compared."""

    def get_value(self, instance: Any) -> Any:
        moment = super().get_value(instance)
        if moment is None:
            return ""
        day = localtime(moment).date() if hasattr(moment, "hour") else moment
        return format_html('<time datetime="{}">{}</time>', day.isoformat(), date_format(day, "SHORT_DATE_FORMAT"))
