"""What is counted of searches, what never is, and the list that editors see."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from accounts.actions import grant
from accounts.roles import Role
from search.suggest import suggest
from search.tuning.counting import normal, popular
from search.tuning.models import Pin, Synonym, Tally
from tests import factories
from tests.search.documents import put

pytestmark = pytest.mark.django_db
TITLES = ("title_fi", "title_sv")


@pytest.fixture
def site() -> Site:
    return factories.municipality()


def ask(client: Client, text: str, network: int = 1, **query: str) -> None:
    client.get("/fi/haku/", {"q": text, **query}, REMOTE_ADDR=f"10.0.0.{network}")


def test_a_search_is_written_down_once_enough_networks_have_made_it(client: Client, site: Site) -> None:
    put(1, "Silta", site=site.pk)
    for network in (1, 1, 1, 2):
        ask(client, "Silta!", network)
    for day in (1, 2, 3):
        with time_machine.travel(timezone.now() + timedelta(days=day), tick=False):
            ask(client, "silta", 1)
    assert not Tally.objects.exists()
    ask(client, "silta", 3)
    ask(client, "SILTA", 1)
    ask(client, "silta", 1, kind="proposal")
    ask(client, "silta", 1, page="2")
    row = Tally.objects.get()
    assert (row.query, row.language, row.searches, row.nothing, row.clicks) == ("silta", "fi", 2, 0, 0)
    client.post("/fi/haku/opened/", {"q": "silta"})
    client.post("/fi/haku/opened/", {"q": "jotain muuta"})
    row.refresh_from_db()
    assert (row.clicks, Tally.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "131052-308T",
        "matti 010203A123B",
        "matti.meikalainen@example.org",
        "+358 40 123 4567",
        "0401234567",
        "FI21 1234 5600 0007 85",
        "x" * 100,
        "...",
    ],
)
def test_what_looks_like_somebody_s_own_is_never_counted(text: str) -> None:
    assert normal(text) == ""


@pytest.mark.parametrize("text", ["dnro 123/10.02.03/2026", "1.1.2026", "budjetti 2026", "liito-orava"])
def test_what_is_counted(text: str) -> None:
    assert normal(text) != ""


def test_the_list_and_its_buttons(client: Client, site: Site) -> None:
    today = timezone.localdate()
    row = {"site": site, "day": today, "language": "fi"}
    Tally.objects.create(**row, query="pulkkamäki", searches=9, nothing=9)
    Tally.objects.create(**row, query="silta", searches=20, clicks=4)
    Tally.objects.create(**row, query="vene", searches=7)
    Tally.objects.create(**{**row, "day": today - timedelta(days=60)}, query="latu", searches=7)
    client.force_login(factories.official(site, Role.EDITOR))

    def listed(**query: str) -> list[str]:
        html = client.get("/admin/search-desk/asked/", query).content.decode()
        return [word for word in ("silta", "pulkkamäki", "vene", "latu") if f'class="title">{word}</th>' in html]

    assert listed() == ["silta", "pulkkamäki", "vene"]
    assert listed(shown="nothing") == ["pulkkamäki"]
    assert listed(shown="unopened") == ["vene"]
    assert listed(days="90") == ["silta", "pulkkamäki", "vene", "latu"]
    html = client.get("/admin/search-desk/asked/").content.decode()
    assert "<title>Haut - Raitti</title>" in " ".join(html.split())
    assert "/admin/snippets/search/synonym/add/?words=pulkkam%C3%A4ki&amp;language=fi" in html
    assert "/admin/snippets/search/pin/add/?words=pulkkam%C3%A4ki&amp;language=fi" in html


def test_who_mends_a_row_comes_back_to_the_list(client: Client, site: Site) -> None:
    Tally.objects.create(site=site, day=timezone.localdate(), language="sv", query="båtplats", searches=9, nothing=9)
    client.force_login(factories.official(site, Role.EDITOR))
    here = "/admin/search-desk/asked/?shown=nothing"
    rows = client.get(here).context["rows"]
    pin = {"queries": "båtplats", "language": "sv", "url": "https://koivuranta.example/"}
    synonym = {"language": "sv", "words": "båtplats", "means": "brygga"}
    for address, filled in ((rows[0]["synonym_url"], synonym), (rows[0]["pin_url"], pin)):
        begun = client.get(address)
        action = begun.context["action_url"]
        refused = client.post(action, {})
        assert refused.status_code == 200
        saved = client.post(refused.context["action_url"], {**filled, **dict.fromkeys(TITLES, "Båtplatser")})
        assert (saved.status_code, saved.headers.get("Location")) == (302, here)
    assert (Synonym.objects.get().words, Pin.objects.get().queries) == ("båtplats", "båtplats")
    elsewhere = rows[0]["synonym_url"].replace("%2Fadmin%2Fsearch-desk", "https%3A%2F%2Felsewhere.example")
    saved = client.post(client.get(elsewhere).context["action_url"], {**synonym, "means": "hamn"})
    assert saved.headers["Location"] == "/admin/snippets/search/synonym/"


def test_the_form_begins_in_the_municipality_of_the_list(client: Client, site: Site) -> None:
    other = factories.municipality("Lehtosalmi", "Lövsund", "lehtosalmi.example")
    foreign = factories.municipality("Harjuvesi", "Åsvattnet", "harjuvesi.example")
    user = factories.official(site, Role.EDITOR)
    grant(user, other, Role.EDITOR, None)
    client.force_login(user)
    for wanted, begun in ((other, other.pk), (foreign, None)):
        form = client.get("/admin/snippets/search/synonym/add/", {"words": "vene", "site": wanted.pk}).context["form"]
        assert (form.initial["site"], form.initial["words"]) == (begun, "vene")


def test_popular_searches_are_those_that_find(site: Site) -> None:
    row = {"site": site, "day": timezone.localdate(), "language": "fi"}
    Tally.objects.create(**row, query="silta", searches=3)
    Tally.objects.create(**row, query="silakka", searches=9, nothing=9)
    Tally.objects.create(**row, query="silmät", searches=5)
    Tally.objects.create(**row, query="talo", searches=5)
    found = popular(site_id=site.pk, language="fi", begins="sil", today=timezone.localdate(), limit=5)
    assert [one.query for one in found] == ["silmät", "silta"]
    suggested = suggest(text="Sil", site_id=site.pk, reader="fi")
    assert [(one.label, one.pieces, one.url) for one in suggested] == [
        ("Suosittu haku", (("sil", True), ("mät", False)), "/fi/haku/?q=silm%C3%A4t"),
        ("Suosittu haku", (("sil", True), ("ta", False)), "/fi/haku/?q=silta"),
    ]


def test_old_numbers_go(site: Site) -> None:
    for day in (date(2020, 1, 1), timezone.localdate()):
        Tally.objects.create(site=site, day=day, language="fi", query="silta", searches=3)
    call_command("purge_searches", verbosity=0)
    assert [row.day for row in Tally.objects.all()] == [timezone.localdate()]
