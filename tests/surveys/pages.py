"""Surveys as editors make them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from wagtail.models import Site

from surveys.models import SurveyPage
from tests.home.pages import below

KEYS = (
    "food eats yes no grade why dishes soup fish table r1 r2 bad good you school mail agree first last after later "
    "scale short long email phone code note part"
)
IDS = {name: str(UUID(int=number)) for number, name in enumerate(KEYS.split(), start=1)}


NEVER_SAID: dict[str, Any] = {"any_of": False, "clauses": []}


def listed(*options: tuple[str, str], **more: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"type": "item", "id": IDS[key], "value": {"text": text, "shown_if": NEVER_SAID, **more.get(key, {})}}
        for key, text in options
    ]


def steps(*found: tuple[int, str]) -> list[dict[str, Any]]:
    """The steps of a scale in words."""
    return [
        {"type": "item", "id": f"step-{number}", "value": {"number": number, "text": words}} for number, words in found
    ]


def when(question: str, op: str, *values: str) -> dict[str, Any]:
    ids = " ".join(IDS.get(value, value) for value in values)
    clause = {"question": IDS[question], "op": op, "values": ids}
    return {"any_of": False, "clauses": [{"type": "item", "id": IDS["first"], "value": clause}]}


def block(kind: str, key: str, title: str, **fields: Any) -> dict[str, Any]:
    value = {"title": title, "help": "", "required": False, "code": "", "shown_if": NEVER_SAID, **fields}
    return {"type": kind, "id": IDS[key], "value": value}


def start(key: str, title: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": "page",
        "id": IDS[key],
        "value": {"title": title, "text": "", "shown_if": NEVER_SAID, "jumps": [], **fields},
    }


MUCH = listed(("bad", "Paljon"), ("good", "Vähän"))


def meals() -> list[dict[str, Any]]:
    """Whether one eats at school, then how it is (hidden from who does not), then who one is."""
    return [
        start("food", "Ruokailu"),
        block("choice", "eats", "Syötkö koulussa?", required=True, options=listed(("yes", "Kyllä"), ("no", "En"))),
        start("after", "Ruoka", shown_if=when("eats", "any", "yes")),
        block("scale", "grade", "Miltä ruoka maistuu?", required=True, min=1, max=5, low="Huonolta", high="Hyvältä", skip=""),
        block("long_text", "why", "Mikä on vialla?", shown_if=when("grade", "at_most", "2"), max=None),
        block("matrix", "table", "Arvioi", rows=listed(("r1", "Melu"), ("r2", "Kiire")), options=MUCH),
        start("you", "Sinä"),
        block("short_text", "school", "Minkä koulun oppilas olet?", code="koulu", max=None),
        block("email", "mail", "Sähköposti arvontaa varten"),
    ]  # fmt: skip


def survey_page(site: Site, title: str = "Maistuuko kouluruoka?", **fields: Any) -> SurveyPage:
    now = timezone.now()
    fields = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=9), "questions": meals(), **fields}
    page = below(site.root_page, SurveyPage(**{"title": title, "summary": "Kerro.", "slug": "kouluruoka", **fields}))
    return SurveyPage.objects.get(pk=page.pk)


def post(key: str, *values: str, part: str = "") -> dict[str, list[str]]:
    return {f"q-{IDS[key]}" + (f"-{part}" if part else ""): list(values)}


def sent(*answers: dict[str, list[str]], asked: str, go: str = "next", **more: Any) -> dict[str, Any]:
    """What the browser sends for a page. ``asked``: keys of the questions on it, parted by blanks."""
    form: dict[str, Any] = {"asked": " ".join(IDS[key] for key in asked.split()), "go": go, **more}
    for answer in answers:
        form |= answer
    return form


def maturity() -> dict[str, Any]:
    """Fields of a scored survey: a choice with points and a scale, in two dimensions."""
    steps = listed(("yes", "Kyllä"), ("no", "Ei"), ("good", "En tiedä"), yes={"points": 4}, no={"points": 0})
    questions = [
        start("food", "Arvio"),
        block("choice", "eats", "Onko tavoitteet sovittu?", options=steps),
        block("scale", "grade", "Miten johto toimii?", min=1, max=5, low="", high="", skip=""),
        block("scale", "soup", "Miten palvelut toimivat?", min=1, max=5, low="", high="", skip=""),
    ]
    dimensions = [
        dimension("dishes", "Johtaminen", "eats", "grade", levels={"r1": (0, "Alussa"), "r2": (50, "Vakiintunut")}),
        dimension("table", "Palvelut", "soup", levels={"bad": (0, "Alkuun")}),
        {"type": "total", "id": IDS["after"], "value": {"levels": _levels({"last": (20, "Kehittyvä")})}},
    ]
    return {"questions": questions, "dimensions": dimensions}


def dimension(key: str, name: str, *questions: str, levels: dict[str, tuple[int, str]]) -> dict[str, Any]:
    counted = [{"type": "item", "id": f"{key}-{one}", "value": {"question": IDS[one]}} for one in questions]
    value = {"name": name, "questions": counted, "weight": 1, "levels": _levels(levels)}
    return {"type": "dimension", "id": IDS[key], "value": value}


def _levels(found: dict[str, tuple[int, str]]) -> list[dict[str, Any]]:
    return [
        {"type": "item", "id": IDS[key], "value": {"starts": starts, "name": name, "advice": f"Neuvo: {name}."}}
        for key, (starts, name) in found.items()
    ]
