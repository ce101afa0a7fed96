"""Announce what is about to expire and take the persons from what has. `manage.py serve` runs this every day."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from wagtail.models import Site

from participation.retention import actions
from participation.retention.planning import Ground, coming


class Command(BaseCommand):
    help = "Announce what is about to expire, and take the persons from what was announced and is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument("--hostname", help="one municipality; all of them without it")
        parser.add_argument("--json", action="store_true", help="say it as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        sites = Site.objects.order_by("pk")
        if options["hostname"]:
            sites = sites.filter(hostname=options["hostname"])
            if not sites.exists():
                raise CommandError(f"There is no municipality at {options['hostname']}.")
        said = [line for site in sites for line in self._one(site, options["dry_run"])]
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))
        elif options["verbosity"]:
            for line in said:
                self.stdout.write("{hostname} {what} {kind} {project} {number} {falls_at}".format(**line))

    def _one(self, site: Site, dry_run: bool) -> list[dict[str, Any]]:
        """What is announced or expires now. Announcing does not change what expires, so the order does not matter."""
        now = timezone.now()
        ground = Ground(site, now)
        before = [one for one in coming(ground) if one.number and (one.expiry is None or one.is_now(now))]
        if not dry_run:
            ended = {(row.kind, row.project_key): row.number for row in actions.apply(site=site, now=now)}
        return [
            {
                "hostname": site.hostname,
                "what": "expire" if one.is_now(now) else "announce",
                "kind": one.part.kind,
                "project": ground.name(one.part.project_key),
                "number": one.number if dry_run or not one.is_now(now) else ended[one.part.kind, one.part.project_key],
                "falls_at": one.falls_at.isoformat(),
            }
            for one in before
        ]
