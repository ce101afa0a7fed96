"""Fill the database with the demonstration municipality: ``manage.py load_demo``."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand

from demo import loading


class Command(BaseCommand):
    help = "Fill a migrated database with Koivuranta / Björkstrand, the demonstration municipality. Once is enough."

    def handle(self, **options: Any) -> None:
        if site := loading.find():
            self.stdout.write(f"The demonstration municipality is there already ({site.hostname}).")
            return
        begun = time.monotonic()
        site = loading.load(progress=lambda step: self.stdout.write(f"    {step}"))
        self.stdout.write(f"    {site.site_name} is ready ({time.monotonic() - begun:.0f} s).")
