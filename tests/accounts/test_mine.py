"""The own page, put together by those who register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from accounts import mine
from accounts.mine import Contribution, Draft, Event, Section
from accounts.models import User
from tests.accounts.conftest import Visitor


@pytest.fixture
def providers() -> Iterator[dict[str, mine.Provider]]:
    """Only those of the test."""
    kept = dict(mine._providers)
    mine._providers.clear()
    yield mine._providers
    mine._providers.clear()
    mine._providers.update(kept)


def happened(hours: int, text: str) -> Event:
    return Event(at=timezone.now() - timedelta(hours=hours), text=text, url="/fi/")


def test_events_of_all_are_merged_newest_first(site: Site, ritva: User, providers: dict[str, mine.Provider]) -> None:
    mine.register("proposals", lambda user, site: Contribution(events=(happened(1, "a"), happened(9, "c"))))
    mine.register(
        "comments", lambda user, site: Contribution(events=(happened(5, "b"),), drafts=(Draft(title="d", url="/"),))
    )
    gathered = mine.gather(ritva, site)
    assert [event.text for event in gathered.events] == ["a", "b", "c"]
    assert [draft.title for draft in gathered.drafts] == ["d"]
    assert gathered.news == []


def test_the_newest_thing_since_the_last_visit_is_the_headline(
    visitor: Visitor, ritva: User, providers: dict[str, mine.Provider]
) -> None:
    visitor.sign_in(ritva.email)
    assert "Hei, Rannan Ritva" in visitor.get("/fi/tili/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        mine.register(
            "x", lambda user, site: Contribution(events=(happened(1, "Kunta <vastasi>"), happened(3, "Toinen")))
        )
        page = visitor.get("/fi/tili/").content.decode()
        assert "<h1>Kunta &lt;vastasi&gt;</h1>" in page
        assert "on tapahtunut 2 asiaa" in page
        assert "on tapahtunut 2 asiaa" in visitor.get("/fi/tili/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        mine.register("x", lambda user, site: Contribution(events=(happened(49, "Kunta <vastasi>"),)))
        assert "Ei uutta käyntisi jälkeen" in visitor.get("/fi/tili/").content.decode()


def test_sections_stand_in_order_with_their_own_context(
    visitor: Visitor, ritva: User, providers: dict[str, mine.Provider]
) -> None:
    section = Section(
        place=1,
        title="Kirjoitin",
        template="frame/messages.html",
        context={},
        more_url="/fi/kaikki/",
        more_text="Kaikki 11",
    )
    mine.register("x", lambda user, site: Contribution(sections=(section,)))
    visitor.sign_in(ritva.email)
    page = visitor.get("/fi/tili/").content.decode()
    assert '<h2 id="h-part-1">Kirjoitin</h2>' in page
    assert 'href="/fi/kaikki/"' in page


def test_the_page_is_private(visitor: Visitor, ritva: User) -> None:
    assert visitor.get("/fi/tili/")["Location"] == "/fi/tili/kirjaudu/?next=/fi/tili/"
    visitor.sign_in(ritva.email)
    assert "no-store" in visitor.get("/fi/tili/")["Cache-Control"]


def test_a_visit_lasts_an_hour(visitor: Visitor, ritva: User) -> None:
    visitor.sign_in(ritva.email)
    start = timezone.now()
    seen = []
    for minutes in (0, 30, 90, 120):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            visitor.get("/fi/tili/")
            ritva.refresh_from_db()
            seen.append(
                [at and round((at - start).total_seconds() / 60) for at in (ritva.visited_before, ritva.visited_at)]
            )
    assert seen == [[None, 0], [None, 0], [0, 90], [0, 90]]


def test_the_own_page_in_swedish_shows_the_role(swede: Visitor, site: Site, ritva: User) -> None:
    from accounts.actions import grant
    from accounts.roles import Role

    grant(ritva, site, Role.COUNCILLOR, None)
    swede.sign_in(ritva.email)
    page = swede.get("/sv/konto/").content.decode()
    assert "<span>Fullmäktigeledamot</span>" in page
    assert "/admin/" not in page


def test_the_page_costs_the_same_for_one_event_and_for_many(
    visitor: Visitor, ritva: User, providers: dict[str, mine.Provider]
) -> None:
    visitor.sign_in(ritva.email)
    visitor.get("/fi/tili/")
    counts = []
    for number in (1, 30):
        events = tuple(happened(hour, f"Asia {hour}") for hour in range(number))
        contribution = Contribution(events=events)
        mine.register("x", lambda user, site, known=contribution: known)  # type: ignore[misc]
        with CaptureQueriesContext(connection) as queries:
            page = visitor.get("/fi/tili/")
        counts.append((len(page.context["mine"].events), len(queries)))
    assert [shown for shown, _queries in counts] == [1, mine.EVENTS_SHOWN]
    assert counts[0][1] == counts[1][1] <= 12
