"""What is open and what is over, where things belong, and what stands in the other language."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from search import actions, registry
from search.entries import CLOSED, OPEN, standing
from search.models import Entry
from tests import factories
from tests.search.documents import NOW, found, put, search
from tests.search.test_view import counts, get, headings

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def site() -> Site:
    return factories.municipality()


@pytest.mark.parametrize(
    ("opens", "closes", "said", "turns"),
    [
        (None, None, "", None),
        (-DAY, None, OPEN, None),
        (-DAY, DAY, OPEN, DAY),
        (None, DAY, OPEN, DAY),
        (DAY, 2 * DAY, "", DAY),
        (-2 * DAY, -DAY, CLOSED, None),
        (-DAY, timedelta(0), CLOSED, None),
    ],
)
def test_standing(opens: timedelta | None, closes: timedelta | None, said: str, turns: timedelta | None) -> None:
    at = [NOW + span if span is not None else None for span in (opens, closes, turns)]
    assert standing(at[0], at[1], NOW) == (said, at[2])


def test_the_open_outrank_the_old_and_what_is_over_comes_last_where_words_tie() -> None:
    now = timezone.now()
    put(1, "Silta", days=1, opens=now - 9 * DAY, closes=now - DAY)
    put(2, "Silta", days=1)
    put(3, "Silta", days=1, opens=now - 9 * DAY, closes=now + DAY)
    put(4, "Muu", "Silta", opens=now - DAY)
    assert found("silta") == [3, 2, 1, 4]
    assert [hit.standing for hit in search("silta").hits] == ["open", "", "closed", "open"]
    assert found("silta", is_open=True) == [3, 4]
    assert search("silta").facets.open == 2


def test_the_clock_opens_and_closes() -> None:
    now = timezone.now()
    put(1, "Silta", opens=now + DAY, closes=now + 2 * DAY)
    assert found("silta", is_open=True) == []
    assert actions.turn(now=now) == 0
    assert actions.turn(now=now + DAY) == 1
    assert found("silta", is_open=True) == [1]
    assert actions.turn(now=now + 3 * DAY) == 1
    assert (found("silta", is_open=True), search("silta").hits[0].standing) == ([], "closed")
    assert Entry.objects.get(kind="proposal").turns is None
    call_command("refresh_search", verbosity=0)


def test_narrowed_to_areas_and_projects() -> None:
    one, other = uuid4(), UUID(int=0)
    put(1, "Silta", area_id=3, project_key=one)
    put(2, "Silta", area_id=4, project_key=other)
    put(3, "Silta")
    assert found("silta", area_ids=frozenset({3, 9})) == [1]
    assert found("silta", project_keys=frozenset({other})) == [2]
    facets = search("silta", area_ids=frozenset({3})).facets
    assert (facets.area_ids, facets.project_keys) == ({3: 1, 4: 1}, {one: 1})


def test_the_page_offers_areas_projects_and_what_is_open(
    client: Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, now = uuid4(), timezone.now()
    monkeypatch.setattr(registry, "_projects", [lambda _site: {key: "Ranta"}])
    area = site.areas.get(slug="keskusta")
    put(1, "Silta", site=site.pk, area_id=area.pk, project_key=key, opens=now - DAY, place=(60.12, 23.92))
    put(2, "Silta", site=site.pk, opens=now - 2 * DAY, closes=now - DAY)
    html = get(client, q="silta")
    shown = counts(html)
    assert (shown["Keskusta"], shown["Ranta"], shown["Nyt avoinna"]) == ("1", "1", "1")
    assert "Päättynyt" in html
    assert 'data-at="60.12 23.92"' in html
    for choice in ({"area": area.pk}, {"project": str(key)}, {"open": "1"}):
        html = get(client, q="silta", **choice)
        assert headings(html) == ["<mark>Silta</mark>"], choice
        name, value = next(iter(choice.items()))
        assert f'<input type="hidden" name="{name}" value="{value}">' in html
    assert len(headings(get(client, q="silta", project="x", area="y", open="z"))) == 2
    assert "Avslutad" in get(client, "/sv/sok/", q="silta")


def test_pages_in_the_other_language_come_after_one_s_own(client: Client, site: Site) -> None:
    put(1, "Björkstrand", site=site.pk, kind="page", language="fi")
    for number in range(2, 7):
        put(number, "Björkstrand", site=site.pk, kind="page", language="sv")
    put(9, "Björkstrand", site=site.pk, language="sv")
    html = get(client, q="björkstrand")
    assert "Myös muulla kielellä: ruotsi" in html
    assert html.index("Myös muulla kielellä") > html.index("</ol>")
    assert html.count('<li lang="sv">') == 4
    assert '<a href="?q=bj%C3%B6rkstrand&language=sv" hreflang="sv">Kaikki tulokset tällä kielellä: ruotsi</a>' in html
    assert "Myös muulla kielellä" not in get(client, q="björkstrand", language="fi")
    assert "Även på ett annat språk: finska" in get(client, "/sv/sok/", q="björkstrand")


def test_a_translation_of_what_is_shown_is_not_offered_again(client: Client, site: Site) -> None:
    key = str(uuid4())
    put(1, "EU Salo", site=site.pk, kind="page", language="fi", key=key)
    put(2, "EU Salo", site=site.pk, kind="page", language="sv", key=key)
    assert "Myös muulla kielellä" not in get(client, q="salo")
    put(3, "Salo", site=site.pk, kind="page", language="sv", key=str(uuid4()))
    html = get(client, q="salo")
    assert html.count('<li lang="sv">') == 1
