"""``manage.py import_wordpress FILE.xml``: pages and news of a WordPress export (WXR), as drafts."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override
from wagtail.models import Site

from core.desk.tables import Sheet, csv_lines
from home.models import WordPressImport
from home.wordpress import words
from home.wordpress.admin import rows_of
from home.wordpress.works import carry_out

TELL_EVERY = 5.0  # seconds
HEADINGS = ["page", "language", "what needs a hand", "edit"]


class Command(BaseCommand):
    help = "Bring in pages and news of a WordPress export (WXR) as drafts, and list what needs a hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.xml")
        parser.add_argument("--hostname", help="the municipality; left out, the default one")
        parser.add_argument("--dry-run", action="store_true", help="tell what will need a hand, make no page")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write what needs a hand there as CSV")

    def handle(self, *, file: Path, hostname: str | None, dry_run: bool, report: Path | None, **options: Any) -> None:
        with override("en"):
            sites = Site.objects.select_related("root_page__locale")
            site = (sites.filter(hostname=hostname) if hostname else sites.filter(is_default_site=True)).first()
            if site is None:
                raise CommandError("There is no such municipality.")
            intake = WordPressImport.objects.create(site=site, file_name=file.name[:200])
            try:
                self.carry_out(intake, file, report, dry_run)
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from error
            finally:
                if intake.stage == WordPressImport.Stage.GIVEN:  # nothing has been brought in
                    intake.delete()

    def carry_out(self, intake: WordPressImport, file: Path, report: Path | None, dry: bool) -> None:
        self.told = time.monotonic()
        with file.open("rb") as stream:
            carry_out(stream, intake=intake, user=None, dry=dry, progress=self.progress)
        if error := intake.about.get("error"):
            raise CommandError(words.reason(error["code"], error["params"]))
        if report:
            self.write(intake, report)
        self.conclude(intake, report, dry)

    def progress(self, done: int, total: int) -> None:
        if done == total or time.monotonic() - self.told > TELL_EVERY:
            self.told = time.monotonic()
            self.stdout.write(f"  {done} of {total} steps")

    def write(self, intake: WordPressImport, report: Path) -> None:
        rows = rows_of(intake.findings.all(), "en", settings.WAGTAILADMIN_BASE_URL)
        with report.open("wb") as written:
            written.writelines(csv_lines(Sheet(title="report", headings=HEADINGS, rows=rows)))

    def conclude(self, intake: WordPressImport, report: Path | None, dry: bool) -> None:
        kinds: dict[str, int] = {}
        for code in intake.findings.values_list("code", flat=True).iterator():
            kinds[words.short(code)] = kinds.get(words.short(code), 0) + 1
        for name, number in sorted(kinds.items(), key=lambda item: -item[1]):
            self.stdout.write(f"{number:6}  {name}")
        for kind, number in intake.about["left_out"].items():
            self.stdout.write(f"{number:6}  left out: {kind}")
        if kinds and not report:
            self.stdout.write("Use --report FILE for the list of what needs a hand.")
        verb = "drafts would be made" if dry else "drafts made"
        self.stdout.write(
            f"{intake.added} {verb}, {intake.known} there already, {sum(kinds.values())} things need a hand."
        )
