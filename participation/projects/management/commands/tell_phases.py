"""Tell followers of projects what the clock does. `manage.py serve` runs this every minute."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from wagtail.models import Site

from participation.projects import telling


class Command(BaseCommand):
    help = "Tell that phases have begun, close soon or have ended. Each is told once."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        number = sum(telling.turns(site, now=now) for site in Site.objects.select_related("root_page"))
        if number and options["verbosity"]:
            self.stdout.write(f"{number} turns of phases told.")
