"""A municipality with a proposal, a comment on it, and a moderator."""

from __future__ import annotations

import pytest
from wagtail.models import Site

from accounts.models import User
from accounts.roles import Role
from participation.comments.models import Comment
from participation.projects.models import ProjectPage
from participation.proposals.models import Proposal
from tests import factories


@pytest.fixture
def site(db: None) -> Site:
    return factories.municipality()


@pytest.fixture
def page(site: Site) -> ProjectPage:
    return factories.project(site)


@pytest.fixture
def proposal(site: Site, page: ProjectPage) -> Proposal:
    return factories.proposal(site, page)


@pytest.fixture
def comment(proposal: Proposal) -> Comment:
    return factories.comment(proposal, factories.resident("Kiivas kirjoittaja"), "Kuntalaiset ovat pelkkiä ääliöitä.")


@pytest.fixture
def moderator(site: Site) -> User:
    return factories.official(site, Role.MODERATOR, "Moderaattori Johan")
