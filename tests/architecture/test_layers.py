"""Rules of docs/architecture.md that import-linter cannot say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.ROOT)
SOURCES = ["site", "participation", "news", "surveys", "search"]
ELSEWHERE = {"migrations", "drawings"}
MODULES = sorted(
    path for source in SOURCES for path in (ROOT / source).rglob("*.py") if not ELSEWHERE & set(path.parts)
)
RULES = [path for path in MODULES if path.stem == "rules" or path.parent.name == "rules"]
VIEWS = [path for path in MODULES if path.stem in {"views", "wagtail_hooks"} or path.parent.name == "views"]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Module and name of every import, wherever it stands in the file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (("." * node.level + node.module, alias.name) for alias in node.names)


@pytest.mark.parametrize("path", RULES, ids=name)
def test_rules_know_no_database_and_no_request(path: Path) -> None:
    """`django.db` may lend its choices, nothing else."""
    forbidden = ("django.db", "django.http", "django.shortcuts", "wagtail", ".models")
    found = [
        module
        for module, what in imported(path)
        if module.startswith(forbidden) and what not in {"models", "TextChoices"}
    ]
    assert found == []


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_views_write_through_actions(path: Path) -> None:
    """A view saves, creates and deletes nothing itself."""
    writes = {"save", "create", "bulk_create", "update_or_create", "get_or_create", "delete"}
    found = [
        f"line {node.lineno}: .{node.func.attr}()"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writes
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id in {"form", "actions", "super"})
    ]
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_our_apps_send_each_other_no_signals(path: Path) -> None:
    """Django's and Wagtail's own may be listened to; we make none."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    assert [call.id for call in calls if isinstance(call, ast.Name) and call.id in {"Signal", "ModelSignal"}] == []


@pytest.mark.parametrize("path", [path for path in MODULES if "settings" not in path.parts], ids=name)
def test_the_environment_is_read_in_the_settings_only(path: Path) -> None:
    source = path.read_text()
    assert [call for call in ("os.environ.get", "os.getenv", "os.environ[") if call in source] == []
