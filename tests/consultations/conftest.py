import pytest

from accounts.roles import Role
from tests import factories

from .pages import consultation_page


@pytest.fixture
def site(db):
    return factories.municipality()


@pytest.fixture
def page(site):
    return consultation_page(site)


@pytest.fixture
def admin(client, site):
    client.force_login(factories.official(site, Role.ADMINISTRATOR))
    return client
