"""``manage.py rebuild_search``: read everything findable anew. Searching goes on meanwhile."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search import actions
from search.engines import engine
from search.engines.elasticsearch import building
from search.engines.elasticsearch.client import Unavailable, is_chosen
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
        if options["index"] and is_chosen():
            self._send_all()
        total = sum(counts.values())
        done = ngettext("%(number)s document can be found.", "%(number)s documents can be found.", total)
        self.stdout.write(self.style.SUCCESS(done % {"number": total}))

    def _send_all(self) -> None:
        try:
            building.build(lambda done: self.progress("Elasticsearch", done))
        except Unavailable as problem:
            raise CommandError(f"Elasticsearch: {problem.code}") from problem
        except building.Busy as problem:
            raise CommandError(_("Another process is building the index already.")) from problem
        self.stdout.write("")

    def progress(self, kind: str, done: int) -> None:
        line = _("%(kind)s: %(number)s") % {"kind": kind, "number": done}
        self.stdout.write(f"\r{line}", ending="")
        self.stdout.flush()
