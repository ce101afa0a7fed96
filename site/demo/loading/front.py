"""The front page in each language, the menu, the footer and the disruption: what leads to everything else."""

from __future__ import annotations

from typing import Any

from core.fields import LocalizedText
from home.models import HomePage
from municipality.models import Alert, FooterLink, MainMenu, MenuItem, MunicipalitySettings

from .body import Blocks, Writer
from .desk import Desk


def add(desk: Desk) -> None:
    data = desk.data("municipality")
    for page in HomePage.objects.filter(translation_key=desk.home.translation_key):
        writer = Writer(desk, "home", page.locale.language_code)
        page.summary = writer.say(data["home"]["summary"])
        page.sections = _sections(writer, data)
        page.save_revision().publish()
    _menu(desk, data["menu"])
    _settings(desk, data)
    for alert in data["alerts"]:
        _alert(desk, alert)


def _sections(writer: Writer, data: dict[str, Any]) -> Blocks:
    home = data["home"]
    said = {kind: _said(writer, value) for kind, value in home["sections"].items()}
    stories = [
        {
            "title": writer.say(story["title"]),
            "text": writer.say(story["text"]),
            "image": writer.image(story["picture"]),
            "link": writer.link(writer.desk.target(story["to"])),
        }
        for story in home["stories"]
    ]
    shortcuts = [
        {"icon": item["icon"], "link": writer.link(writer.desk.target(item["to"]))} for item in data["shortcuts"]
    ]
    return [
        writer.block("hero", {**_said(writer, home["hero"]), "search": True, "scenery": True}),
        writer.block("open_now", said["open_now"]),
        writer.block("proposals", said["proposals"]),
        writer.block("news", said["news"]),
        writer.block("survey", writer.survey(home["survey"])),
        writer.block("stories", {**said["stories"], "items": writer.items(stories)}),
        writer.block("shortcuts", {**said["shortcuts"], "items": writer.items(shortcuts)}),
    ]


def _said(writer: Writer, value: dict[str, Any]) -> dict[str, Any]:
    return {name: writer.say(words) if isinstance(words, dict) else words for name, words in value.items()}


def _link(desk: Desk, spec: dict[str, Any]) -> dict[str, Any]:
    target = {"page": desk.target(spec["to"])} if spec["to"].startswith("page:") else {"place": spec["to"]}
    return {"label": LocalizedText(spec.get("label", {})), **target}


def _menu(desk: Desk, specs: list[dict[str, Any]]) -> None:
    menu = MainMenu.objects.get(site=desk.site)
    menu.items.all().delete()
    MenuItem.objects.bulk_create(
        MenuItem(menu=menu, sort_order=order, **_link(desk, spec)) for order, spec in enumerate(specs)
    )


def _settings(desk: Desk, data: dict[str, Any]) -> None:
    row = MunicipalitySettings.objects.get(site=desk.site)
    FooterLink.objects.bulk_create(
        FooterLink(municipality=row, sort_order=order, **_link(desk, spec)) for order, spec in enumerate(data["footer"])
    )
    row.default_image = desk.images["raitti"]
    row.save()  # and have every process read the menu anew


def _alert(desk: Desk, spec: dict[str, Any]) -> None:
    alert = Alert(
        site=desk.site,
        severity=spec["severity"],
        title=LocalizedText(spec["title"]),
        text=LocalizedText(spec["text"]),
        url=desk.target(spec["to"]).get_url_parts()[2],
        link_text=LocalizedText(spec["link"]),
        starts_at=desk.calendar.past(-spec["starts"]),
        ends_at=desk.calendar.moment(spec["ends"]),
    )
    alert.full_clean()
    alert.save()
