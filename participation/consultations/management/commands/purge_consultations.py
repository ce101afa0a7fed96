"""Throw away opinions that were begun and that nobody has gone on with. `manage.py serve` runs this every day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from participation.consultations import actions


class Command(BaseCommand):
    help = "Throw away unfinished opinions that nobody has gone on with for a while."

    def handle(self, *args: Any, **options: Any) -> None:
        number = actions.purge_unfinished(today=timezone.localdate())
        if number and options["verbosity"]:
            self.stdout.write(f"{number} unfinished opinions thrown away.")
