"""``manage.py rebuild_search``: read everything findable anew. Searching goes on meanwhile."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search import actions
from search.engines import engine
from search.sites import site_of


class Command(BaseCommand):
    help = "Read everything that can be found anew, for all municipalities or one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", metavar="HOSTNAME", help="only this municipality")
        parser.add_argument("--index", action="store_true", help="make the engine's index anew too")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["index"]:
            engine().install()
        counts = actions.rebuild(site_id=site_of(options["site"]), progress=self.progress)
        self.stdout.write("")
        total = sum(counts.values())
        done = ngettext("%(number)s document can be found.", "%(number)s documents can be found.", total)
        self.stdout.write(self.style.SUCCESS(done % {"number": total}))

    def progress(self, kind: str, done: int) -> None:
        line = _("%(kind)s: %(number)s") % {"kind": kind, "number": done}
        self.stdout.write(f"\r{line}", ending="")
        self.stdout.flush()
