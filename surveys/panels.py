"""What the editor of a survey is told above the questions."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from .engine.lint import findings


class LogicPanel(Panel):
    """What is wrong with the questions as they were last saved, and what has changed since they were answered."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "surveys/admin/logic.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            from .making import changes_of, languages_lacking, proposed

            page = self.instance
            if not page.pk:
                return context
            definition = proposed(page, page.questions)
            return {
                **context,
                "findings": findings(definition),
                "changes": changes_of(page, definition),
                "lacking": languages_lacking(page),
                "may_add": page.permissions_for_user(self.request.user).can_publish(),
            }

        def is_shown(self) -> bool:
            return bool(self.instance.pk)
