"""Made rows: texts of Finnish words, and a fourth of them of Swedish ones, that occur as words do (Zipf)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate
from typing import Any

KIND = "proposal"
RARE_ROWS = 10  # with each rare word
# Drawn with falling odds, and after them their compounds: the first stand in most rows, the last in some hundreds.
FINNISH = [
    "ranta",
    "silta",
    "koulu",
    "puisto",
    "katu",
    "valot",
    "penkki",
    "leikkipaikka",
    "kirjasto",
    "uimahalli",
    "bussi",
    "pysäkki",
    "pyörätie",
    "satama",
    "tori",
    "metsä",
    "polku",
    "kenttä",
    "jäähalli",
    "nuorisotalo",
    "päiväkoti",
    "aita",
    "roskakori",
    "hiekka",
    "lumi",
    "auraus",
    "meluaita",
    "suojatie",
    "nopeus",
    "hidaste",
]
SWEDISH = [
    "strand",
    "bro",
    "skola",
    "park",
    "gata",
    "belysning",
    "bänk",
    "lekplats",
    "bibliotek",
    "simhall",
    "buss",
    "hållplats",
    "cykelväg",
    "hamn",
    "torg",
    "skog",
    "stig",
    "plan",
    "ishall",
    "ungdomsgård",
    "daghem",
    "staket",
    "papperskorg",
    "sand",
    "snö",
    "plogning",
    "bullerplank",
    "övergångsställe",
    "hastighet",
    "gupp",
]
RARE = [
    "kirkkovene",
    "tuulimylly",
    "konepaja",
    "saunalautta",
    "vesitorni",
    "kasvihuone",
    "tähtitorni",
    "apteekki",
    "myllynkivi",
    "raitiovaunu",
]


def documents(rows: int) -> Iterator[Any]:
    """The newest first, ten minutes apart: 200 000 of them go back four years."""
    from django.utils import timezone
    from wagtail.models import Site

    from search.registry import Document

    site, now, chance = Site.objects.get(is_default_site=True), timezone.now(), random.Random(8)
    known = {"fi": _with_compounds(FINNISH), "sv": _with_compounds(SWEDISH)}
    odds = list(accumulate(1 / place for place in range(1, len(known["fi"]) + 1)))
    every = rows // RARE_ROWS
    for number in range(1, rows + 1):
        language = "sv" if number % 4 == 0 else "fi"
        words = chance.choices(known[language], cum_weights=odds, k=chance.randint(15, 85))
        rare = RARE[number % every] if number % every < len(RARE) else ""
        yield Document(
            site_id=site.pk,
            kind=KIND,
            object_id=number,
            language=language,
            title=" ".join(words[:5]).capitalize(),
            text=f"{' '.join(words[5:])} {rare}.".capitalize(),
            path=f"{number}/otsikko",
            created=now - timedelta(minutes=10 * number),
            theme_ids=(number % 8 + 1,),
        )


def _with_compounds(words: list[str]) -> list[str]:
    return [*words, *(first + second for first in words for second in words if first != second)]
