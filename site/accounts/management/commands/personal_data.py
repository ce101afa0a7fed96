"""Print the table of personal data for docs/personal-data.md."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.personal.document import table


class Command(BaseCommand):
    help = "Print the table of models that hold personal data, and of those that do not."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(table())
