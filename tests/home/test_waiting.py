"""What waits for editors on the first page of the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.models import Page, Site

from accounts.roles import Role
from home.drift import Counted, Drift, count, findings
from tests import factories

from .pages import content, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return factories.municipality()


def waiting(client: Client) -> list[tuple[str, int]]:
    panel = next(one for one in client.get("/admin/").context["panels"] if getattr(one, "name", "") == "waiting")
    return [(one.text, one.number) for one in panel.get_context_data({})["waiting"]]


def test_counts_agree_with_what_the_report_names(site: Site) -> None:
    one = content(site, slug="yksi")
    content(site, slug="kaksi")
    translate(one)
    before = {finding.page.title for finding in findings(Page.objects.filter(depth__gt=1))}
    assert before
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        one.summary = "Toinen tiivistelmä"
        one.save_revision().publish()
    pages = Page.objects.filter(depth__gt=1)
    named = [finding.drift for finding in findings(pages)]
    lacking = sum(drift in (Drift.MISSING, Drift.UNTRANSLATED, Drift.DRAFT) for drift in named)
    assert count(pages) == [Counted(language="sv", lacking=lacking, outdated=named.count(Drift.OUTDATED))]
    assert named.count(Drift.OUTDATED) == 1


def test_only_editors_hear_of_pages_and_only_of_their_own(site: Site, client: Client) -> None:
    content(site, slug="yksi")
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    client.force_login(factories.official(site, Role.EDITOR))
    [(text, number)] = waiting(client)
    assert text == ngettext("page not translated (%(language)s)", "pages not translated (%(language)s)", number) % {
        "language": "ruotsi"
    }
    for slug in ("muualla", "kaukana"):
        content(elsewhere, slug=slug)
    assert waiting(client) == [(text, number)]
    client.force_login(factories.official(site, Role.PREPARER))
    assert not [text for text, _number in waiting(client) if "kääntämättä" in text]


@pytest.mark.parametrize("number", [1, 12])
def test_counting_costs_the_same_however_many_pages(site: Site, django_assert_num_queries: Any, number: int) -> None:
    for turn in range(number):
        content(site, slug=f"sivu-{turn}")
    with django_assert_num_queries(3):
        count(Page.objects.filter(depth__gt=1))
