"""Compile every template of the project, and every component with the arguments it declares."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.loader_tags import ExtendsNode, IncludeNode


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        root = settings.ROOT / "templates"
        engine = engines["django"].engine  # type: ignore[attr-defined]
        names = [
            path.relative_to(root).as_posix()
            for kind in ("html", "txt", "xml", "css")
            for path in root.rglob(f"*.{kind}")
        ]
        wrong = []
        for name in sorted(names):
            try:
                compiled = engine.get_template(name)
                for node in compiled.nodelist.get_nodes_by_type((ExtendsNode, IncludeNode)):
                    _named(engine, node)
            except (TemplateSyntaxError, TemplateDoesNotExist) as problem:
                wrong.append(f"{name}: {type(problem).__name__}: {problem}")
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"{len(names)} templates compile.")


def _named(engine: Any, node: ExtendsNode | IncludeNode) -> None:
    """Raise `TemplateDoesNotExist` when a template that is named outright is not there."""
    expression: Any = node.parent_name if isinstance(node, ExtendsNode) else node.template
    if isinstance(expression.var, str):
        engine.get_template(expression.var)
