import pytest

from tests import factories

from .pages import survey_page


@pytest.fixture
def site():
    return factories.municipality()


@pytest.fixture
def page(site):
    return survey_page(site)
