"""The migrations make what the models need, and none is missing."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor


@pytest.mark.bare
@pytest.mark.django_db
def test_the_migrations_make_every_table() -> None:
    """The template was made by them from an empty database (`tests/databases.py`)."""
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    models = connections["default"].introspection.django_table_names(only_existing=False, include_views=False)
    assert set(models) - tables == set()


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert said.getvalue() == "No changes detected\n"
