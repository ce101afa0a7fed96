"""Triggers that note changes of rows for Elasticsearch. A migration that alters `Entry` on SQLite has to repeat this, as
it does the operation of 0002."""

from django.db import migrations

from search.engines.elasticsearch import changes


def install(apps, schema_editor):
    changes.install()


def uninstall(apps, schema_editor):
    changes.uninstall()


class Migration(migrations.Migration):
    dependencies = [("search", "0008_changes_for_elasticsearch")]
    operations = [migrations.RunPython(install, uninstall)]
