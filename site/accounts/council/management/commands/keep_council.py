"""`manage.py keep_council`: seats begin and end by the clock, and the councillor's role with them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.council import actions


class Command(BaseCommand):
    help = "Let seats of the council's list begin and end by the clock."

    def handle(self, *args: Any, **options: Any) -> None:
        if changed := actions.keep_clock(now=timezone.now()):
            self.stdout.write(f"{changed} seats changed.")
