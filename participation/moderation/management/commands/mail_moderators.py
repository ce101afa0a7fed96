"""Tell moderators what waits, as each has chosen. `manage.py serve` runs this every minute."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from participation.moderation import digests


class Command(BaseCommand):
    help = "Mail moderators about new cases: at once or once a day, as each has chosen. Nothing is told twice."

    def handle(self, *args: Any, **options: Any) -> None:
        number = digests.send_due(now=timezone.now())
        if number and options["verbosity"]:
            self.stdout.write(f"{number} mails to moderators.")
