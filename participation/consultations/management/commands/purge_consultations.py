"""Throw away opinions that were begun and not sent, with their files. `manage.py serve` runs this every day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from participation.consultations import actions


class Command(BaseCommand):
    help = "Throw away unfinished opinions that nobody has gone on with for a while, and files that nobody has sent."

    def handle(self, *args: Any, **options: Any) -> None:
        unfinished = actions.purge_unfinished(today=timezone.localdate())
        files = actions.purge_files(now=timezone.now())
        if (unfinished or files) and options["verbosity"]:
            self.stdout.write(f"{unfinished} unfinished opinions and {files} files of what was not sent thrown away.")
