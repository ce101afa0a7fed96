"""What waits for a moderator, on the first page of the admin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from .. import queries
from .listing import dress

ROWS = 8


class ModerationPanel(Component):
    """The cases that have waited longest. Three queries."""

    name = "moderation"
    template_name = "moderation/admin/panel.html"
    order = 90

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        waiting = queries.waiting(self.user)
        cases = list(waiting.select_related("taken_by").order_by("opened_at", "pk")[:ROWS])
        dress(cases)
        return {"number": waiting.count(), "cases": cases}
