"""The municipality itself: site, settings, themes, areas."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from wagtail.models import Site

from core.fields import LocalizedText
from home.actions import start_municipality
from home.models import HomePage
from municipality.actions import take_areas
from municipality.models import Kind, MunicipalitySettings, Theme
from municipality.outlines import reading as outlines
from municipality.outlines.plan import guess, plan
from search.tuning.actions import add_ready

from ..calendar import Calendar
from .desk import FOLDER, read

ALONE, BESIDE = ("localhost", 80), ("demo.localhost", 80)


def start(calendar: Calendar) -> Site:
    """Take over an empty installation; beside a real municipality, open a site of its own (Wagtail ignores the port
    where the host name is enough)."""
    data = calendar.fill(read("municipality"))
    hostname, port = BESIDE if HomePage.objects.exists() else ALONE
    site = start_municipality(name=data["name"], hostname=hostname, port=port)
    _settings(site, data, calendar)
    add_ready(site=site, user=None)
    for theme in data["themes"]:
        Theme.objects.create(site=site, slug=theme["slug"], names=LocalizedText(theme["names"]))
    _areas(site)
    return site


def _areas(site: Site) -> None:
    """From a file, as an administrator would take them."""
    reading = outlines.read((FOLDER / "data" / "areas.geojson").read_bytes())
    chosen = {code: guess(reading.properties, code) for code, _name in settings.LANGUAGES}
    take_areas(site_id=site.pk, user=None, plan=plan(reading, chosen, []), source="areas.geojson")


def _settings(site: Site, data: dict[str, Any], calendar: Calendar) -> None:
    row = MunicipalitySettings.objects.get(site=site)
    row.official_names = LocalizedText(data["official_name"])
    row.kind = Kind.TOWN
    row.population, row.population_date = data["population"], calendar.day(-60)
    for name in ("address", "service_point", "registry"):
        setattr(row, name, LocalizedText(data[name]))
    row.business_id, row.switchboard, row.email = data["business_id"], data["switchboard"], data["email"]
    row.registry_email = data["registry_email"]
    row.einvoice_address, row.einvoice_operator = data["invoicing"]["address"], data["invoicing"]["operator"]
    row.mail_sender_name = LocalizedText(data["official_name"])
    for edge in ("west", "south", "east", "north"):
        setattr(row, f"map_{edge}", Decimal(str(data["map"][edge])))
    row.full_clean()
    row.save()
