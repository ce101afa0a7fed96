"""Throw away what surveys keep no longer: unfinished responses, marks of taking part, addresses for raffles and
codes, and on PostgreSQL what it knows of which rows came together. `manage.py serve` runs this every day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from surveys import actions


class Command(BaseCommand):
    help = "Throw away unfinished responses to surveys that nobody has gone on with for a while."

    def handle(self, *args: Any, **options: Any) -> None:
        number = actions.purge_drafts(today=timezone.localdate())
        actions.purge_marks(now=timezone.now())
        actions.purge_files(today=timezone.localdate())
        actions.purge_raffles(today=timezone.localdate())
        actions.purge_recipients(today=timezone.localdate())
        actions.mix_rows(now=timezone.now())
        if number and options["verbosity"]:
            self.stdout.write(f"{number} unfinished responses thrown away.")
