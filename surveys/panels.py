"""What the editor of a survey is told above the questions."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from .engine.lint import findings
from .printing.rules import rules


class LogicPanel(Panel):
    """What is wrong with the questions as they were last saved, what their conditions say, and what has changed since
    they were answered. Names of areas go along for the lists that conditions are chosen from."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "surveys/admin/logic.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            from .making import areas_to_choose, changes_of, languages_lacking, proposed

            page = self.instance
            if not page.pk:
                return {**context, "areas": areas_to_choose(self.form.parent_page)}
            definition = proposed(page, page.questions)
            return {
                **context,
                "areas": areas_to_choose(page),
                "asks": any(True for _question in definition.questions()),
                "findings": findings(definition),
                "rules": rules(definition),
                "changes": changes_of(page, definition),
                "lacking": languages_lacking(page),
                "may_add": page.permissions_for_user(self.request.user).can_publish(),
            }
