"""``manage.py import_proposals FILE.csv --project SLUG``: proposals of an earlier service, published here.

What the columns hold is told in docs/moving-in.md. A row that will not do is refused with its line and the reason, the
others are taken in; whatever is here already is not added again.
"""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Site

from participation.registry import Project

from ... import actions
from ...models import Import
from ...moving import words
from ...moving.ground import ground_of, projects_by_slug
from ...moving.rules import Problem
from ...moving.running import Summary, by_line, run
from ...moving.sheet import SheetError

SHOWN = 50  # refused rows that are printed
TELL_EVERY = 5_000  # lines
NAMES = {"\t": "tab", ";": "semicolon", ",": "comma"}

Refuse = Callable[[Sequence[Problem]], None]


class Command(BaseCommand):
    help = "Bring in proposals of an earlier service from a CSV file (columns: docs/moving-in.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--project", required=True, metavar="SLUG", help="the last part of its page's address")
        parser.add_argument("--hostname", help="the municipality; left out, the default one")
        parser.add_argument("--dry-run", action="store_true", help="read and judge every row, change nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write every refused row there as CSV")

    def handle(self, *, file: Path, project: str, hostname: str | None, dry_run: bool, **options: Any) -> None:
        with override("en"):
            site = _site(hostname)
            chosen = _project(site, project)
            intake = Import(site=site, project_key=chosen.key, file_name=file.name[:200])
            self.told = self.printed = 0
            try:
                with file.open("rb") as stream, self.refusals(options["report"]) as refuse:
                    summary = self.carry_out(stream, intake, refuse, dry_run)
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from error
            except SheetError as error:
                raise CommandError(self.cut_short(intake, error)) from error
            self.conclude(summary, chosen, options["report"], dry_run)

    def carry_out(self, stream: Any, intake: Import, refuse: Refuse, dry: bool) -> Summary:
        summary = run(
            stream,
            intake=intake,
            ground=ground_of(intake.site, intake.project_key, timezone.now()),
            user=None,
            dry=dry,
            begin=None if dry else lambda: actions.begin_import(intake=intake, user=None),
            progress=self.progress,
            refuse=refuse,
        )
        if not dry:
            intake.added, intake.known, intake.refused = summary.added, summary.known, summary.refused
            actions.end_import(intake=intake, user=None, now=timezone.now())
        return summary

    def cut_short(self, intake: Import, error: SheetError) -> str:
        """What could not be read, and what was added before that."""
        if not intake.pk:
            return str(error)
        intake.added, intake.about = intake.proposals.count(), {"error": {"code": error.code, "params": error.params}}
        actions.end_import(intake=intake, user=None, now=timezone.now())
        return f"{error} {intake.added} rows before that were added."

    def progress(self, line: int, lines: int) -> None:
        if line >= lines or line - self.told >= TELL_EVERY:
            self.told = line
            self.stdout.write(f"  {line} of {lines} lines read")

    @contextmanager
    def refusals(self, report: Path | None) -> Iterator[Refuse]:
        """Print the first refused rows, and write all of them to the report."""
        if report is None:
            yield lambda problems: self.show(problems)
            return
        with report.open("w", encoding="utf-8-sig", newline="") as written:
            writer = csv.writer(written)
            writer.writerow(["line", "column", "reason"])

            def refuse(problems: Sequence[Problem]) -> None:
                self.show(problems)
                writer.writerows((one.line, one.column, words.reason(one.code, one.params)) for one in problems)

            yield refuse

    def show(self, problems: Sequence[Problem]) -> None:
        for line, wrong in by_line(problems):
            self.printed += 1
            if self.printed <= SHOWN:
                said = " ".join(f"{one.column or 'row'}: {words.reason(one.code, one.params)}" for one in wrong)
                self.stderr.write(f"Line {line} refused. {said}")

    def conclude(self, summary: Summary, project: Project, report: Path | None, dry: bool) -> None:
        if self.printed > SHOWN:
            rest = f"{self.printed - SHOWN} more refused rows are not shown."
            self.stderr.write(rest if report else f"{rest} Use --report FILE for all of them.")
        if summary.unknown:
            self.stdout.write(f"Columns passed over: {', '.join(summary.unknown)}.")
        encoding = "Windows-1252" if summary.encoding == "cp1252" else "UTF-8"
        self.stdout.write(f"Read as {encoding}, separated by {NAMES.get(summary.separator, summary.separator)}.")
        if report and summary.refused:
            self.stdout.write(f"Refused rows: {report}")
        verb = "would be added" if dry else "added"
        self.stdout.write(
            f"«{project.title}»: {summary.added} {verb}, {summary.known} there already, {summary.refused} refused."
        )


def _site(hostname: str | None) -> Site:
    sites = Site.objects.select_related("root_page__locale")
    name, _colon, port = (hostname or "").partition(":")
    sites = sites.filter(hostname=name) if hostname else sites.filter(is_default_site=True)
    site = (sites.filter(port=int(port)) if port.isdecimal() else sites).first()
    if site is None:
        raise CommandError("There is no such municipality.")
    return site


def _project(site: Site, slug: str) -> Project:
    known = projects_by_slug(site)
    if slug not in known:
        there = ", ".join(sorted(known)) or "none"
        raise CommandError(f"{site.site_name} has no published project «{slug}». There are: {there}.")
    return known[slug]
