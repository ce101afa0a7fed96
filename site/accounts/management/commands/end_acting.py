"""End what the service desk left open when its time ran out, and tell the people. `manage.py serve` runs this every minute."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.acting import actions


class Command(BaseCommand):
    help = "End acting for people whose time has run out."

    def handle(self, *args: Any, **options: Any) -> None:
        number = actions.end_expired(now=timezone.now())
        if number and options["verbosity"] > 1:
            self.stdout.write(f"{number} ended.")
