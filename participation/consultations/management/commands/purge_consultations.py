"""Throw away files that waited for something to be sent. `manage.py serve` runs this every day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from participation.consultations import actions


class Command(BaseCommand):
    help = "Throw away files of opinions that nobody has sent."

    def handle(self, *args: Any, **options: Any) -> None:
        number = actions.purge_files(now=timezone.now())
        if number and options["verbosity"]:
            self.stdout.write(f"{number} files of what was not sent thrown away.")
