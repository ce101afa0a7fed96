"""Ordinary pages and contacts."""

from __future__ import annotations

from functools import partial
from typing import Any

from wagtail.models import Page

from home.models import ContactIndexPage, ContactPage, ContentPage, SectionPage
from municipality.models import MunicipalitySettings
from news.models import NewsIndexPage
from participation.projects.models import ProjectsIndexPage

from .body import Writer
from .desk import SOURCE, Desk
from .translating import publish

CALM = 75  # days since the ordinary pages were last touched
NEWS = {"fi": ("Uutiset", "uutiset"), "sv": ("Nyheter", "nyheter")}
PROJECTS = {"fi": ("Hankkeet", "hankkeet"), "sv": ("Projekt", "projekt")}
MODELS: dict[str, type[Page]] = {
    "section": SectionPage,
    "content": ContentPage,
    "contacts": ContactIndexPage,
    "contact": ContactPage,
}


def add(desk: Desk) -> None:
    """Contacts first: other pages lead to them."""
    for model, words in ((NewsIndexPage, NEWS), (ProjectsIndexPage, PROJECTS)):
        desk.pages[words[SOURCE][1]] = _name(model.objects.child_of(desk.home).get(), words)
    specs = desk.data("pages")
    for spec in sorted(specs, key=lambda spec: spec["type"] != "contacts"):
        _add(desk, desk.home, spec)
    MunicipalitySettings.objects.filter(site=desk.site).update(
        rules_page=desk.pages["osallistumisen-saannot"],
        privacy_page=desk.pages["tietosuoja"],
        accessibility_page=desk.pages["saavutettavuus"],
    )


def _name(index: Page, words: dict[str, tuple[str, str]]) -> Page:
    """Give a list page, which every municipality starts with, the demonstration's title and slug in each language."""
    for page in type(index).objects.filter(translation_key=index.translation_key):
        page.title, page.slug = words[page.locale.language_code]
        page.save_revision().publish()
    index.refresh_from_db()
    return index


def _add(desk: Desk, parent: Page, spec: dict[str, Any]) -> None:
    page = publish(desk, parent, partial(_make, desk, spec), days=-CALM)
    desk.pages[spec.get("key") or spec["slug"][SOURCE]] = page
    for child in spec.get("children", ()):
        _add(desk, page, child)


def _make(desk: Desk, spec: dict[str, Any], language: str) -> Page:
    writer = Writer(desk, spec["slug"][SOURCE], language)
    fields: dict[str, Any] = {name: writer.say(spec.get(name)) for name in ("title", "slug", "summary")}
    fields["body"] = writer.blocks(spec.get("body", ()))
    if spec["type"] == "contact":
        fields |= {name: writer.say(spec.get(name)) for name in ("kind", "role", "phone", "email", "address", "hours")}
    return MODELS[spec["type"]](**fields)
