"""The database refuses to change, delete or replace what the audit trail holds.

SQLite: a row is also replaced by ``INSERT OR REPLACE``, which fires no trigger for the row that goes (unless
``recursive_triggers`` is on), so an insert with an id that is taken is refused before it begins. There an id that is not
given reads -1, so no row may have such an id: it would refuse every later one. PostgreSQL: the triggers fire always, also
in a session that plays a replica. Rebuilding the table (what Django does on SQLite when a column changes) drops the
triggers: a later migration that does so has to make them again; a test would tell.
"""

from django.db import migrations

TABLE = "core_auditrow"
SAID = "audit rows are never changed"

SQLITE = {
    "audit_no_update": f"BEFORE UPDATE ON {TABLE}",
    "audit_no_delete": f"BEFORE DELETE ON {TABLE}",
    "audit_no_replace": f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)",
    "audit_no_strange_id": f"AFTER INSERT ON {TABLE} WHEN NEW.id < 1",
}
POSTGRESQL = f"""
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{SAID}' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER audit_no_change, ENABLE ALWAYS TRIGGER audit_no_truncate;
"""


def refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
        return
    for name, event in SQLITE.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {event} BEGIN SELECT RAISE(ABORT, '{SAID}'); END")


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION audit_refuse CASCADE", params=None)
        return
    for name in SQLITE:
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("core", "0004_audit_indexes")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
