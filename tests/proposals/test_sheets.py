"""A sheet of signatures at the service desk: each row is somebody's support, counted once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Site

from accounts.models import User
from accounts.roles import Role
from core.models import AuditRow
from participation.proposals.counting import of
from participation.proposals.models import Proposal, Support
from tests import factories


@pytest.fixture
def site(db: None) -> Site:
    return factories.municipality()


@pytest.fixture
def proposal(site: Site) -> Proposal:
    return factories.proposal(site, factories.project(site))


@pytest.fixture
def clerk(site: Site) -> User:
    return factories.official(site, Role.SERVICE_DESK, "Virpi Palvelu")


def send(client: Client, proposal: Proposal, *rows: dict[str, str]) -> Any:
    fields = {"form-TOTAL_FORMS": "12", "form-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        fields |= {f"form-{number}-{name}": value for name, value in row.items()}
    return client.post(f"/fi/ehdotukset/{proposal.pk}/nimilista/", fields)


def test_rows_are_counted_once_marked_and_logged_and_the_refused_are_named(
    client: Client, site: Site, proposal: Proposal, clerk: User
) -> None:
    client.force_login(clerk)
    faulty = send(client, proposal, {"name": "Maija Aho", "born": "1.1.1970"}, {"name": "Kalle"}, {"born": "1.1.1999"})
    assert faulty.context["rows"].total_error_count() == 3
    assert not Support.objects.exists()
    page = send(
        client,
        proposal,
        {"name": "Maija Aho", "born": "1.1.1970", "address": "Rantatie 3"},
        {"name": "Aho Maija", "address": "rantatie 3"},  # the same person, on the next line
        {"name": "Maija Aho", "born": "1.1.1971"},  # another of the name
    )
    entered = page.context["entered"]
    assert (entered.counted, entered.known) == (["Maija Aho", "Maija Aho"], ["Aho Maija"])
    proposal.refresh_from_db()
    assert proposal.support_count == 2
    assert of([proposal.pk])[proposal.pk].by_via() == [("Paperilla", 2)]
    rows = AuditRow.objects.filter(verb="proposal.support")
    assert {row.actor_id for row in rows} == {clerk.pk}
    assert {row.behalf_id for row in rows} == set(Support.objects.values_list("user", flat=True))
    assert not User.objects.filter(email="").exclude(display_name="").exists()  # the names are not kept
    assert AuditRow.objects.get(verb="proposal.enter_sheet").detail == {"number": 2, "known": 1, "refused": 0}


def test_who_is_too_young_is_named_with_the_cause(client: Client, site: Site, clerk: User) -> None:
    page = factories.project(site)
    proposal = factories.proposal(site, page)
    page.phases.update(least_age=13, who=["resident"])
    client.force_login(clerk)
    answer = send(
        client,
        proposal,
        {"name": "Pikku Aho", "born": f"1.1.{date.today().year - 5}", "basis": "resident"},
        {"name": "Iso Aho", "born": "1.1.1970", "basis": "service_user"},
        {"name": "Oma Aho", "born": "1.1.1970", "basis": "resident"},
    )
    assert answer.context["entered"].counted == ["Oma Aho"]
    text = answer.content.decode()
    assert "13 vuoden iästä" in text
    assert "kotikuntasi on muu" in text
    assert Support.objects.get().basis == "resident"
    assert User.objects.filter(email="").count() == 1  # who was refused is not kept


def test_only_the_desk_writes_sheets_and_not_in_somebody_s_name(
    client: Client, site: Site, proposal: Proposal, clerk: User
) -> None:
    client.force_login(factories.official(site, Role.PREPARER))
    assert send(client, proposal, {"name": "Maija Aho", "born": "1.1.1970"}).status_code == 403
    client.force_login(clerk)
    client.post("/fi/palvelupiste/", {"channel": "phone", "name": "Eino Aho", "born": "1.1.1950"})
    assert send(client, proposal, {"name": "Maija Aho", "born": "1.1.1970"}).status_code == 403
    assert not Support.objects.exists()
    client.post("/fi/palvelupiste/lopeta/")
    found = client.get("/fi/ehdotukset/nimilistat/", {"number": proposal.pk})
    assert found.url == f"/fi/ehdotukset/{proposal.pk}/nimilista/"
    assert "ei ole julkista" in client.get("/fi/ehdotukset/nimilistat/", {"number": 999}).content.decode()
