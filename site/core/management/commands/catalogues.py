"""Update, check or compile the translations in locale/ (GNU gettext is not needed)."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import catalogues


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["update", "check", "build"])

    def handle(self, *, action: str, **options: Any) -> None:
        {"update": self.update, "check": self.compare, "build": self.build}[action]()

    def update(self) -> None:
        for language in catalogues.languages():
            self.stdout.write(f"{language}: {catalogues.update(language)} texts to translate")

    def compare(self) -> None:
        found = [problem for language in catalogues.languages() for problem in catalogues.problems(language)]
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("Every catalogue is complete.")

    def build(self) -> None:
        built = [language for language in catalogues.languages() if catalogues.build(language)]
        self.stdout.write(f"Compiled: {', '.join(built) or 'nothing new'}")
