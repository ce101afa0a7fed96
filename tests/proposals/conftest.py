"""A municipality with a project that collects proposals."""

import pytest
from wagtail.models import Site

from participation.projects.models import ProjectPage
from tests import factories


@pytest.fixture
def site(db: None) -> Site:
    return factories.municipality()


@pytest.fixture
def page(site: Site) -> ProjectPage:
    return factories.project(site)
