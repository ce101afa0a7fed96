"""Go on with deletions of accounts that a worker left unfinished. `manage.py serve` runs this every five minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.personal.actions import finish_all


class Command(BaseCommand):
    help = "Go on with deletions of accounts that were left unfinished."

    def handle(self, *args: Any, **options: Any) -> None:
        number = finish_all(now=timezone.now())
        if number and options["verbosity"]:
            self.stdout.write(f"{number} accounts deleted.")
