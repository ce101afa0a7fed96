"""What an editor is told above the sections: the steps that are left, in every language."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel


class StepsPanel(Panel):
    """What a consultation still lacks, as it was last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "consultations/admin/steps.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            from .readiness import steps_left

            return {**context, "steps": steps_left(self.instance) if self.instance.pk else None}
