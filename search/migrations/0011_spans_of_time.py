"""PostgreSQL's index learns in which spans of time rows were published: the column and the index over it are made anew,
in about a minute for 100 000 rows."""

from django.db import migrations

from search.engines.postgresql import PostgresqlEngine


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        PostgresqlEngine().install()


class Migration(migrations.Migration):
    dependencies = [("search", "0010_walk_so_far_only")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
