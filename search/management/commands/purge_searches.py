"""``manage.py purge_searches``: forget the numbers of searches of more than a year ago."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.tuning import counting


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options: Any) -> None:
        if gone := counting.purge(today=timezone.localdate()):
            self.stdout.write(f"{gone} numbers forgotten.")
