"""``manage.py search_check``: hold the index of the search against the rows it is of, and mend it with ``--mend``.

Exit code: 0 when they agree (or do so now), 1 when they differ, 2 when Elasticsearch does not answer."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines import database_engine
from search.engines.elasticsearch import building, checking
from search.engines.elasticsearch.client import Unavailable, is_chosen
from search.models import Change, Entry

TOLD = 20  # ids of each kind of difference


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="send again, or take out, what differs")
        parser.add_argument("--only", choices=["database", "elasticsearch"], help="one of the two indexes")
        parser.add_argument("--json", action="store_true", help="a JSON object instead of lines")

    def handle(self, *, mend: bool, only: str | None, json: bool, **options: Any) -> None:
        told: dict[str, Any] = {"rows": Entry.objects.count()}
        if only != "elasticsearch":
            told["database"] = self._database(mend)
        if is_chosen() and only != "database":
            try:
                told["elasticsearch"] = self._elasticsearch(mend)
            except (Unavailable, building.Busy) as problem:
                told["elasticsearch"] = {"problem": getattr(problem, "code", "an index is being built")}
        self._tell(told, as_json=json)
        if "problem" in told.get("elasticsearch", {}):
            raise CommandError("Elasticsearch was not compared.", returncode=2)
        if not all(part["agrees"] for part in told.values() if isinstance(part, dict)):
            raise CommandError("The index differs from the rows.", returncode=1)

    def _database(self, mend: bool) -> dict[str, Any]:
        engine = database_engine()
        found = engine.is_whole()
        if not found and mend:
            engine.install()
        return {"agrees": found or (mend and engine.is_whole()), "mended": not found and mend}

    def _elasticsearch(self, mend: bool) -> dict[str, Any]:
        if mend:  # what was refused is tried once more
            Change.objects.exclude(refused="").update(refused="")
        found = checking.compare()
        told = {
            "missing": _some(found.missing),
            "extra": _some(found.extra),
            "old": _some(found.old),
            "mended": bool(found) and mend,
        }
        if found and mend:
            checking.mend(found)
            found = checking.compare()
        waiting = Change.objects.filter(refused="").count()
        return {**told, "waiting": waiting, "refused": Change.objects.count() - waiting, "agrees": not found}

    def _tell(self, told: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(told, indent=2))
            return
        self.stdout.write(f"Rows: {told['rows']}")
        for name in ("database", "elasticsearch"):
            if name in told:
                self.stdout.write(f"{name.capitalize()}: {_in_words(told[name])}")


def _some(ids: list[int]) -> dict[str, Any]:
    return {"count": len(ids), "rows": ids[:TOLD]}


def _in_words(part: dict[str, Any]) -> str:
    if "problem" in part:
        return f"does not answer ({part['problem']})"
    counts = [
        f"{part[name]['count']} {name}" for name in ("missing", "extra", "old") if part.get(name, {}).get("count")
    ]
    counts += [f"{part[name]} {name}" for name in ("waiting", "refused") if part.get(name)]
    verdict = "mended" if part["mended"] and part["agrees"] else "agrees" if part["agrees"] else "differs"
    return f"{verdict} ({', '.join(counts)})" if counts else verdict
