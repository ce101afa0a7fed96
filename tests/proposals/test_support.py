"""Support from a proposal's page."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone

from tests import factories
from tests.proposals.pages import messages, url


def test_support_from_the_page_and_back(client, site, page) -> None:
    proposal = factories.proposal(site, page)
    client.force_login(factories.resident())
    response = client.post(url("support", proposal.pk), follow=True)
    assert messages(response) == ["Kiitos, kannatuksesi on laskettu."]
    assert "Kannatat tätä" in response.content.decode()
    client.post(url("support", proposal.pk))
    proposal.refresh_from_db()
    assert proposal.support_count == 1
    client.post(url("support", proposal.pk), {"take_back": "1"})
    proposal.refresh_from_db()
    assert proposal.support_count == 0


def test_support_before_signing_in_is_counted_after_it(client, site, page) -> None:
    proposal = factories.proposal(site, page)
    client.post(url("support", proposal.pk))
    kept = client.session["pending"]
    client.force_login(factories.resident())
    session = client.session
    session["pending"] = kept
    session.save()
    client.get("/fi/tili/jatka/")
    client.get("/fi/tili/jatka/")
    proposal.refresh_from_db()
    assert proposal.support_count == 1


def test_a_refused_support_says_why(client, site) -> None:
    page = factories.project(site)
    proposal = factories.proposal(site, page)
    page.phases.update(closes_at=timezone.now() - timedelta(minutes=1))
    client.force_login(factories.resident())
    [message] = messages(client.post(url("support", proposal.pk), follow=True))
    assert re.fullmatch(r"Tämä sulkeutui \d+\.\d+\.\d{4} klo \d+\.\d\d\.", message)
