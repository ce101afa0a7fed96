"""What the steps of loading have in common: where they load to, and what earlier steps made."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from wagtail.images.models import Image
from wagtail.models import Locale, Page, Site

from accounts.models import User
from municipality.models import Area, Theme

from ..calendar import Calendar

FOLDER = Path(__file__).resolve().parent.parent
SOURCE = "fi"


def read(name: str) -> Any:
    """A data file, its dates not yet filled in."""
    return json.loads((FOLDER / "data" / f"{name}.json").read_text(encoding="utf-8"))


@dataclass
class Desk:
    """``pages`` are in the source language, by their Finnish slug (contacts also by key); ``users`` by display name;
    ``supporters``: everyone who may support a proposal, staff left out."""

    site: Site
    calendar: Calendar
    random: Random
    users: dict[str, User] = field(default_factory=dict)
    supporters: list[User] = field(default_factory=list)
    images: dict[str, Image] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

    def data(self, name: str) -> Any:
        return self.calendar.fill(read(name))

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {theme.slug: theme for theme in Theme.objects.filter(site=self.site)}

    @cached_property
    def areas(self) -> dict[str, Area]:
        return {area.slug: area for area in Area.objects.filter(site=self.site)}

    @cached_property
    def locale(self) -> Locale:
        return Locale.objects.get(language_code=SOURCE)

    @cached_property
    def other_locales(self) -> list[Locale]:
        """The other languages that the demonstration is written in."""
        return list(Locale.objects.filter(language_code="sv"))

    @cached_property
    def alts(self) -> dict[str, dict[str, str]]:
        """What each picture shows, by language."""
        return read("pictures")

    @property
    def home(self) -> Page:
        return self.site.root_page

    def target(self, to: str) -> Page:
        """The page that the data calls ``page:<slug>``. Raises KeyError when no such page has been made."""
        return self.pages[to.removeprefix("page:")]
