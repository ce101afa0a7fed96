"""How the site is: a line for each part, exit code 1 when something is wrong. For monitoring, and when in doubt."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from core.health import findings


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="a JSON object instead of lines")

    @no_translations
    def handle(self, *, as_json: bool, **options: Any) -> None:
        found = findings()
        if as_json:
            told = {name: {"ok": finding.ok, "says": finding.says} for name, finding in found.items()}
            self.stdout.write(json.dumps(told, indent=2))
        else:
            for name, finding in found.items():
                self.stdout.write(f"{'✓' if finding.ok else '✗'} {name}: {finding.says}")
                for step in finding.steps:
                    self.stdout.write(f"    {step.text} {step.command}".rstrip())
        if wrong := [name for name, finding in found.items() if not finding.ok]:
            raise CommandError(f"Not well: {', '.join(wrong)}")
