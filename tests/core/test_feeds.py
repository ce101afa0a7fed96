"""Atom everywhere: valid, of what is public, fixed in its queries, and not sent twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlparse
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Site

from accounts.roles import Role
from participation.projects.models import ProjectPage
from participation.proposals import actions
from participation.proposals.models import Proposal
from participation.proposals.rules import State
from tests import factories
from tests.moderation import acts

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def town(db: None) -> tuple[Site, ProjectPage]:
    site = factories.municipality()
    return site, factories.project(site)


def read(client, address: str) -> list[dict[str, str]]:
    """The entries of a feed, which is held to RFC 4287."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert [bool(found.text) for found in feed.findall(ATOM + name)] == [True], (address, name)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert urlparse(links["self"]).path == urlparse(address).path
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        for name in ("id", "title", "updated"):
            assert [bool(found.text) for found in entry.findall(ATOM + name)] == [True], (address, name)
        datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "")
        assert [str(link.get("href"))[:4] for link in entry.findall(f"{ATOM}link")] == ["http"]
        assert feed.findtext(f"{ATOM}author/{ATOM}name") or entry.findtext(f"{ATOM}author/{ATOM}name")
    keys = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(keys)) == len(keys)
    return [{name: entry.findtext(ATOM + name) or "" for name in ("title", "summary")} for entry in entries]


def fill(site: Site, page: ProjectPage, number: int) -> Proposal:
    """Proposals with answers and comments; some of each have left the public."""
    preparer, moderator = factories.official(site, Role.PREPARER), factories.official(site, Role.MODERATOR)

    def answer(made: Proposal, text: str) -> None:
        actions.answer(
            proposal=made, user=preparer, now=timezone.now(), state=State.ACCEPTED, text={"fi": text}, signed={}
        )

    shown = [factories.proposal(site, page, title=f"Julkinen ranta numero {turn}") for turn in range(number)]
    for made in shown:
        answer(made, "Vastaus")
        factories.comment(shown[0], factories.resident())
    hidden = factories.proposal(site, page, title="Salattu ranta kokonaan")
    answer(hidden, "Salattu vastaus")
    acts.remove(hidden, moderator)
    acts.remove(factories.comment(shown[0], factories.resident(), body="Salattu kommentti"), moderator)
    factories.draft(site, page, factories.resident(), title="Salattu luonnos rannasta")
    return shown[0]


def test_each_feed_is_valid_public_and_of_fixed_queries(town: tuple[Site, ProjectPage], client) -> None:
    first = fill(*town, 1)
    feeds = [
        "/fi/ehdotukset/feed.xml",
        "/fi/ehdotukset/answers.xml",
        f"/fi/ehdotukset/{first.pk}/feed.xml",
        f"/fi/kommentit/proposal/{first.pk}/feed.xml",
        "/fi/moderointi/feed.xml",
        "/fi/haku/feed.xml?q=ranta",
        "/sv/forslag/answers.xml",
    ]
    before = {}
    for address in feeds:
        entries = read(client, address)
        assert entries, address
        assert not any("Salattu" in value for entry in entries for value in entry.values()), address
        before[address] = queries_of(client, address)
    assert max(before.values()) <= 12, before
    fill(*town, 10)
    for address in feeds:
        read(client, address)
        assert queries_of(client, address) == before[address], address


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_what_is_not_public_has_no_feed(town: tuple[Site, ProjectPage], client) -> None:
    site, page = town
    gone = factories.proposal(site, page)
    factories.comment(gone, factories.resident())
    acts.remove(gone, factories.official(site, Role.MODERATOR))
    other = factories.municipality("Muu", "Annan", hostname="muu.example")
    elsewhere = factories.proposal(other, factories.project(other))
    for number in (gone.pk, elsewhere.pk, 999999):
        assert client.get(f"/fi/kommentit/proposal/{number}/feed.xml").status_code == 404
    assert client.get(f"/fi/ehdotukset/{elsewhere.pk}/feed.xml").status_code == 404
    assert read(client, f"/fi/ehdotukset/{gone.pk}/feed.xml") == []
    assert client.get("/fi/kommentit/nothing/1/feed.xml").status_code == 404


def test_a_reader_that_has_the_newest_is_told_so(town: tuple[Site, ProjectPage], client) -> None:
    address = "/fi/ehdotukset/feed.xml"
    fill(*town, 1)
    first = client.get(address)
    for header, value in (("If-None-Match", first["ETag"]), ("If-Modified-Since", first["Last-Modified"])):
        again = client.get(address, headers={header: value})
        assert (again.status_code, again.content) == (304, b"")
    assert "max-age=300" in first["Cache-Control"]
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        factories.proposal(*town, title="Uusi laituri rantaan")
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_pages_link_to_their_feeds(town: tuple[Site, ProjectPage], client) -> None:
    first = fill(*town, 1)
    pages = {
        first.get_absolute_url(): [
            f"/fi/ehdotukset/{first.pk}/feed.xml",
            f"/fi/kommentit/proposal/{first.pk}/feed.xml",
        ],
        "/fi/ehdotukset/?theme=liikunta": ["/fi/ehdotukset/feed.xml?theme=liikunta", "/fi/ehdotukset/answers.xml"],
        "/fi/moderointi/": ["/fi/moderointi/feed.xml"],
        "/fi/haku/?q=ranta": ["/fi/haku/feed.xml?q=ranta"],
    }
    with override("fi"):
        for address, feeds in pages.items():
            html = client.get(address).content.decode()
            for feed in feeds:
                assert html.count(f'href="{feed}"') == 2, (address, feed)
