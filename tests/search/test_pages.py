"""Wagtail's pages in the search: found while they are published and open to all, in their own language."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Locale, Page, PageViewRestriction, Site

from home.models import ContentPage
from news.models import NewsIndexPage, NewsPage
from search import actions
from search.narrowing import Narrowing
from search.queries import Hit, find
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return factories.municipality()


def hits(site: Site, text: str, reader: str = "fi") -> list[Hit]:
    return find(text=text, narrowing=Narrowing(site_id=site.pk, reader=reader, now=timezone.now())).hits


def urls(site: Site, text: str, reader: str = "fi") -> list[str]:
    return [hit.url for hit in hits(site, text, reader)]


def content(site: Site, title: str = "Uimahallin aukiolo", parent: Page | None = None, **fields: object) -> ContentPage:
    page = ContentPage(title=title, slug="sivu", locale=Locale.objects.get(language_code="fi"), **fields)
    (parent or site.root_page).add_child(instance=page)
    page.save_revision().publish()
    return page


def test_a_published_page_is_found_and_an_unpublished_one_at_once_no_more(site: Site) -> None:
    page = content(site, summary="Halli on kiinni.")
    found = hits(site, "uimahallit")
    assert [(hit.url, hit.kind, hit.language, str(hit.snippet)) for hit in found] == [
        ("/fi/sivu/", "page", "fi", "Halli on kiinni.")
    ]
    page.unpublish()
    assert hits(site, "uimahallit") == []


def test_a_draft_is_not_found_before_it_is_published(site: Site) -> None:
    page = content(site)
    page.title = "Kirjaston aukiolo"
    draft = page.save_revision()
    assert (urls(site, "kirjasto"), urls(site, "uimahalli")) == ([], ["/fi/sivu/"])
    draft.publish()
    assert (urls(site, "kirjasto"), urls(site, "uimahalli")) == (["/fi/sivu/"], [])


def test_a_page_made_live_in_code_is_found_and_one_taken_off_in_code_is_not(site: Site) -> None:
    page = ContentPage(title="Uimahalli", slug="halli", locale=Locale.objects.get(language_code="fi"))
    site.root_page.add_child(instance=page)
    assert urls(site, "uimahallin") == ["/fi/halli/"]
    page.live = False
    page.save()
    assert urls(site, "uimahallin") == []


def test_a_deleted_page_and_those_below_it_are_gone(site: Site) -> None:
    parent = content(site)
    content(site, "Kirjaston aukiolo", parent)
    Page.objects.get(pk=parent.pk).delete()
    assert urls(site, "aukiolo") == []


def test_a_new_address_reaches_the_pages_below(
    site: Site, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    parent = content(site)
    content(site, "Kirjaston aukiolo", parent)
    assert urls(site, "kirjasto") == ["/fi/sivu/sivu/"]
    parent.slug = "uusi"
    with django_capture_on_commit_callbacks(execute=True):
        parent.save_revision().publish()
    assert urls(site, "kirjasto") == ["/fi/uusi/sivu/"]
    target = content(site, "Palvelut")
    ContentPage.objects.get(pk=parent.pk).move(target, pos="last-child")
    assert urls(site, "kirjasto") == ["/fi/sivu/uusi/sivu/"]


def test_a_page_for_some_only_stays_out_with_all_below_it(site: Site) -> None:
    parent = content(site)
    content(site, "Kirjaston aukiolo", parent)
    restriction = PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
    assert urls(site, "aukiolo") == []
    actions.rebuild()
    assert urls(site, "aukiolo") == []
    restriction.delete()
    assert sorted(urls(site, "aukiolo")) == ["/fi/sivu/", "/fi/sivu/sivu/"]


def test_an_alias_repeats_and_stays_out_and_a_translation_is_found_by_its_own_words(site: Site) -> None:
    page = content(site)
    swedish = page.get_translations().first()
    if swedish is None:
        swedish = page.copy_for_translation(Locale.objects.get(language_code="sv"), copy_parents=True, alias=True)
    assert swedish.alias_of_id == page.pk
    assert urls(site, "uimahalli", "sv") == []
    swedish = ContentPage.objects.get(pk=swedish.pk)
    swedish.alias_of = None
    swedish.title = "Simhallens öppettider"
    swedish.save_revision().publish()
    assert [(hit.language, hit.kind) for hit in hits(site, "simhallar", "sv")] == [("sv", "page")]
    assert urls(site, "simhallar", "fi") == []


def test_news_carry_their_date_and_their_theme(site: Site) -> None:
    index = NewsIndexPage.objects.get(locale__language_code="fi", path__startswith=site.root_page.path)
    theme = site.themes.get(slug="liikenne")
    news = NewsPage(title="Silta auki", locale=index.locale, date=date(2020, 2, 3))
    index.add_child(instance=news)
    news.themes.add(theme)
    news.save_revision().publish()
    found = find(text="sillat", narrowing=Narrowing(site_id=site.pk, reader="fi", now=timezone.now()))
    assert [(hit.kind, timezone.localdate(hit.created)) for hit in found.hits] == [("news", date(2020, 2, 3))]
    assert (found.facets.times, found.facets.theme_ids) == ({"older": 1}, {theme.pk: 1})


def test_what_the_rebuild_finds_is_what_publishing_put(site: Site) -> None:
    content(site)
    page = factories.project(site, "Ranta kuntoon")
    factories.proposal(site, page, title="Talviuintipaikka rantaan")
    before = {(hit.kind, hit.url, hit.score) for text in ("uimahalli", "ranta") for hit in hits(site, text)}
    actions.rebuild()
    assert {(hit.kind, hit.url, hit.score) for text in ("uimahalli", "ranta") for hit in hits(site, text)} == before
    assert {kind for kind, _url, _score in before} == {"page", "project", "proposal"}


def test_two_municipalities_side_by_side(site: Site) -> None:
    other = factories.municipality("Lehtosalmi", "Lövsund", "lehtosalmi.example")
    content(site, "Uimahallin aukiolo")
    content(other, "Uimahallin hinnasto")
    assert [hit.plain_title for hit in hits(site, "uimahalli")] == ["Uimahallin aukiolo"]
    assert [hit.plain_title for hit in hits(other, "uimahalli")] == ["Uimahallin hinnasto"]
    assert hits(site, "uimahalli")[0].created > timezone.now() - timedelta(minutes=5)
