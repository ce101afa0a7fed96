"""The audit trail attacked by SQL: the database itself refuses, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from core import audit
from core.models import AuditRow

ROW = "id, at, site_id, actor_id, verb, kind, key, subject_id, detail"
VALUES = "{id}, '2020-01-01', 1, 666, 'forged', 'proposal', 'a', NULL, '{{}}'"
EVERYWHERE = {
    "update": "UPDATE core_auditrow SET actor_id = 666",
    "update the key": "UPDATE core_auditrow SET id = id + 1000",
    "update one": "UPDATE core_auditrow SET actor_id = 666 WHERE id = {id}",
    "update from": "UPDATE core_auditrow SET verb = other.verb FROM (SELECT 'forged' AS verb) AS other",
    "delete": "DELETE FROM core_auditrow",
    "delete one": "DELETE FROM core_auditrow WHERE id = {id}",
    "delete with a query": "WITH old AS (SELECT id FROM core_auditrow) DELETE FROM core_auditrow WHERE id IN (SELECT id FROM old)",
    "insert over": f"INSERT INTO core_auditrow ({ROW}) VALUES ({VALUES})",
    "upsert": f"INSERT INTO core_auditrow ({ROW}) VALUES ({VALUES}) ON CONFLICT (id) DO UPDATE SET actor_id = 666",
}
SQLITE = {
    "replace": f"REPLACE INTO core_auditrow ({ROW}) VALUES ({VALUES})",
    "insert or replace": f"INSERT OR REPLACE INTO core_auditrow ({ROW}) VALUES ({VALUES})",
    "replace by text": f"REPLACE INTO core_auditrow ({ROW}) VALUES ({VALUES.replace('{id}', chr(39) + '{id}' + chr(39), 1)})",
    "replace by a fraction": f"REPLACE INTO core_auditrow ({ROW}) VALUES ({VALUES.replace('{id}', '{id}.0', 1)})",
    "replace by rowid": f"REPLACE INTO core_auditrow ({ROW.replace('id', 'rowid', 1)}) VALUES ({VALUES})",
    "replace from itself": "REPLACE INTO core_auditrow SELECT * FROM core_auditrow",
    "update or replace": "UPDATE OR REPLACE core_auditrow SET id = (SELECT max(id) FROM core_auditrow)",
    "update or ignore": "UPDATE OR IGNORE core_auditrow SET actor_id = 666",
    "an id that blocks": f"INSERT INTO core_auditrow ({ROW}) VALUES ({VALUES.replace('{id}', '-1', 1)})",
}
POSTGRESQL = {
    "truncate": "TRUNCATE core_auditrow",
    "truncate in a row": "TRUNCATE django_session, core_auditrow RESTART IDENTITY CASCADE",
    "as a replica": "SET LOCAL session_replication_role = replica; DELETE FROM core_auditrow",
    "merge": "MERGE INTO core_auditrow AS a USING (SELECT {id} AS id) AS b ON a.id = b.id WHEN MATCHED THEN DELETE",
}
ATTACKS = {
    **EVERYWHERE,
    **(SQLITE if connection.vendor == "sqlite" else POSTGRESQL),
}
BY_ORM: dict[str, Callable[[AuditRow], Any]] = {
    "save": lambda row: row.save(),
    "delete": lambda row: row.delete(),
    "update": lambda row: AuditRow.objects.update(actor_id=666),
    "update many": lambda row: AuditRow.objects.bulk_update([row], ["verb"]),
    "delete all": lambda row: AuditRow.objects.all().delete(),
    "raw delete": lambda row: AuditRow.objects.all()._raw_delete("default"),
    "insert over": lambda row: AuditRow(id=row.pk, verb="forged", kind="x", key="x").save(force_insert=True),
    "upsert": lambda row: AuditRow.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["id"], update_fields=["verb"]
    ),
}


def rows() -> list[tuple[Any, ...]]:
    return list(AuditRow.objects.order_by("id").values_list())


def written() -> AuditRow:
    audit.record(site_id=1, actor_id=1, verb="role.grant", kind="user", key=1)
    return audit.record(site_id=1, actor_id=2, verb="role.grant", kind="user", key=2, role="editor")


def attack(statement: str, row: AuditRow) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(id=row.pk))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ATTACKS)
def test_sql_within_a_transaction(name: str) -> None:
    row = written()
    before = rows()
    with pytest.raises(IntegrityError), transaction.atomic():
        attack(ATTACKS[name], row)
    assert rows() == before


@pytest.mark.django_db(transaction=True)
def test_sql_outside_a_transaction() -> None:
    row = written()
    before = rows()
    for name, statement in ATTACKS.items():
        with pytest.raises(IntegrityError):
            attack(statement, row)
        assert rows() == before, name


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="a setting of SQLite")
@pytest.mark.parametrize("name", ["replace", "insert or replace", "update or replace", "delete"])
def test_recursive_triggers_make_no_difference(name: str) -> None:
    row = written()
    before = rows()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = ON")
    try:
        with pytest.raises(IntegrityError), transaction.atomic():
            attack(ATTACKS[name], row)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = OFF")
    assert rows() == before


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_a_role_that_does_not_own_the_table_adds_rows_and_cannot_lift_the_guard() -> None:
    """The grants of docs/operators.md."""
    row = written()
    before = AuditRow.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE raitti_app_in_test")
        cursor.execute("GRANT USAGE ON SCHEMA public TO raitti_app_in_test")
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO raitti_app_in_test")
        cursor.execute("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO raitti_app_in_test")
        cursor.execute("REVOKE UPDATE, DELETE ON core_auditrow FROM raitti_app_in_test")
        cursor.execute("SET LOCAL ROLE raitti_app_in_test")
    for statement in (
        "ALTER TABLE core_auditrow DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_no_change ON core_auditrow",
        "DROP FUNCTION audit_refuse CASCADE",
        "DROP TABLE core_auditrow",
        "TRUNCATE core_auditrow",
        "DELETE FROM core_auditrow",
        "UPDATE core_auditrow SET actor_id = 666",
        "SET session_replication_role = replica",
    ):
        with pytest.raises(ProgrammingError, match=r"must be owner|permission denied"), transaction.atomic():
            attack(statement, row)
    written()
    assert AuditRow.objects.count() == before + 2  # written writes two


@pytest.mark.django_db
@pytest.mark.parametrize("name", BY_ORM)
def test_the_orm(name: str) -> None:
    row = written()
    before = rows()
    row.verb = "forged"
    with pytest.raises(IntegrityError), transaction.atomic():
        BY_ORM[name](row)
    assert rows() == before


@pytest.mark.django_db(transaction=True)
def test_the_flush_command_leaves_the_trail() -> None:
    written()
    before = rows()
    with pytest.raises(Exception, match="flushed"):
        call_command("flush", interactive=False, verbosity=0)
    assert rows() == before


@pytest.mark.bare
@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_row() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        written().delete()
    assert rows() == []
    written()
    assert len(rows()) == 2


@pytest.mark.django_db(transaction=True)
def test_the_migration_can_be_taken_back_and_made_again() -> None:
    row = written()
    MigrationExecutor(connection).migrate([("core", "0004_audit_indexes")])
    AuditRow.objects.filter(pk=row.pk).update(actor_id=3)
    MigrationExecutor(connection).migrate([("core", "0005_audit_append_only")])
    with pytest.raises(IntegrityError):
        row.delete()
    assert AuditRow.objects.values_list("actor_id", flat=True).get(pk=row.pk) == 3
