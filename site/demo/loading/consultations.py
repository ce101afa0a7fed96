"""Consultations, and what was sent to them as residents send it."""

from __future__ import annotations

import json
import uuid
from functools import partial
from typing import Any

from participation.consultations import actions
from participation.consultations.geometry import from_pen
from participation.consultations.models import ConsultationPage, ConsultationsIndexPage, Opinion
from participation.consultations.queries import consultation
from participation.consultations.rules import Naming

from . import responses
from .body import Writer, rich_text
from .desk import SOURCE, Desk
from .pictures import MAKER
from .projects import decision_of
from .translating import publish

OPENS, CLOSES = 9, 15  # o'clock
KINDS = ("main", "part", "alternative", "report")
PRIVACY = ("controller", "purpose", "basis", "recipients", "kept")
_NAMESPACE = uuid.UUID("f3b2a6c4-7d0e-4a0f-9d55-0c6c8c7f1b8e")


def add(desk: Desk) -> None:
    data = desk.data("consultations")
    index = publish(desk, desk.home, partial(_index, desk, data["index"]), days=data["pages"][0]["opens"])
    desk.pages["kuulemiset"] = index
    for spec in data["pages"]:
        _add(desk, index, spec)
    spec = desk.data("consultations_decided")
    responses.add(desk, spec, *_add(desk, index, spec))


def _add(desk: Desk, index: ConsultationsIndexPage, spec: dict[str, Any]) -> tuple[ConsultationPage, list[Opinion]]:
    page = publish(desk, index, partial(_make, desk, spec), days=spec["opens"])
    desk.pages[spec["slug"][SOURCE]] = page
    told = enumerate(spec["opinions"])
    return page, [_send(desk, page, spec["slug"][SOURCE], one, number) for number, one in told]


def _index(desk: Desk, spec: dict[str, Any], language: str) -> ConsultationsIndexPage:
    return ConsultationsIndexPage(**{name: spec[name][language] for name in ("title", "slug", "summary")})


def _make(desk: Desk, spec: dict[str, Any], language: str) -> ConsultationPage:
    writer = Writer(desk, spec["slug"][SOURCE], language)
    say = writer.say
    shape = {"type": "Polygon", "coordinates": [spec["place"]]}
    page = ConsultationPage(
        **{name: say(spec[name]) for name in ("title", "slug", "summary", "unit", "effect")},
        **{f"privacy_{name}": say(spec["privacy"][name]) for name in PRIVACY},
        legal_basis=say(spec["legal"]),
        kind=spec["kind"],
        stage=spec["stage"],
        opens_at=desk.calendar.moment(spec["opens"], OPENS),
        closes_at=desk.calendar.moment(spec["closes"], CLOSES),
        image=desk.images[spec["picture"]],
        image_alt=desk.alts[spec["picture"]][language],
        image_credit=MAKER,
        case_number=spec["case"],
        project_key=desk.pages[spec["project"]].translation_key if "project" in spec else None,
        area=desk.areas.get(spec["area"]),
        place=json.dumps(
            {
                "type": "FeatureCollection",
                "features": [{"type": "Feature", "geometry": shape, "properties": {"name": spec["place_name"]}}],
            }
        ),
        sections=[_section(spec, part, writer) for part in spec["sections"]],
        decisions=writer.rows("decision", [decision_of(desk, writer, one) for one in spec.get("decisions", ())]),
        contacts=writer.blocks([{"contact": key} for key in spec.get("contacts", ())]),
    )
    page.themes.add(*(desk.themes[slug] for slug in spec["themes"]))
    return page


def _section(spec: dict[str, Any], part: dict[str, Any], writer: Writer) -> dict[str, Any]:
    language = writer.language
    kind = next(name for name in KINDS if name in part)
    key = _id(spec["slug"][SOURCE], part[kind])
    value: dict[str, Any] = {"title": part["title"][language], "body": [], "audience": ""}
    if "layer" in part:
        value["body"].append(_layer(key, part["layer"], spec["layers"][language]))
    value["body"].append({"type": "text", "id": _id(key, "text"), "value": rich_text([part["text"][language]])})
    if "survey" in part:
        value["body"].append({"type": "survey", "id": _id(key, "survey"), "value": writer.survey(part["survey"])})
    if kind == "alternative":
        value["based_on_this"] = part.get("chosen", False)
    return {"type": kind, "id": key, "value": value}


def _layer(key: str, shapes: dict[str, Any], title: str) -> dict[str, Any]:
    """``shapes``: lists of positions by what they draw, a line or an area."""
    drawn = [
        *({"type": "LineString", "coordinates": line} for line in shapes.get("lines", ())),
        *({"type": "Polygon", "coordinates": [ring]} for ring in shapes.get("areas", ())),
    ]
    features = [{"type": "Feature", "geometry": geometry, "properties": {"name": ""}} for geometry in drawn]
    geojson = json.dumps({"type": "FeatureCollection", "features": features})
    return {"type": "layer", "id": _id(key, "layer"), "value": {"title": title, "geojson": geojson}}


def _id(*parts: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, " ".join(parts)))


def _send(desk: Desk, page: ConsultationPage, slug: str, told: dict[str, Any], number: int) -> Opinion:
    found = consultation(desk.site, page.translation_key)
    assert found is not None
    name, organisation = told["name"], told.get("organisation", "")
    written = actions.Written(
        body=told["text"],
        place=from_pen(json.dumps(told["at"])) if "at" in told else None,
        naming=Naming.ALIAS if name else Naming.HIDDEN,
        name=name,
        organisation=organisation,
        full_name="Maija Esimerkki",
        street="Esimerkkikuja 1, Koivuranta",
    )
    return actions.send(
        consultation=found,
        uuid=uuid.uuid5(_NAMESPACE, f"{slug} {number}"),
        written=written,
        user=None,
        now=desk.calendar.past(told["days"], number),
        language=told["language"],
        section=_id(slug, told["about"]) if told["about"] else "",
    )
