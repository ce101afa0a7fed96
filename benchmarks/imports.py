"""Measures bringing in proposals from a table: `python -m benchmarks.imports ROWS`, in the environment of a database.

Prints rows, seconds, memory and size of the file as JSON. What was brought in is taken away again.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from random import Random

import django

from benchmarks.desk import Memory


def write_table(path: Path, rows: int) -> None:
    """A file like one that an earlier service would give out: every third row with a place, every fourth in Swedish."""
    from django.utils import timezone

    from demo.scale import text
    from participation.proposals.moving.rules import COLUMNS

    now = timezone.localtime()
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(COLUMNS)
        for number in range(1, rows + 1):
            random = Random(number)
            words = text.proposal(number, random)
            at = now - timedelta(minutes=random.randint(60, 3_000_000))
            place = (f"{random.uniform(60.131, 60.189):.5f}", f"{random.uniform(23.88, 24.01):.5f}")
            lat, lon = place if number % 3 == 0 else ("", "")
            author, supports = f"Asukas {number % 7919}", random.randint(0, 300)
            table.writerow(
                [words.title, words.body, words.language, author, f"{at:%d.%m.%Y %H:%M}", "", lat, lon, supports]
            )


def brought_in(rows: int) -> dict[str, float]:
    """Bring in so many rows, each judged, made findable and counted."""
    from django.utils import timezone

    from demo import loading
    from demo.scale import project
    from participation.proposals import actions
    from participation.proposals.models import Import
    from participation.proposals.moving.ground import ground_of
    from participation.proposals.moving.running import run

    site = loading.find()
    assert site is not None
    intake = Import(site=site, project_key=project.project_of(site), file_name="benchmark.csv")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        write_table(path, rows)
        begun = time.perf_counter()
        with Memory() as memory, path.open("rb") as stream:
            actions.begin_import(intake=intake, user=None)
            ground = ground_of(site, intake.project_key, timezone.now())
            summary = run(stream, intake=intake, ground=ground, user=None)
        seconds = time.perf_counter() - begun
        size = path.stat().st_size / 2**20
    take_away(intake.pk)
    assert summary.added == rows, summary
    return {"rows": rows, "seconds": seconds, "memory": memory.more, "size": size}


def take_away(intake_id: int) -> None:
    import search.actions
    from participation.proposals import tallies
    from participation.proposals.models import Import, Proposal

    intake = Import.objects.get(pk=intake_id)
    brought = Proposal.objects.filter(origin=intake)
    search.actions.remove_many(kind="proposal", object_ids=brought.values_list("pk", flat=True))
    brought._raw_delete("default")  # nothing hangs on them yet
    intake.delete()
    tallies.recount(intake.site_id)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(brought_in(int(sys.argv[1]))))
