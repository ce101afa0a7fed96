"""What the pages of who is signed in ask the database: at most twenty questions, in both languages, however much there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, Site

from accounts.models import User
from accounts.roles import Role
from home.models import HomePage
from municipality.models import Area, Theme
from news.models import NewsIndexPage, NewsPage
from participation.following import actions as following
from participation.following.topics import Topic
from participation.projects.models import ProjectPage
from participation.proposals import actions
from tests import factories

from .blocks import image
from .pages import below, swedish, translate

MOST = 23  # of one's own page, which each room adds a query or two to
NOW = datetime.fromisoformat("2026-06-03T08:30:00+03:00")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Nothing that a process keeps for some seconds grows old while queries are counted, however slow the machine."""
    standing = SimpleNamespace(monotonic=lambda: 0.0)
    monkeypatch.setattr("core.cache.time", standing)
    monkeypatch.setattr("core.locales.time", standing)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def site(db: None) -> Site:
    return factories.municipality()


@pytest.fixture
def project(site: Site) -> ProjectPage:
    page: ProjectPage = factories.project(site)
    page.themes.add(*Theme.objects.filter(site=site))
    page.save_revision().publish()
    translate(page)
    return page


def live(person: User, site: Site, project: ProjectPage, number: int) -> None:
    """So much of everything: news, projects, proposals with comments, and the person has part in each."""
    news = NewsIndexPage.objects.get(locale__language_code="fi", path__startswith=site.root_page.path)
    preparer = factories.official(site, Role.PREPARER)
    for turn in range(number):
        below(news, NewsPage(title=f"Uutinen {turn}", image=image(f"laituri{turn}"), image_alt="Laituri"))
        other = factories.project(site, f"Hanke {turn}")
        theirs = factories.proposal(site, project, lat=60.12, lon=23.92, area=Area.objects.get(site=site))
        own = factories.proposal(site, other, person)
        factories.draft(site, other, person, title=f"Luonnos {turn}")
        said = factories.comment(theirs, person)
        factories.comment(theirs, factories.resident(), parent=said)
        factories.comment(own, factories.resident())
        actions.support(proposal=theirs, user=person, now=timezone.now())
        answer: dict[str, Any] = {"state": "accepted", "text": {"fi": "Toteutetaan."}, "signed": {}}
        actions.answer(proposal=own, user=preparer, now=timezone.now(), **answer)
        for topic in (Topic("project", str(other.translation_key)), Topic("proposal", str(theirs.uuid))):
            following.follow(user=person, site=site, topic=topic, now=timezone.now())


def in_language(page: Any, language: str) -> Page:
    return page if language == "fi" else swedish(page)


def asked(client: Client, path: str) -> int:
    """By one who has been here already."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def addresses(site: Site, project: ProjectPage, language: str) -> dict[str, str]:
    """Pages of who is signed in."""
    from participation.proposals.models import Proposal

    proposal = Proposal.objects.public().filter(project_key=project.translation_key).earliest("pk")
    with override(language):
        return {
            "front": in_language(HomePage.objects.get(pk=site.root_page_id), language).url,
            "projects": in_language(project.get_parent().specific, language).url,
            "project": in_language(project, language).url,
            "proposals": reverse("proposals:list"),
            "proposal": proposal.get_absolute_url(),
            "own": reverse("accounts:mine"),
            "followed": reverse("following:mine"),
            "news": reverse("following:news"),
        }


def desk(language: str) -> dict[str, str]:
    with override(language):
        return {name: reverse(f"council:{name}") for name in ("desk", "list", "people")}


def numbers(client: Client, paths: Callable[[str], dict[str, str]]) -> dict[tuple[str, str], int]:
    return {(name, code): asked(client, path) for code in ("fi", "sv") for name, path in paths(code).items()}


@pytest.mark.parametrize("role", [None, Role.COUNCILLOR])
def test_the_pages_of_who_is_signed_in(client: Client, site: Site, project: ProjectPage, role: Role | None) -> None:
    person = factories.official(site, role) if role else factories.resident()
    User.objects.filter(pk=person.pk).update(visited_at=NOW - timedelta(days=2))
    client.force_login(person)

    def paths(code: str) -> dict[str, str]:
        return addresses(site, project, code) | (desk(code) if role else {})

    live(person, site, project, 1)
    few = numbers(client, paths)
    live(person, site, project, 29)
    assert numbers(client, paths) == few
    assert {page: number for page, number in few.items() if number > MOST} == {}
