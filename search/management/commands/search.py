"""``manage.py search koirapuisto --language fi``: what a resident would find, best first."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from search.narrowing import Narrowing
from search.queries import MOST, Hit, find
from search.sites import site_of


class Command(BaseCommand):
    help = "Search as a reader of one language: a table, or a JSON list of title, url, kind, language and score."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("query", nargs="+", help="the words")
        codes = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=codes, default=settings.LANGUAGE_CODE, help="the reader's language")
        parser.add_argument("--limit", type=int, default=20, metavar="N", help=f"at most so many hits (1–{MOST})")
        parser.add_argument("--site", metavar="HOSTNAME", help="only this municipality")
        parser.add_argument("--json", action="store_true", help="a JSON list instead of a table")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["limit"] <= MOST:
            raise CommandError(_("Give a limit between 1 and %(most)s.") % {"most": MOST})
        with override(options["language"]):
            narrowing = Narrowing(site_id=site_of(options["site"]), reader=options["language"], now=timezone.now())
            found = find(text=" ".join(options["query"]), narrowing=narrowing, limit=options["limit"])
            hits = [_as_dict(hit) for hit in found.hits]
        if options["json"]:
            self.stdout.write(json.dumps(hits, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(_table(hits) if hits else _("Nothing was found."))


def _as_dict(hit: Hit) -> dict[str, str | float]:
    return {
        "title": hit.plain_title,
        "url": hit.url,
        "kind": hit.kind,
        "language": hit.language,
        "score": hit.score,
    }


def _table(hits: list[dict[str, str | float]]) -> str:
    rows = [
        (f"{hit['score']:.2f}", str(hit["language"]), str(hit["kind"]), str(hit["title"]), hit["url"]) for hit in hits
    ]
    kind = max(len(row[2]) for row in rows)
    return "\n".join(
        f"{score}  {language}  {name:{kind}}  {title}  {url}" for score, language, name, title, url in rows
    )
