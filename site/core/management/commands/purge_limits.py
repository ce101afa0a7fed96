"""Delete counts of limits whose time is over. `manage.py serve` runs this every ten minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core import limits


class Command(BaseCommand):
    help = "Delete counts of limits whose time is over."

    def handle(self, *args: Any, **options: Any) -> None:
        number = limits.purge(now=timezone.now())
        if number and options["verbosity"]:
            self.stdout.write(f"{number} old counts deleted.")
