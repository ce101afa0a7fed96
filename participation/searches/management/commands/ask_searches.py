"""Ask followed searches what is new in them. `manage.py serve` runs this every minute."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from participation.searches import actions


class Command(BaseCommand):
    help = "Ask followed searches what is new in them, those that have waited longest first, and forget what nobody follows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seconds", type=float, default=10, help="stop after about so long (default: %(default)s)")

    def handle(self, *args: Any, seconds: float, **options: Any) -> None:
        until, now = time.monotonic() + seconds, timezone.now()
        asked = actions.ask(now=now, goes_on=lambda: time.monotonic() < until)
        gone = actions.purge(now=now)
        if options["verbosity"] and (asked or gone):
            self.stdout.write(f"{asked} searches asked, {gone} forgotten.")
