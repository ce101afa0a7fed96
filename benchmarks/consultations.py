"""Measures a consultation with many opinions, in the environment of a database with the demonstration:
`python -m benchmarks.consultations 20000` its pages, open and closed; `python -m benchmarks.consultations 20000 csv`
(`xlsx`, `geojson`, `html`, `docx`) what takes its opinions and responses out.

They are spread over sections, languages and days; a third has a place, nine of ten are answered with one of forty responses
and published. Prints JSON.
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

import django

from benchmarks.desk import Memory
from benchmarks.pages import measure

if TYPE_CHECKING:
    from participation.consultations.models import ConsultationPage

STAFF = "admin@koivuranta.example"
SLUG = "keskustan-asemakaava"
BATCH, DAYS, RESPONSES = 2000, 17, 40
WORDS = "raitti ranta puutalo kerros kävely pyörä vene lintu silta tori liikenne puisto huolto talvi lapsi koulu"


def load(number: int) -> ConsultationPage:
    """Once is enough: what is there already is counted."""
    from django.utils import timezone

    from core.fields import LocalizedText
    from participation.consultations.answering.rules import Outcome
    from participation.consultations.models import ConsultationPage, Opinion, OpinionHandling, OpinionTheme, Response

    page = ConsultationPage.objects.get(slug=SLUG)
    site, now = page.get_site(), timezone.now()
    key, chance = page.translation_key, random.Random(1)
    own: dict[str, Any] = {"site_id": site.pk, "consultation_key": key}
    there = Opinion.objects.of(key).count()
    if there >= number:
        return page
    names = [LocalizedText({"fi": f"Aihe {one}", "sv": f"Ämne {one}"}) for one in range(6)]
    themes = [OpinionTheme.objects.create(names=name, **own) for name in names]
    text = LocalizedText({"fi": "Kaavaa tarkistetaan. " * 20, "sv": "Planen justeras. " * 20})
    responses = [
        Response.objects.create(
            subject=LocalizedText({"fi": f"Vastine {one}", "sv": f"Bemötande {one}"}),
            text=text,
            created_at=now,
            published_at=now,
            **own,
        )
        for one in range(RESPONSES)
    ]
    words, sections = WORDS.split(), ["", *(block.id for block in page.sections)]
    reason = LocalizedText({"fi": "Rakentamisen määrä laskettiin uudelleen.", "sv": "Byggandet räknades om."})
    for start in range(there, number, BATCH):
        made = Opinion.objects.bulk_create(
            Opinion(
                section=chance.choice(sections),
                noun="objection",
                language=chance.choice(["fi", "fi", "fi", "sv"]),
                body=" ".join(chance.choices(words, k=chance.randint(8, 60))).capitalize() + ".",
                place=_place(chance) if chance.random() < 0.34 else None,
                agreed=chance.randint(0, 30),
                created_at=now - timedelta(days=chance.randint(0, DAYS), minutes=place % 1440),
                **own,
            )
            for place in range(start, min(start + BATCH, number))
        )
        OpinionHandling.objects.bulk_create(
            OpinionHandling(
                opinion=one,
                consultation_key=key,
                theme=chance.choice(themes),
                response=chance.choice(responses),
                outcome=chance.choice(list(Outcome)),
                reason=reason,
                published_at=now,
            )
            for one in made
            if chance.random() < 0.9
        )
    import search.actions

    search.actions.rebuild(site_id=site.pk)
    return page


def _place(chance: random.Random) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [23.93 + chance.random() / 25, 60.13 + chance.random() / 50]}


def screens(page: ConsultationPage) -> dict[str, dict[str, Any]]:
    from django.utils import timezone

    from participation.consultations.models import ConsultationPage, Opinion

    own, admin = page.get_url(), f"/admin/consultations/{page.translation_key}/"
    section = page.sections[1].id
    answered = Opinion.objects.of(page.translation_key).exclude(handling=None).order_by("pk")[5000]
    versions = ConsultationPage.objects.filter(translation_key=page.translation_key)
    found = {
        "consultation, open": measure(own),
        "its opinions": measure(f"{own}mielipiteet/"),
        "its opinions, page 500": measure(f"{own}mielipiteet/?page=500"),
        "its opinions, a section": measure(f"{own}mielipiteet/?section={section}"),
        "its table of responses": measure(f"{own}vastineet/"),
        "one response, all that it answers": measure(f"{own}vastineet/?response={answered.handling.response_id}"),
        "admin, consultations": measure("/admin/consultations/", user=STAFF),
        "admin, the consultation": measure(admin, user=STAFF),
        "admin, its opinions": measure(f"/admin/opinions/?consultation={page.translation_key}", user=STAFF),
        "admin, opinions, by words": measure("/admin/opinions/?q=puutalo", user=STAFF),
        "admin, one opinion": measure(f"/admin/opinions/{answered.pk}/", user=STAFF),
    }
    closes = page.closes_at
    versions.update(closes_at=timezone.now() - timedelta(minutes=1))
    try:
        found["consultation, closed"] = measure(own)
    finally:
        versions.update(closes_at=closes)
    return found


def taken_out(page: ConsultationPage, form: str) -> dict[str, float]:
    from django.utils import timezone
    from django.utils.translation import override

    from participation.consultations.answering.exporting import write_table
    from participation.consultations.answering.reporting import document, gathering
    from participation.consultations.answering.reporting import page as web
    from participation.consultations.models import Opinion

    rows = Opinion.objects.of(page.translation_key).filter(removed_at=None).order_by("created_at", "pk")
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Memory() as memory, override("fi"):
        path = Path(folder) / "file"
        if form in ("html", "docx"):
            made = gathering.gather(page, page.get_site(), personal=False, now=timezone.now())
            (document if form == "docx" else web).write(made, path)
        else:
            write_table(form, path, page, rows, personal=False, progress=lambda done: None)
        seconds, size = time.perf_counter() - begun, path.stat().st_size / 2**20
    return {"rows": rows.count(), "seconds": seconds, "memory": memory.more, "size": size}


if __name__ == "__main__":
    django.setup()
    one, part = load(int(sys.argv[1])), sys.argv[2] if len(sys.argv) > 2 else ""
    print(json.dumps(taken_out(one, part) if part else screens(one)))
