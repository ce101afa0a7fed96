"""News, the oldest first, each published on its own day."""

from __future__ import annotations

from functools import partial
from typing import Any

from news.models import NewsPage

from .body import Writer
from .desk import SOURCE, Desk
from .pictures import MAKER
from .translating import publish

AUTHOR = {"fi": "Viestintä", "sv": "Kommunikationen"}


def add(desk: Desk) -> None:
    for spec in sorted(desk.data("news"), key=lambda spec: spec["days"]):
        translated = "sv" in spec["title"]
        page = publish(
            desk,
            desk.pages["uutiset"],
            partial(_make, desk, spec),
            translated=translated,
            days=spec["days"],
        )
        desk.pages[spec["slug"][SOURCE]] = page


def _make(desk: Desk, spec: dict[str, Any], language: str) -> NewsPage:
    writer = Writer(desk, spec["slug"][SOURCE], language)
    fields: dict[str, Any] = {name: writer.say(spec[name]) for name in ("title", "slug", "summary")}
    if picture := spec.get("picture"):
        fields |= {"image": desk.images[picture], "image_alt": desk.alts[picture][language], "image_credit": MAKER}
    project = desk.pages.get(spec.get("project", ""))
    page = NewsPage(
        **fields,
        date=desk.calendar.day(spec["days"]),
        author=AUTHOR[language],
        project_key=project.translation_key if project else None,
        body=writer.blocks(spec["body"]),
    )
    page.themes.add(*(desk.themes[slug] for slug in spec["themes"]))
    return page
