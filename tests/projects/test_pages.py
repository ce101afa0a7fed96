"""A project's page says what can be done now, and until when."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override

from participation import registry
from participation.projects.models import ProjectPhase, ProjectsIndexPage
from tests import factories


@pytest.fixture
def site(db: None):
    return factories.municipality()


def html_of(client, page) -> str:
    return client.get(page.url).content.decode()


def test_an_open_project_leads_to_taking_part(client, site) -> None:
    page = factories.project(site)
    html = html_of(client, page)
    with override("fi"):
        [act] = registry.open_acts(site.pk, timezone.now())
    assert re.search(rf'<section class="act" aria-labelledby="h-now">.*href="{act.button_url}"', html, re.S)
    assert "Näin voit vaikuttaa" in html
    assert "Päätökset ja vaikutukset" in html


def test_a_project_that_has_ended_offers_nothing(client, site) -> None:
    page = factories.project(site, opens=timedelta(days=-9), closes=timedelta(days=-1))
    html = html_of(client, page)
    assert 'class="act" data-state="closed"' in html
    assert 'data-color="now"' not in html
    assert registry.open_acts(site.pk, timezone.now()) == []


def test_a_project_to_come_tells_when_it_opens(client, site) -> None:
    page = factories.project(site, opens=timedelta(days=2), closes=timedelta(days=9))
    assert "Ei vielä auki" in html_of(client, page)


def test_an_open_phase_that_only_lets_read_offers_nothing(client, site) -> None:
    page = factories.project(site, allows=())
    assert 'data-color="now"' not in html_of(client, page)


def test_facts_partners_funding_and_decisions_are_told(client, site) -> None:
    page = factories.project(site)
    page.case_number, page.unit = "KOI/418/2024", "Osallisuuspalvelut"
    page.partners = [("partner", {"name": "Lehtosalmen kunta", "responsibility": "Testaa lomakkeita"})]
    page.funding = [
        ("source", {"source": "Valtio", "amount": Decimal(350200)}),
        ("source", {"source": "Kunnat", "amount": Decimal(61800)}),
    ]
    page.decisions = [
        (
            "decision",
            {
                "title": "Kokeilun laajentaminen",
                "body": "Kaupunginhallitus § 112",
                "date": date(2026, 1, 19),
                "number": "KOI/418/2024",
                "url": "https://dynasty.koivuranta.example/112",
                "effect": "Venepaikka otettiin mukaan.",
            },
        )
    ]
    page.save_revision().publish()
    html = html_of(client, page).replace("\xa0", " ")
    for told in (
        "Lehtosalmen kunta",
        "Testaa lomakkeita",
        "412 000 €",
        "350 200 €",
        "Kaupunginhallitus § 112",
        "19.1.2026",
    ):
        assert told in html
    assert '<a href="https://dynasty.koivuranta.example/112">Kokeilun laajentaminen</a>' in html


def test_a_phase_that_ends_before_it_begins_is_refused(site) -> None:
    now = timezone.now()
    phase = ProjectPhase(name="Väärin päin", opens_at=now, closes_at=now - timedelta(days=1))
    with pytest.raises(Exception, match=r"Vaiheen pitää alkaa ennen kuin se päättyy\."):
        phase.clean()


def test_another_municipality_does_not_show_the_project(client, site) -> None:
    page = factories.project(site)
    other = factories.municipality("Lehtosalmi", "Lövsund", "lehtosalmi.example")
    assert registry.projects(other.pk) == []
    assert registry.project(other.pk, page.translation_key) is None
    assert client.get(page.url, headers={"host": "lehtosalmi.example"}).status_code == 404


def test_the_list_makes_the_same_queries_for_one_and_thirty(client, site, django_assert_max_num_queries) -> None:
    index = ProjectsIndexPage.objects.get(locale=site.root_page.locale)
    factories.project(site)
    client.get(index.url)
    client.get(index.url)
    with django_assert_max_num_queries(20) as one:
        client.get(index.url)
    for number in range(29):
        factories.project(site, f"Hanke {number}")
    client.get(index.url)  # reads the menu anew, once, because pages were published
    with django_assert_max_num_queries(20) as thirty:
        client.get(index.url)
    assert len(thirty) == len(one)


def test_a_swedish_reader_meets_the_finnish_project_marked(client, site) -> None:
    page = factories.project(site)
    call_command("sync_locale_trees")
    alias = page.get_translations().get()
    html = client.get(alias.url).content.decode()
    assert '<main id="content" tabindex="-1" lang="fi">' in html
    assert "Så här kan du påverka" in html
