"""A function in PostgreSQL that finds the newest rows without walking all of them. The rows are left as they are."""

from django.db import migrations

from search.engines.postgresql import PostgresqlEngine


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        PostgresqlEngine().install_function()


def uninstall(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        PostgresqlEngine().uninstall_function()


class Migration(migrations.Migration):
    dependencies = [("search", "0009_note_changes")]
    operations = [migrations.RunPython(install, uninstall)]
