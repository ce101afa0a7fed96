"""``manage.py read_documents``: look through every published page for documents, and read those that are new. Needed once
after an upgrade from a version that did not search documents."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from search.attachments import following
from search.attachments.models import Holding
from search.pages import public_pages


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options: Any) -> None:
        for page in public_pages():
            following.follow(page, public=True)
        ids = list(Holding.objects.values_list("document_id", flat=True).distinct())
        self.stdout.write(f"{len(ids)} documents are read in the background.")
