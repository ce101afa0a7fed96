"""A municipality with a project that collects proposals."""

import pytest
from wagtail.models import Site

from core import guard
from municipality.models import Theme
from participation.projects.models import ProjectPage
from tests import factories


@pytest.fixture
def site(db: None) -> Site:
    return factories.municipality()


@pytest.fixture
def page(site: Site) -> ProjectPage:
    return factories.project(site)


@pytest.fixture
def form(site, page) -> dict[str, str]:
    """What a resident types."""
    return {
        "draft": "6f1f7d6e-0000-4000-8000-000000000001",
        "project": str(page.translation_key),
        "title": "Penkkejä Harjulan mäelle",
        "body": "Mäki on jyrkkä, eikä matkalla ole yhtään paikkaa levähtää.",
        "theme": str(Theme.objects.get(site=site, slug="liikunta").pk),
        "language": "fi",
        "place": "Harjulantie 8",
        "area": "",
        "lat": "60.12",
        "lon": "23.92",
        guard.STAMP: guard.stamp("draft", seconds_ago=60),
    }
