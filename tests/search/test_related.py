"""What a page leads on to: pages of the municipality on the same subject, in the reader's language, that anybody may read."""

import re
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction, Site

from municipality.models import Area, MunicipalitySettings
from news.models import NewsIndexPage, NewsPage
from participation.projects.models import ProjectPage
from search.similar import similar
from tests import factories
from tests.home.pages import below, content, swedish, translate
from tests.search.documents import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return factories.municipality()


@pytest.fixture
def index(site: Site) -> NewsIndexPage:
    return NewsIndexPage.objects.get(locale__language_code="fi", path__startswith=site.root_page.path)


def news(index: Page, title: str, **fields: Any) -> NewsPage:
    page: NewsPage = below(index, NewsPage(title=title, **fields))
    return page


def related(client: Client, page: Any) -> list[tuple[str, str]]:
    """Titles and what they are."""
    caches["related"].clear()
    html = client.get(page.url).content.decode()
    section = re.search(r'<h2 data-size="3">(?:Samasta aiheesta|Om samma ämne)</h2>(.*?)</section>', html, re.DOTALL)
    return re.findall(r'<a href="[^"]+">(.*?)</a> <small class="quiet">(.*?)</small>', section[1]) if section else []


def test_every_kind_of_page_leads_to_the_others(site: Site, index: NewsIndexPage, client: Client) -> None:
    page = content(site, "Uimahallin remontti")
    item = news(index, "Uimahallin remontti kestää kesään")
    project = factories.project(site, "Uimahalli ja sen remontti")
    news(index, "Kirjastoauton reitti muuttuu")
    own = {
        page: ("Uimahallin remontti", "Sivu"),
        item: ("Uimahallin remontti kestää kesään", "Uutinen"),
        project: ("Uimahalli ja sen remontti", "Hanke"),
    }
    for one, words in own.items():
        assert set(related(client, one)) == set(own.values()) - {words}


def test_nothing_where_nothing_is_like_enough(site: Site, index: NewsIndexPage, client: Client) -> None:
    page = content(site, "Uimahallin remontti")
    news(index, "Kirjastoauton reitti muuttuu")
    assert related(client, page) == []
    assert "Samasta aiheesta" not in client.get(page.url).content.decode()


def test_what_not_everybody_may_read_is_left_out_at_once(site: Site, index: NewsIndexPage, client: Client) -> None:
    page = content(site, "Uimahallin remontti")
    item, other = news(index, "Uimahallin remontti alkaa"), news(index, "Uimahallin remontti jatkuu")
    draft = news(index, "Uimahallin remontti valmistuu")
    draft.unpublish()
    assert {title for title, _kind in related(client, page)} == {item.title, other.title}
    item.unpublish()
    PageViewRestriction.objects.create(page=other, restriction_type=PageViewRestriction.LOGIN)
    assert "Uimahallin remontti alkaa" not in (html := client.get(page.url).content.decode())  # though it is kept
    assert "Uimahallin remontti jatkuu" not in html


def test_in_the_readers_language_without_the_page_itself(site: Site, client: Client) -> None:
    page = content(site, "Uimahallin remontti", slug="remontti")
    other = content(site, "Uimahallin remontti alkaa", slug="alkaa")
    translate(page, title="Simhallen renoveras")
    assert related(client, swedish(page)) == []
    translate(other, title="Simhallens renovering")
    assert related(client, swedish(page)) == [("Simhallens renovering", "Sida")]
    assert related(client, page) == [("Uimahallin remontti alkaa", "Sivu")]


def test_a_page_shown_in_another_language_leads_nowhere(site: Site, index: NewsIndexPage, client: Client) -> None:
    page = content(site, "Uimahallin remontti")
    news(index, "Uimahallin remontti alkaa")
    assert related(client, swedish(page)) == []


def test_news_are_not_told_twice(site: Site, index: NewsIndexPage, client: Client) -> None:
    project: ProjectPage = factories.project(site, "Uimahallin remontti")
    item = news(index, "Uimahallin remontti alkaa", project_key=project.translation_key)
    like, other = news(index, "Uimahallin remontti jatkuu"), news(index, "Kirjastoauton reitti muuttuu")
    context = client.get(item.url).context
    assert [one.title for one in context["related"]] == [like.title]  # the project stands above
    assert [one.pk for one in context["others"]] == [other.pk]


def test_four_at_most_for_one_query(
    site: Site, index: NewsIndexPage, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = content(site, "Uimahallin remontti")
    client.get(page.url)
    with django_assert_num_queries(6):
        client.get(page.url)
    for number in range(6):
        news(index, f"Uimahallin remontti alkaa {number}")
    assert len(related(client, page)) == 4
    with django_assert_num_queries(7):
        client.get(page.url)


def like(title: str, **values: Any) -> list[int]:
    site = Site.objects.get(is_default_site=True).pk
    found = similar(title=title, site_id=site, kinds=["page", "news"], limit=5, language="fi", **values)
    return [one.object_id for one in found]


def test_a_place_alone_makes_nothing_alike(site: Site) -> None:
    """Neither an area's name, nor the municipality's, nor what its name is put together of."""
    Area.objects.create(site=site, names={"fi": "Harjula", "sv": "Åsbacka"})
    MunicipalitySettings.objects.filter(site=site).update(names={"fi": "Koivuranta", "sv": "Björkstrand"})
    put(1, "Harjulan penkki", kind="page", site=site.pk)
    put(2, "Harjulan kirjasto", kind="news", site=site.pk)
    put(3, "Ranta auki", kind="news", site=site.pk)
    put(4, "Koivurannan kirjasto", kind="news", site=site.pk)
    assert like("Harjulan penkki", enough=0.1) == [1]
    assert like("Asukkaiden Koivuranta", enough=0.1, both_ways=True) == []
    assert like("Rannan siivous", enough=0.1, both_ways=True) == [3]


def test_a_short_heading_is_like_a_long_one_that_says_it_both_ways(site: Site) -> None:
    put(1, "Digituki", kind="page", site=site.pk)
    title = "Naapurikunta seurasi mallia: digitukea annetaan nyt myös myöhään illalla"
    assert like(title) == []
    assert like(title, both_ways=True) == [1]


def test_a_theme_in_common_brings_nearer(site: Site) -> None:
    theme = site.themes.get(slug="liikenne")
    put(1, "Kadut ja tiet", kind="page", site=site.pk, theme_ids=(theme.pk,))
    title = "Kadut auki lumesta"
    without = similar(title=title, site_id=site.pk, kinds=["page"], limit=1, enough=0.1)
    near = similar(title=title, site_id=site.pk, kinds=["page"], limit=1, enough=0.1, near=[f"t{theme.pk}0"])
    assert near[0].score == pytest.approx(without[0].score + 0.1)


def test_other_kinds_and_languages_stay_out(site: Site) -> None:
    put(1, "Digituki", kind="page", site=site.pk)
    put(2, "Digituki", kind="proposal", site=site.pk)
    put(3, "Digituki", kind="page", language="sv", site=site.pk)
    assert like("Digituki") == [1]
