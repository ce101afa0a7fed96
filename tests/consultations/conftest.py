import pytest

from tests import factories

from .pages import consultation_page


@pytest.fixture
def site(db):
    return factories.municipality()


@pytest.fixture
def page(site):
    return consultation_page(site)
