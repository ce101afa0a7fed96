"""Mail requests for statements and reminders. `manage.py serve` runs this every few seconds, beside everything else."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from participation.consultations.statements.sending import run


class Command(BaseCommand):
    help = "Mail requests for statements, and remind on their days those who have not answered. Once each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seconds", type=float, default=8, help="stop after about so long (default: %(default)s)")

    def handle(self, *args: Any, seconds: float, **options: Any) -> None:
        report = run(seconds=seconds)
        if options["verbosity"] and (report.sent or report.refused or report.put_off):
            self.stdout.write(f"{report.sent} sent, {report.refused} refused, {report.put_off} put off.")
