from django.db import migrations


def mark(apps, schema_editor):
    """Every area there is so far was chosen by its writer."""
    apps.get_model("proposals", "Proposal").objects.filter(area__isnull=False).update(area_chosen=True)


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0002_place_and_area"),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
