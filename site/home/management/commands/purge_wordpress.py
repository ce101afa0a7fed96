"""Delete WordPress exports that were given and never confirmed. `manage.py serve` runs this daily."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from home.wordpress.actions import purge


class Command(BaseCommand):
    help = "Delete WordPress exports that were given a week ago and never confirmed."

    def handle(self, *args: Any, **options: Any) -> None:
        number = purge(now=timezone.now())
        if number and options["verbosity"]:
            self.stdout.write(f"{number} forgotten exports deleted.")
