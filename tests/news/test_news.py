"""News: the list with its filters, the page, the feed."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page

from accounts.roles import Role
from municipality.models import Theme
from news.models import NewsIndexPage, NewsPage
from tests import factories
from tests.home.blocks import image
from tests.home.pages import below, swedish, translate

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def site():
    return factories.municipality()


@pytest.fixture
def index(site):
    page = NewsIndexPage.objects.get(locale__language_code="fi", path__startswith=site.root_page.path)
    NewsIndexPage.objects.filter(pk=page.pk).update(slug="uutiset", url_path=f"{site.root_page.url_path}uutiset/")
    return NewsIndexPage.objects.get(pk=page.pk)


def item(index, title="Sauna avautuu", *, days=0, themes=(), mirror=True, **fields):
    page = NewsPage(title=title, date=timezone.localdate() - timedelta(days=days), **fields)
    page.themes.add(*themes)
    return below(index, page, mirror=mirror)


def titles(response):
    return [page.title for page in response.context["listing"].page.object_list]


def test_the_newest_comes_first(index, client):
    item(index, "Vanha", days=9)
    item(index, "Uusi", days=1)
    assert titles(client.get("/fi/uutiset/")) == ["Uusi", "Vanha"]


def test_filters_of_theme_and_year(site, index, client):
    sports, traffic = Theme.objects.filter(site=site).order_by("slug").reverse()
    item(index, "Sauna", themes=[sports])
    item(index, "Katu", themes=[traffic])
    item(index, "Viime vuonna", days=400, themes=[sports])
    year = (timezone.localdate() - timedelta(days=400)).year
    assert titles(client.get("/fi/uutiset/", {"theme": sports.slug})) == ["Sauna", "Viime vuonna"]
    assert titles(client.get("/fi/uutiset/", {"theme": sports.slug, "year": year})) == ["Viime vuonna"]
    assert titles(client.get("/fi/uutiset/", {"theme": traffic.slug, "year": year})) == []


@pytest.mark.parametrize(
    "query",
    [{"theme": "x'\"<"}, {"year": "abc"}, {"year": "9" * 50}, {"page": "-1"}, {"page": "x"}, {"theme": "a\x00"}],
)
def test_nonsense_in_the_address_is_passed_over(index, client, query):
    item(index)
    assert titles(client.get("/fi/uutiset/", query)) == ["Sauna avautuu"]


def test_pages_of_twenty_keep_the_filter_in_the_address(site, index, client):
    theme = Theme.objects.filter(site=site).first()
    for number in range(21):
        item(index, f"Uutinen {number}", days=number, themes=[theme], mirror=False)
    first = client.get("/fi/uutiset/", {"theme": theme.slug})
    assert len(titles(first)) == 20
    assert f"theme={theme.slug}&amp;page=2" in first.content.decode()
    assert titles(client.get("/fi/uutiset/", {"theme": theme.slug, "page": 2})) == ["Uutinen 20"]


def test_drafts_and_hidden_news_are_not_listed(index, client):
    page = item(index, "Luonnos")
    page.unpublish()
    item(index, "Yksityinen").view_restrictions.create(restriction_type="login")
    assert titles(client.get("/fi/uutiset/")) == []


def test_swedish_lists_untranslated_news_marked_with_their_language(index, client):
    item(index, "Vain suomeksi")
    translate(item(index, "Molemmilla"), title="På bägge")
    response = client.get(swedish(index).url)
    assert sorted(titles(response)) == ["På bägge", "Vain suomeksi"]
    html = response.content.decode()
    assert re.search(r'lang="fi"[^>]*>\s*<a [^>]*>Vain suomeksi', html)
    assert not re.search(r'lang="[a-z]+"[^>]*>\s*<a [^>]*>På bägge', html)


def test_the_page_shows_its_project_themes_and_others(site, index, client):
    project = factories.project(site, "Ranta kuntoon")
    theme = Theme.objects.get(site=site, slug="liikunta")
    item(index, "Toinen")
    page = item(index, "Sauna", slug="sauna", author="viestintä", project_key=project.translation_key, themes=[theme])
    response = client.get(page.url)
    assert response.context["project"].title == "Ranta kuntoon"
    assert [other.title for other in response.context["others"]] == ["Toinen"]
    html = response.content.decode()
    assert [word in html for word in ("viestintä", "Liikunta", "Ranta kuntoon")] == [True] * 3
    translate(page, title="Bastun", slug="bastun")
    assert [str(theme) for theme in swedish(page).themes.all()] == ["Liikunta"]
    assert swedish(page).project_key == project.translation_key


def test_search_knows_kind_and_themes(site, index):
    theme = Theme.objects.get(site=site, slug="liikunta")
    page = item(index, themes=[theme], summary="Lede")
    assert (page.search_kind, page.search_theme_ids(), page.search_text()) == ("news", [theme.pk], "Lede")


def test_an_image_needs_words():
    with pytest.raises(ValidationError) as caught:
        NewsPage(title="Sauna", image=image(), date=date(2026, 6, 2)).clean()
    assert list(caught.value.message_dict) == ["image_alt"]


def test_the_feed_is_atom_with_whole_addresses(index, client):
    page = item(index, "Sauna & laituri", summary="Auki <nyt>.", author="viestintä")
    item(index, "Luonnos").unpublish()
    response = client.get("/fi/uutiset/feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    (entry,) = feed.findall(f"{ATOM}entry")
    found = [entry.find(f"{ATOM}{name}").text for name in ("title", "summary", "id")]
    assert found == ["Sauna & laituri", "Auki <nyt>.", f"urn:uuid:{page.translation_key}:fi"]
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{page.url}"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fi"


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_whatever_its_length(site, index, client, number, django_assert_num_queries):
    theme, picture = Theme.objects.filter(site=site).first(), image()
    for nth in range(number):
        item(index, f"Uutinen {nth}", themes=[theme], mirror=False, image=picture, image_alt="Laituri")
    client.get("/fi/uutiset/")
    with django_assert_num_queries(12):
        assert len(titles(client.get("/fi/uutiset/"))) == min(number, 20)


def test_neighbours_news_are_not_shown(site, index, client):
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    theirs = NewsIndexPage.objects.get(locale__language_code="fi", path__startswith=other.root_page.path)
    item(theirs, "Naapurin uutinen")
    item(index, "Oma uutinen")
    assert titles(client.get("/fi/uutiset/")) == ["Oma uutinen"]
    assert "Naapurin" not in client.get("/fi/").content.decode()
    assert "Naapurin" not in client.get("/fi/uutiset/feed/").content.decode()


def test_an_editor_writes_news_in_the_admin(site, index, client):
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    editor = factories.official(site, Role.EDITOR)
    client.force_login(editor)
    theme = Theme.objects.get(site=site, slug="liikunta")
    html = client.get(f"/admin/pages/add/news/newspage/{index.pk}/").content.decode()
    boxes = re.findall(r'name="themes" value="(\d+)"', html)
    assert set(boxes) == {str(pk) for pk in Theme.objects.filter(site=site).values_list("pk", flat=True)}
    data = {"title": "Sauna", "slug": "sauna", "date": "2.6.2026", "body-count": "0", "themes": [theme.pk]}
    data |= {"summary": "", "action-publish": "1", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    client.post(f"/admin/pages/add/news/newspage/{index.pk}/", data)
    page = NewsPage.objects.get(slug="sauna", locale=index.locale)
    assert (page.live, page.date, list(page.themes.all())) == (True, date(2026, 6, 2), [theme])
    assert swedish(page).alias_of_id == page.pk
    theirs = Page.objects.get(pk=other.root_page_id)
    assert client.get(f"/admin/pages/{theirs.pk}/edit/").status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"date": "31.2.2026"},
        {"summary": "x" * 301},
        {"themes": ["999999"]},
        {"themes": ["x"]},
        {"project_key": "x"},
    ],
)
def test_bad_input_is_told_at_the_field(site, index, client, wrong):
    client.force_login(factories.official(site, Role.EDITOR))
    data = {"title": "Sauna", "slug": "sauna", "date": "2.6.2026", "body-count": "0", "action-publish": "1"}
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", **wrong}
    response = client.post(f"/admin/pages/add/news/newspage/{index.pk}/", data)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == list(wrong)


def test_a_new_page_can_be_previewed_before_it_is_saved(site, index, client):
    client.force_login(factories.official(site, Role.EDITOR))
    item(index, "Toinen")
    address = f"/admin/pages/add/news/newspage/{index.pk}/preview/"
    data = {"title": "Luonnos saunasta", "slug": "luonnos", "date": "2.6.2026", "body-count": "0", "summary": "Lede"}
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    assert client.post(address, data).json()["is_valid"] is True
    html = client.get(address).content.decode()
    assert re.search(r"<h1>\s*Luonnos saunasta\s*</h1>", html)
