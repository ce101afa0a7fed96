"""The engine's index over the rows. After a migration that alters `Entry` on SQLite, repeat this operation: Django
makes the table anew there, and its triggers are lost."""

from django.db import migrations

from search.engines import engine


def install(apps, schema_editor):
    engine().install()


def uninstall(apps, schema_editor):
    engine().uninstall()


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(install, uninstall)]
