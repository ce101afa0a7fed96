"""Measures a survey with many answers, in the environment of a database: `python -m benchmarks.surveys 50000` its pages,
`python -m benchmarks.surveys 50000 csv` (or `xlsx`, `pack`) what takes its time.

Twenty questions, a condition among them, answered on sixty days in two languages, a sixtieth of it today. Prints JSON.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import django

from benchmarks.desk import Memory
from benchmarks.pages import measure

if TYPE_CHECKING:
    from surveys.models import SurveyPage

EDITOR = "editor@koivuranta.example"
SLUG = "mittakysely"
DAYS, BATCH = 60, 2000
NEVER: dict[str, Any] = {"any_of": False, "clauses": []}


def block(number: int, kind: str, **fields: Any) -> dict[str, Any]:
    value = {"title": f"Kysymys {number}", "help": "", "required": False, "code": "", "shown_if": NEVER, **fields}
    return {"type": kind, "id": str(UUID(int=number)), "value": value}


def options(number: int, many: int) -> list[dict[str, Any]]:
    return [
        {
            "type": "item",
            "id": str(UUID(int=number * 1000 + one)),
            "value": {"text": f"Vaihtoehto {one}", "shown_if": NEVER},
        }
        for one in range(many)
    ]


def questions() -> list[dict[str, Any]]:
    """The seventh to ninth are asked of those only who chose the first alternative of the first."""
    clause = {"question": str(UUID(int=1)), "op": "any", "values": str(UUID(int=1000))}
    first_chosen = {"any_of": False, "clauses": [{"type": "item", "id": "clause", "value": clause}]}
    found = [block(number, "choice", options=options(number, 4)) for number in range(1, 7)]
    found += [
        block(number, "scale", min=1, max=5, low="", high="", skip="", shown_if=first_chosen) for number in (7, 8, 9)
    ]
    found += [
        block(number, "choices", options=options(number, 8), shuffled=False, min=None, max=None)
        for number in (10, 11, 12)
    ]
    found += [
        block(13, "matrix", rows=options(13, 5), options=options(14, 4)),
        block(15, "ranking", options=options(15, 5), shuffled=False, max=None),
        block(16, "budget", options=options(16, 5), total=100, all=False, unit="€"),
        block(17, "recommendation", low="", high=""),
        block(18, "number", min=None, max=None, decimals=0, unit="km"),
        block(19, "postal_code"),
        block(20, "place", max=3),
        block(21, "long_text", max=None),
    ]
    return found


def answers(chance: random.Random) -> dict[str, Any]:
    """Nine of ten questions are answered."""

    def of(number: int) -> str:
        return str(UUID(int=number))

    def one(number: int, many: int) -> str:
        return of(number * 1000 + min(chance.randrange(many), chance.randrange(many)))

    found: dict[str, Any] = {of(number): {"chosen": [one(number, 4)]} for number in range(1, 7)}
    if found[of(1)]["chosen"] == [of(1000)]:
        found |= {of(number): chance.randint(1, 5) for number in (7, 8, 9)}
    found |= {of(number): {"chosen": sorted({one(number, 8) for _turn in range(3)})} for number in (10, 11, 12)}
    found[of(13)] = {of(13_000 + row): one(14, 4) for row in range(5)}
    found[of(15)] = chance.sample([of(15_000 + place) for place in range(5)], 5)
    found[of(16)] = {of(16_000 + place): 5 * chance.randint(1, 4) for place in range(5)}
    found[of(17)], found[of(18)] = chance.randint(0, 10), str(chance.randint(0, 60))
    found[of(19)] = f"{chance.randint(10, 90)}00"
    points = [[round(chance.gauss(23.94, 0.02), 6), round(chance.gauss(60.15, 0.01), 6)] for _place in range(2)]
    found[of(20)] = {"points": points}
    found[of(21)] = " ".join(
        chance.choices(["koira", "puisto", "penkki", "katu", "lumi", "koulu", "reitti", "valo", "pyörä"], k=12)
    )
    return {key: value for key, value in found.items() if key == of(1) or chance.random() < 0.9}


def load(number: int) -> SurveyPage:
    """The survey with so many answers, made when it is not there."""
    from django.utils import timezone
    from wagtail.models import Locale, Page

    from demo.loading import find
    from surveys.models import Response, SurveyPage, Version

    page = SurveyPage.objects.filter(slug=SLUG).first()
    if page is None:
        site = find()
        assert site is not None
        parent = Page.objects.get(pk=site.root_page_id)
        page = SurveyPage(
            title="Mitta",
            slug=SLUG,
            locale=Locale.objects.get(language_code="fi"),
            questions=json.dumps(questions()),
            opens_at=timezone.now() - timedelta(days=DAYS),
            results_shown="live",
        )
        parent.add_child(instance=page)
        page.save_revision().publish()
    version = Version.objects.get(survey_key=page.translation_key)
    chance, today = random.Random(1), timezone.localdate()
    there = Response.objects.filter(version=version).count()
    for start in range(there, number, BATCH):
        Response.objects.bulk_create(
            Response(
                version=version,
                survey_key=page.translation_key,
                language=chance.choice(["fi", "fi", "fi", "sv"]),
                day=today - timedelta(days=place % DAYS),
                answers=answers(chance),
            )
            for place in range(start, min(start + BATCH, number))
        )
    return page


def addresses(page: SurveyPage) -> dict[str, str]:
    admin = f"/admin/surveys/{page.translation_key}/"
    first, second, chosen = (str(UUID(int=number)) for number in (1, 2, 1000))
    return {
        "survey, public results": f"{page.get_url()}tulokset/",
        "survey, results for staff": admin,
        "survey, one language": f"{admin}?language=sv",
        "survey, those who chose": f"{admin}?chosen={first}+{chosen}",
        "survey, a question by another": f"{admin}?rows={first}&columns={second}",
    }


def pack(page: SurveyPage) -> dict[str, float]:
    from django.db.models import Sum
    from django.db.models.fields import TextField
    from django.db.models.functions import Cast, Length

    from surveys.models import PackedDay
    from surveys.results.reading import pack_days

    rows = PackedDay.objects.filter(version__survey_key=page.translation_key)
    rows.delete()
    begun = time.perf_counter()
    with Memory() as memory:
        pack_days(page.translation_key)
    seconds = time.perf_counter() - begun
    found = rows.aggregate(number=Sum("number"), size=Sum(Length(Cast("packed", TextField()))))
    return {"rows": found["number"], "seconds": seconds, "memory": memory.more, "size": found["size"] / 2**20}


def taken_out(page: SurveyPage, form: str) -> dict[str, float]:
    from surveys.results.exporting import Export
    from surveys.results.keeping import responses
    from surveys.results.reading import reading

    found = reading(page.translation_key)
    assert found is not None
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Memory() as memory:
        path = Path(folder) / "table"
        Export(found, "fi").write(form, path, "mitta")
        seconds, size = time.perf_counter() - begun, path.stat().st_size / 2**20
    return {"rows": responses(found.key).count(), "seconds": seconds, "memory": memory.more, "size": size}


if __name__ == "__main__":
    django.setup()
    survey, part = load(int(sys.argv[1])), sys.argv[2] if len(sys.argv) > 2 else ""
    if part:
        print(json.dumps(pack(survey) if part == "pack" else taken_out(survey, part)))
    else:
        user = {"survey, public results": ""}
        print(json.dumps({n: measure(url, user=user.get(n, EDITOR)) for n, url in addresses(survey).items()}))
