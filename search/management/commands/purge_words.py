"""``manage.py purge_words``: forget the words that no longer stand in anything that can be found."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from search import vocabulary


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options: Any) -> None:
        if gone := vocabulary.forget():
            self.stdout.write(f"{gone} words forgotten.")
