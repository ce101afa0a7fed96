"""Pack the days of surveys that are over, so that results are counted at once. `manage.py serve` runs this by the clock."""

from typing import Any

from django.core.management.base import BaseCommand

from surveys.models import Version
from surveys.results.reading import pack_days


class Command(BaseCommand):
    help = "Make the answers to surveys of past days ready for counting."

    def handle(self, *args: Any, **options: Any) -> None:
        for key in Version.objects.order_by("survey_key").values_list("survey_key", flat=True).distinct():
            pack_days(key)
