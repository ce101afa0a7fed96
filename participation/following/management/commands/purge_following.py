"""Delete what is old or was never confirmed. `manage.py serve` runs this every hour."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from participation.following import actions
from participation.following.delivery.purge import purge


class Command(BaseCommand):
    help = "Delete old events and mails, and follows by e-mail that nobody confirmed."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        number = purge(now=now) + actions.purge_unconfirmed(now=now)
        if number and options["verbosity"]:
            self.stdout.write(f"{number} rows deleted.")
