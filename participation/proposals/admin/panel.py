"""What waits for the municipality, on the first page of the admin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from ..rules import Publication, State
from .policy import visible_to

ROWS = 8


class ProposalsPanel(Component):
    """Proposals that nobody has taken up yet, the one that has waited longest first. Two queries."""

    name = "proposals"
    template_name = "proposals/admin/panel.html"
    order = 100

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        waiting = visible_to(self.user).filter(publication=Publication.PUBLISHED, state=State.RECEIVED)
        return {"number": waiting.count(), "proposals": list(waiting.order_by("published_at", "pk")[:ROWS])}
