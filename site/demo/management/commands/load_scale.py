"""Make proposals in bulk, to measure with: ``manage.py load_scale --proposals 100000``."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Site

from demo import loading
from demo.scale import crowd, project, rows
from municipality.models import Area, Theme
from participation.proposals import tallies
from participation.proposals.followers import follow_own
from participation.proposals.models import Proposal

BATCH = 2_000


class Command(BaseCommand):
    help = "Fill a municipality's project of its own with proposals, supports and comments, up to a number."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--proposals", type=int, required=True, help="how many there shall be in the project")
        parser.add_argument("--hostname", help="the municipality; left out, the demonstration one or the default one")

    def handle(self, *, proposals: int, hostname: str | None, **options: Any) -> None:
        site = self._site(hostname)
        with override("fi"):
            ground = self._ground(site)
            done = Proposal.objects.filter(site=site, project_key=ground.project_key).count()
            begun = time.monotonic()
            for start in range(done, proposals, BATCH):
                numbers = range(start + 1, min(start + BATCH, proposals) + 1)
                rows.write(ground, numbers)
                self.stdout.write(f"    {numbers.stop - 1} proposals ({time.monotonic() - begun:.0f} s)")
            tallies.recount(site.pk)
            follow_own(site.pk)
        self.stdout.write(f"    {max(done, proposals)} proposals in {site.site_name}.")

    def _site(self, hostname: str | None) -> Site:
        found = Site.objects.filter(hostname=hostname).first() if hostname else loading.find()
        found = found or (None if hostname else Site.objects.filter(is_default_site=True).first())
        if found is None:
            raise CommandError("There is no such municipality. Load the demonstration first: manage.py load_demo")
        return found

    def _ground(self, site: Site) -> rows.Ground:
        try:
            key = project.project_of(site)
        except LookupError as error:
            raise CommandError(str(error)) from error
        return rows.Ground(
            site_id=site.pk,
            project_key=key,
            themes=list(Theme.objects.filter(site=site)),
            areas=list(Area.objects.filter(site=site)),
            people=crowd.crowd(),
            now=timezone.now(),
        )
