"""What pages show of their municipality."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from home.models import ContentPage
from municipality.models import Alert, FooterLink, MainMenu, MenuItem, MunicipalitySettings
from municipality.queries import of_site
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return factories.municipality()


def content(site, title, **fields):
    home = Page.objects.get(pk=site.root_page_id)
    page = ContentPage(title=title, locale=home.locale, **fields)
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def add_item(site, **fields):
    menu = MainMenu.objects.get(site=site)
    item = MenuItem.objects.create(menu=menu, sort_order=99, **fields)
    menu.save()
    return item


def labels(site, language="fi"):
    with override(language):
        return [(link.label, link.url, link.language) for link in of_site(site, language).menu]


def test_a_new_municipality_has_a_menu_in_both_languages(site):
    assert next(url for _label, url, _language in labels(site, "fi")) == "/fi/#now"
    assert [url.split("/")[1] for _label, url, _language in labels(site, "sv")] == ["sv"] * 4


def test_an_unchanged_municipality_costs_one_query(site, django_assert_num_queries):
    of_site(site, "fi")
    with django_assert_num_queries(1):
        of_site(site, "fi")


def test_words_fall_back_to_the_pages_title_and_tell_their_language(site):
    page = content(site, "Säännöt", slug="saannot")
    page.copy_for_translation(page.locale.__class__.objects.get(language_code="sv"), alias=True)
    add_item(site, page=page)
    assert labels(site, "fi")[-1] == ("Säännöt", "/fi/saannot/", None)
    assert labels(site, "sv")[-1] == ("Säännöt", "/sv/saannot/", "fi")


def test_own_words_win_and_an_address_may_lead_away(site):
    add_item(site, url="https://example.org/", label={"fi": "Muualle", "sv": "Bort"})
    assert labels(site, "sv")[-1] == ("Bort", "https://example.org/", None)


def test_an_unpublished_page_leaves_the_menu_at_once(site):
    page = content(site, "Säännöt", slug="saannot")
    add_item(site, page=page)
    before = len(labels(site))
    page.unpublish()
    assert len(labels(site)) == before - 1


def test_a_new_title_is_in_the_menu_at_once(site):
    page = content(site, "Säännöt", slug="saannot")
    add_item(site, page=page)
    labels(site)
    page.title = "Pelisäännöt"
    page.save_revision().publish()
    assert labels(site)[-1][0] == "Pelisäännöt"


def test_where_the_reader_is(site):
    page = content(site, "Säännöt", slug="saannot")
    add_item(site, page=page)
    now = timezone.now()
    current = lambda path: [link.url for link in of_site(site, "fi").seen(path, now).menu if link.current]  # noqa: E731
    assert current("/fi/saannot/") == ["/fi/saannot/"]
    assert current("/fi/saannot/alla/") == ["/fi/saannot/"]
    assert current("/fi/") == []


def test_alerts_come_and_go_by_the_clock(site):
    now = timezone.now()
    for title, start, end in (("Mennyt", -9, -1), ("Nyt", -1, 1), ("Tuleva", 1, 9)):
        Alert.objects.create(
            site=site, title={"fi": title}, starts_at=now + timedelta(hours=start), ends_at=now + timedelta(hours=end)
        )

    def shown(hours):
        return [str(alert) for alert in of_site(site, "fi").seen("/fi/", now + timedelta(hours=hours)).alerts]

    assert (shown(0), shown(1), shown(-1), shown(20)) == (["Nyt"], ["Tuleva"], ["Nyt"], [])


def test_a_deleted_alert_is_gone_at_once(site):
    alert = Alert.objects.create(site=site, title={"fi": "Katko"}, ends_at=timezone.now() + timedelta(hours=1))
    assert len(of_site(site, "fi").alerts) == 1
    alert.delete()
    assert of_site(site, "fi").alerts == ()


def test_the_alert_and_the_details_are_on_the_page(site, client):
    row = MunicipalitySettings.objects.get(site=site)
    row.business_id, row.switchboard = "0123456-2", "014 555 0100"
    row.save()
    FooterLink.objects.create(
        municipality=row, url="https://example.org/", label={"fi": "Uutiskirje", "sv": "Nyhetsbrev"}
    )
    row.save()
    Alert.objects.create(site=site, title={"fi": "Vesikatko"}, ends_at=timezone.now() + timedelta(hours=1))
    page = client.get("/sv/").content.decode()
    assert '<div class="disruption" data-severity="warning" lang="fi">' in page
    assert [word in page for word in ("Vesikatko", "0123456-2", "tel:+358145550100", "Nyhetsbrev")] == [True] * 4


def test_a_towns_colours_are_a_style_sheet_kept_for_ever(site, client):
    row = MunicipalitySettings.objects.get(site=site)
    assert of_site(site).theme_url == ""
    row.light_brand = "#3a2a5c"
    row.save()
    url = of_site(site).theme_url
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/theme-000000000000.css").headers["Location"] == url


def test_there_is_no_style_sheet_for_the_faces_own_colours(site, client):
    assert client.get("/theme-000000000000.css").status_code == 404


def test_municipalities_show_only_their_own(site, client):
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    page = content(site, "Säännöt", slug="saannot")
    add_item(other, page=page)
    Alert.objects.create(site=other, title={"fi": "Harjuveden katko"}, ends_at=timezone.now() + timedelta(hours=1))
    assert [link.label for link in of_site(other, "fi").menu].count("Säännöt") == 0
    assert of_site(site, "fi").alerts == ()
    assert client.get("/fi/saannot/").status_code == 200
    assert client.get("/fi/saannot/", headers={"host": "harjuvesi.example"}).status_code == 404
    assert "Harjuveden katko" not in client.get("/fi/").content.decode()
    assert "Harjuveden katko" in client.get("/fi/", headers={"host": "harjuvesi.example"}).content.decode()
