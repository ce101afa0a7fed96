"""``manage.py import_kerrokantasi FILE.json``: hearings and comments of Kerrokantasi, as consultations and opinions.

What a dump holds, and what becomes of it, is told in docs/moving-in.md.
"""

from __future__ import annotations

import csv
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Site

from ...moving.dump import DumpError
from ...moving.rules import Left
from ...moving.running import Move, Summary, Tell
from ...moving.words import REASONS

TELL_EVERY = 5.0  # seconds


class Command(BaseCommand):
    help = "Bring in hearings and comments of a dump of Kerrokantasi's API (docs/moving-in.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.json")
        parser.add_argument("--hostname", help="the municipality; left out, the default one")
        parser.add_argument("--dry-run", action="store_true", help="read and judge everything, change nothing")
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write everything that was left out there as CSV"
        )

    def handle(self, *, file: Path, hostname: str | None, dry_run: bool, report: Path | None, **options: Any) -> None:
        with override("en"):
            sites = Site.objects.select_related("root_page__locale")
            site = (sites.filter(hostname=hostname) if hostname else sites.filter(is_default_site=True)).first()
            if site is None:
                raise CommandError("There is no such municipality.")
            self.told = time.monotonic()
            try:
                with _written(report) as tell:
                    move = Move(file, site, timezone.now(), dry_run, tell, self.progress)
                    summary = move.run()
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from error
            except (DumpError, UnicodeDecodeError) as error:
                raise CommandError(f"{error} What was brought in before that stays.") from error
            self.conclude(summary, report, dry_run)

    def progress(self, done: float) -> None:
        if time.monotonic() - self.told > TELL_EVERY:
            self.told = time.monotonic()
            self.stdout.write(f"  {done:.0%} of the file read")

    def conclude(self, summary: Summary, report: Path | None, dry: bool) -> None:
        for code, number in summary.left.most_common():
            self.stdout.write(f"{number:6}  {REASONS[code]}")
        if summary.left and not report:
            self.stdout.write("Use --report FILE for the list of them.")
        verb = "would be added" if dry else "added"
        self.stdout.write(
            f"{summary.hearings} consultations {verb}, {summary.hearings_known} there already; "
            f"{summary.comments} opinions {verb}, {summary.comments_known} there already; "
            f"{summary.refused} refused or left out."
        )


@contextmanager
def _written(report: Path | None) -> Iterator[Tell]:
    if report is None:
        yield lambda kind, id_, left: None
        return
    with report.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["what", "id", "reason", "which"])

        def tell(kind: str, id_: str, left: Left) -> None:
            writer.writerow([kind, id_, REASONS[left.code], left.what])

        yield tell
