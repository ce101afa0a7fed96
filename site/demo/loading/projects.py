"""Projects with everything that hangs on them."""

from __future__ import annotations

from functools import partial
from typing import Any

from participation.projects.models import ProjectPage, ProjectPhase

from .body import Writer
from .desk import SOURCE, Desk
from .documents import document
from .pictures import MAKER
from .translating import publish

CLOSES = 16  # o'clock


def add(desk: Desk) -> None:
    for spec in sorted(desk.data("projects"), key=lambda spec: spec["days"]):
        page = publish(desk, desk.pages["hankkeet"], partial(_make, desk, spec), days=spec["days"])
        desk.pages[spec["slug"][SOURCE]] = page


def _make(desk: Desk, spec: dict[str, Any], language: str) -> ProjectPage:
    writer = Writer(desk, spec["slug"][SOURCE], language)
    words = ("title", "slug", "summary", "unit", "funding_note", "case_number")
    page = ProjectPage(
        **{name: writer.say(spec[name]) for name in words},
        image=desk.images[spec["picture"]],
        image_alt=desk.alts[spec["picture"]][language],
        image_credit=MAKER,
        area=desk.areas.get(spec["area"] or ""),
        body=writer.blocks(spec["body"]),
        contacts=writer.blocks([{"contact": key} for key in spec["contacts"]]),
    )
    if spec.get("documents"):
        files = writer.items([document(desk, writer, one) for one in spec["documents"]])
        page.documents = writer.rows("documents", [{"title": "", "items": files}])
    page.themes.add(*(desk.themes[slug] for slug in spec["themes"]))
    page.phases = [_phase(desk, writer, phase) for phase in spec["phases"]]
    page.ways = writer.rows("way", (_way(desk, writer, way) for way in spec["ways"]))
    page.decisions = writer.rows("decision", (decision_of(desk, writer, decision) for decision in spec["decisions"]))
    page.partners = writer.rows(
        "partner",
        (
            {"name": writer.say(row["name"]), "responsibility": writer.say(row["role"]), "url": ""}
            for row in spec["partners"]
        ),
    )
    page.funding = writer.rows(
        "source", ({"source": writer.say(row["name"]), "amount": row["amount"]} for row in spec["funding"])
    )
    return page


def _phase(desk: Desk, writer: Writer, phase: dict[str, Any]) -> ProjectPhase:
    return ProjectPhase(
        name=writer.say(phase["name"]),
        text=writer.say(phase["text"]),
        opens_at=desk.calendar.moment(phase["opens"], CLOSES),
        closes_at=desk.calendar.moment(phase["closes"], CLOSES),
        allows=phase["allows"],
        least_age=phase.get("least_age"),
        who=phase.get("who", []),
    )


def _way(desk: Desk, writer: Writer, way: dict[str, Any]) -> dict[str, Any]:
    when = desk.calendar.moment(way["days"], way["hour"]).isoformat() if "days" in way else None
    return {"title": writer.say(way["title"]), "text": writer.say(way["text"]), "when": when, "url": ""}


def decision_of(desk: Desk, writer: Writer, decision: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": writer.say(decision["title"]),
        "body": writer.say(decision["body"]),
        "date": desk.calendar.day(decision["days"]).isoformat(),
        "number": decision["case"],
        "url": decision["url"],
        "effect": writer.say(decision["effect"]),
    }
