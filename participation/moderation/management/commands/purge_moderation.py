"""Erase removed texts whose time to appeal is over. `manage.py serve` runs this every hour."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from participation.moderation import actions


class Command(BaseCommand):
    help = "Erase removed texts and their pictures for good once nobody can appeal any more."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        actions.forget_prints(now=now)
        number = actions.erase_due(now=now)
        if number and options["verbosity"]:
            self.stdout.write(f"{number} removed texts erased.")
