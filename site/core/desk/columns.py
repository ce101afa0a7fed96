"""Columns that lists of staff share."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.tables import BaseColumn


class SelectColumn(BaseColumn):
    """A box to tick for acts on many. The row's name for screen readers is its ``str``."""

    header_template_name = "core/admin/select_header.html"
    cell_template_name = "core/admin/select_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return {**super().get_cell_context_data(instance, parent_context), "name": str(instance)}
