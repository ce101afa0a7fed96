"""Delete preview links that ended more than 30 days ago."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from home.sharing import actions


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{actions.purge(now=timezone.now())} links deleted")
