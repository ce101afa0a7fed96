"""`manage.py health`."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

pytestmark = pytest.mark.django_db


def told(*options: str) -> tuple[str, str]:
    written, wrong = StringIO(), ""
    try:
        call_command("health", *options, stdout=written)
    except CommandError as problem:
        wrong = str(problem)
    return written.getvalue(), wrong


def test_all_is_well() -> None:
    lines, wrong = told()
    assert wrong == ""
    assert [line.split(":")[0] for line in lines.splitlines()] == ["✓ database", "✓ tasks", "✓ search"]
    found: dict[str, Any] = json.loads(told("--json")[0])
    assert found["search"] == {"ok": True, "says": "The database answers searches."}


def test_a_worker_that_is_away_is_told() -> None:
    waiting = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="core.mail.deliver",
        queue_name="default",
        backend_name="default",
    )
    DBTaskResult.objects.filter(pk=waiting.pk).update(enqueued_at=timezone.now() - timedelta(minutes=11))
    lines, wrong = told()
    assert wrong == "Not well: tasks"
    told_of = lines.splitlines()
    assert "✗ tasks: 1 task waits. Longest wait: 11\xa0minutes. 0 failed within a day." in told_of
    assert told_of[told_of.index(next(line for line in told_of if line.startswith("✗"))) + 1].endswith(
        "manage.py db_worker"
    )
