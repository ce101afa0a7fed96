"""The engine's index with the new column. Going back leaves no index: `rebuild_search --index` of the earlier version
makes its own."""

from django.db import migrations

from search.engines import engine


def install(apps, schema_editor):
    engine().install()


def uninstall(apps, schema_editor):
    engine().uninstall()


class Migration(migrations.Migration):
    dependencies = [("search", "0003_beginnings_and_words")]
    operations = [migrations.RunPython(install, uninstall)]
