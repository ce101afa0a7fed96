from django.conf import settings
from django.db import migrations


def announce(apps, schema_editor):
    """What is public has been announced; a row that is not public may hold a draft."""
    pages = apps.get_model("consultations", "ConsultationPage").objects
    announced = apps.get_model("consultations", "Announced").objects
    for page in pages.filter(live=True, locale__language_code=settings.LANGUAGE_CODE).only("opens_at", "closes_at"):
        announced.get_or_create(page=page, defaults={"opens_at": page.opens_at, "closes_at": page.closes_at})


class Migration(migrations.Migration):
    dependencies = [("consultations", "0012_announced")]

    operations = [migrations.RunPython(announce, migrations.RunPython.noop)]
