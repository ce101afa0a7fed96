"""``manage.py refresh_search``: what opens and closes by the clock; and after an upgrade rows of an earlier analysis, a
stretch at a time."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search import actions


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seconds", type=float, default=20, help="work so long at most (default: %(default)s)")

    def handle(self, *, seconds: float, **options: Any) -> None:
        actions.turn(now=timezone.now())
        if done := actions.refresh(seconds=seconds):
            self.stdout.write(f"{done} rows of the search brought up to date.")
