"""Delete files of proposals that were given to be brought in and never confirmed. `manage.py serve` runs this daily."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from participation.proposals.actions import purge_imports


class Command(BaseCommand):
    help = "Delete files that were given to be brought in a week ago and never confirmed."

    def handle(self, *args: Any, **options: Any) -> None:
        number = purge_imports(now=timezone.now())
        if number and options["verbosity"]:
            self.stdout.write(f"{number} forgotten imports deleted.")
