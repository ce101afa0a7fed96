"""A database can be made from nothing, and no migration is missing."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from tests.databases import Database, database


@pytest.fixture
def empty(test_database: Database, django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    """A database without tables, in use until the test is over."""
    with django_db_blocker.unblock():
        fresh = database(f"{test_database.name}_zero")
        fresh.drop()
        fresh.create_empty(fresh.name)
        fresh.use(fresh.name)
        yield fresh
        fresh.drop()
        test_database.use(test_database.name)


@pytest.mark.slow
def test_every_migration_applies_to_an_empty_database(empty: Database) -> None:
    call_command("migrate", interactive=False, verbosity=0)
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
