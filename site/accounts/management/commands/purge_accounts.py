"""Delete accounts that were begun with an address nobody proved. `manage.py serve` runs this daily."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions import purge_unconfirmed


class Command(BaseCommand):
    help = "Delete accounts whose address nobody has proved within a day."

    def handle(self, *args: Any, **options: Any) -> None:
        number = purge_unconfirmed(now=timezone.now())
        if number and options["verbosity"]:
            self.stdout.write(f"{number} unproved accounts deleted.")
