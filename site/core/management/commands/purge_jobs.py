"""Delete long works that ended more than a week ago, with their files."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core.jobs import actions


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{actions.purge(now=timezone.now())} works deleted")
