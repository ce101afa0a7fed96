"""Forget ended sessions and changes of address that cannot be taken back. `manage.py serve` runs this daily."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.security.actions import purge


class Command(BaseCommand):
    help = "Forget ended sessions and changes of address that cannot be taken back."

    def handle(self, *args: Any, **options: Any) -> None:
        number = purge(now=timezone.now())
        if number and options["verbosity"]:
            self.stdout.write(f"{number} rows deleted.")
