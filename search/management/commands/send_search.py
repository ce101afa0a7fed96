"""``manage.py send_search``: send what has changed to Elasticsearch; by the clock, in case no task has."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from search.engines.elasticsearch.tasks import keep_up


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options: Any) -> None:
        if sent := keep_up():
            self.stdout.write(f"{sent} changes sent to Elasticsearch.")
