"""A published proposal to talk about."""

import pytest
from wagtail.models import Site

from participation.proposals.models import Proposal
from tests import factories


@pytest.fixture
def site(db: None) -> Site:
    return factories.municipality()


@pytest.fixture
def proposal(site: Site) -> Proposal:
    return factories.proposal(site, factories.project(site))
