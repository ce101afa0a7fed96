"""Noting every change of a row: two triggers' work, in the transaction of the change, whoever makes it."""

from __future__ import annotations

from django.core.cache import cache
from django.db import connection, transaction

from ...models import Change, Entry, Replica

_AWAKE = "search-changes-task"
_AWAKE_FOR = 60  # seconds after which a task that never came is not waited for
_EVENTS = {"INSERT": "new", "UPDATE": "new", "DELETE": "old"}
_FOLLOWED = "EXISTS (SELECT 1 FROM search_replica)"

_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION search_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_FOLLOWED} THEN
        INSERT INTO search_change (row_id, made_at, refused)
        VALUES (CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END, clock_timestamp(), '');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER search_entry_noted AFTER INSERT OR UPDATE OR DELETE ON search_entry
    FOR EACH ROW EXECUTE FUNCTION search_note_change();
"""  # noqa: S608
_SQLITE = {
    f"search_entry_noted_{event.lower()}": f"""AFTER {event} ON search_entry WHEN {_FOLLOWED} BEGIN
        INSERT INTO search_change (row_id, made_at, refused)
        VALUES ({row}.id, strftime('%Y-%m-%d %H:%M:%f', 'now'), ''); END"""  # noqa: S608
    for event, row in _EVENTS.items()
}


def install() -> None:
    """Make the triggers, in the place of earlier ones, once there is where to note."""
    uninstall()
    if not _has_tables():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, body in _SQLITE.items():
                cursor.execute(f"CREATE TRIGGER {name} {body}")
        else:
            cursor.execute(_POSTGRESQL)


def uninstall() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in _SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS search_entry_noted ON search_entry")
            cursor.execute("DROP FUNCTION IF EXISTS search_note_change()")


def follow() -> None:
    """Note changes from now on. Waits until whoever is writing rows has finished: what they write is either noted or
    there to be read."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE search_entry IN SHARE MODE")
        Replica.objects.get_or_create()


def unfollow() -> None:
    """Elasticsearch is not used any more."""
    Replica.objects.all().delete()
    Change.objects.all().delete()


def note(row_ids: list[int]) -> None:
    """Have these rows sent, though they have not changed."""
    Change.objects.bulk_create([Change(row_id=row_id) for row_id in row_ids], batch_size=500)


def wake() -> None:
    """Have changes sent once the transaction is through. One task waits at a time, however many rows are saved."""
    from .client import is_chosen

    if is_chosen():
        transaction.on_commit(_enqueue, robust=True)


def _enqueue() -> None:
    from .tasks import send_changes

    if cache.add(_AWAKE, 1, _AWAKE_FOR):
        send_changes.enqueue()


def slept() -> None:
    """The task has come: what is saved from now on needs another."""
    cache.delete(_AWAKE)


def _has_tables() -> bool:
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    return {Change._meta.db_table, Replica._meta.db_table, Entry._meta.db_table} <= tables
