"""The admin of what belongs to a municipality: each to their own."""

from datetime import timedelta

import pytest
from django.forms import FileField
from django.utils import timezone

from accounts.actions import grant
from accounts.roles import Role
from municipality.models import Alert, Area, MainMenu, MenuItem, MunicipalitySettings, Theme
from tests import factories

pytestmark = pytest.mark.django_db
ALERTS, THEMES, AREAS = (f"/admin/snippets/municipality/{name}/" for name in ("alert", "theme", "area"))


@pytest.fixture
def sites():
    return factories.municipality(), factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")


def alert(site, title):
    return Alert.objects.create(site=site, title={"fi": title}, ends_at=timezone.now() + timedelta(hours=1))


def alert_form(site, **fields):
    data = {
        "site": site.pk,
        "severity": "warning",
        "title_fi": "Vesikatko",
        "title_sv": "",
        "text_fi": "",
        "text_sv": "",
    }
    data |= {"url": "", "link_text_fi": "", "link_text_sv": ""}
    return {**data, "starts_at": "2.6.2026 12.00", "ends_at": "2.6.2026 16.00", **fields}


def test_an_editor_sees_only_their_own_disruptions(sites, client):
    own, other = sites
    theirs = alert(other, "Naapurin katko")
    alert(own, "Oma katko")
    client.force_login(factories.official(own, Role.EDITOR))
    html = client.get(ALERTS).content.decode()
    assert ("Oma katko" in html, "Naapurin katko" in html) == (True, False)
    assert client.get(f"{ALERTS}edit/{theirs.pk}/").status_code == 302
    assert client.post(f"{ALERTS}delete/{theirs.pk}/").status_code == 302
    assert Alert.objects.filter(pk=theirs.pk).exists()


def test_an_editor_adds_a_disruption_to_their_own_municipality_only(sites, client):
    own, other = sites
    client.force_login(factories.official(own, Role.EDITOR))
    client.post(f"{ALERTS}add/", alert_form(own))
    made = Alert.objects.get()
    assert (made.site, made.title, timezone.localtime(made.ends_at).hour) == (own, {"fi": "Vesikatko"}, 16)
    client.post(f"{ALERTS}add/", alert_form(other))
    assert [row.site for row in Alert.objects.all()] == [own, own]


def test_whoever_edits_several_municipalities_chooses_among_them(sites, client):
    own, other = sites
    third = factories.municipality("Mäntyvesi", "Tallträsk", hostname="mantyvesi.example")
    user = factories.official(own, Role.EDITOR)
    grant(user, other, Role.EDITOR, None)
    client.force_login(user)
    response = client.post(f"{ALERTS}add/", alert_form(third))
    assert list(response.context["form"].errors) == ["site"]
    client.post(f"{ALERTS}add/", alert_form(other))
    assert [row.site for row in Alert.objects.all()] == [other]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", {"title_fi": ""}),
        ("title", {"title_fi": "x" * 121}),
        ("severity", {"severity": "x"}),
        ("ends_at", {"ends_at": "2.6.2026 12.00"}),
        ("ends_at", {"ends_at": "huomenna"}),
        ("url", {"url": "javascript:alert(1)", "link_text_fi": "Lue"}),
        ("url", {"url": "//evil.example", "link_text_fi": "Lue"}),
        ("link_text", {"url": "https://example.org/"}),
    ],
)
def test_bad_input_is_told_at_the_field(sites, client, field, wrong):
    client.force_login(factories.official(sites[0], Role.EDITOR))
    response = client.post(f"{ALERTS}add/", alert_form(sites[0], **wrong))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]


def test_themes_and_areas_are_the_administrators(sites, client):
    own, _other = sites
    client.force_login(factories.official(own, Role.EDITOR))
    assert [client.get(address).status_code for address in (THEMES, AREAS)] == [302, 302]
    client.force_login(factories.official(own, Role.ADMINISTRATOR))
    client.post(
        f"{THEMES}add/", {"site": own.pk, "names_fi": "Varhaiskasvatus", "names_sv": "Småbarnspedagogik", "slug": ""}
    )
    assert Theme.objects.get(slug="varhaiskasvatus").site == own
    client.post(f"{AREAS}add/", {"site": own.pk, "names_fi": "Keskusta", "names_sv": "", "slug": "", "outline": "{}"})
    assert Area.objects.filter(site=own, slug="keskusta-2").exists()
    response = client.post(
        f"{AREAS}add/", {"site": own.pk, "names_fi": "X", "slug": "", "outline": '{"type": "Point"}'}
    )
    assert list(response.context["form"].errors) == ["outline"]


def test_a_slug_that_is_taken_is_told(sites, client):
    client.force_login(factories.official(sites[0], Role.ADMINISTRATOR))
    response = client.post(f"{THEMES}add/", {"site": sites[0].pk, "names_fi": "Liikunta", "slug": "liikunta"})
    assert response.status_code == 200
    assert Theme.objects.filter(site=sites[0], slug="liikunta").count() == 1


def settings_address(site, model="municipalitysettings"):
    return f"/admin/settings/municipality/{model}/{site.pk}/"


def form_data(response):
    """What a browser would send back untouched."""
    form = response.context["form"]
    data = {}
    for forms in (
        form,
        *[one for formset in form.formsets.values() for one in (formset.management_form, *formset.forms)],
    ):
        for bound in forms:
            value = bound.value()
            widgets = getattr(bound.field.widget, "widgets", None)
            if widgets:
                for suffix, part in zip(
                    bound.field.widget.widgets_names, bound.field.widget.decompress(value), strict=True
                ):
                    data[bound.html_name + suffix] = part or ""
            elif value is not None and value is not False and not isinstance(bound.field, FileField):
                data[bound.html_name] = value
    return data


def test_an_administrator_changes_their_own_settings_only(sites, client):
    own, other = sites
    client.force_login(factories.official(own, Role.ADMINISTRATOR))
    assert client.get(settings_address(other)).status_code == 302
    response = client.get(settings_address(own))
    data = form_data(response)
    client.post(settings_address(own), {**data, "switchboard": "014 555 0100", "share_services": ["email"]})
    row = MunicipalitySettings.objects.get(site=own)
    assert (row.switchboard, row.share_services, row.names) == (
        "014 555 0100",
        ["email"],
        {"fi": "Koivuranta", "sv": "Björkstrand"},
    )
    response = client.post(settings_address(own), {**data, "light_on_brand": "#0f3a44", "business_id": "x"})
    assert sorted(response.context["form"].errors) == ["business_id", "light_on_brand"]
    assert client.post(settings_address(other), data).status_code == 302
    assert MunicipalitySettings.objects.get(site=other).names["fi"] == "Harjuvesi"


def test_an_administrator_edits_the_menu(sites, client):
    own, other = sites
    client.force_login(factories.official(own, Role.ADMINISTRATOR))
    data = form_data(client.get(settings_address(own, "mainmenu")))
    client.post(settings_address(own, "mainmenu"), {**data, "items-0-label_fi": "Juuri nyt", "items-1-DELETE": "on"})
    items = MenuItem.objects.filter(menu__site=own)
    assert (items.count(), items.first().label) == (3, {"fi": "Juuri nyt"})
    response = client.post(settings_address(own, "mainmenu"), {**data, "items-0-place": "nowhere"})
    assert response.status_code == 200
    assert MainMenu.objects.get(site=other).items.count() == 4


def test_an_editor_does_not_change_settings_or_menu(sites, client):
    client.force_login(factories.official(sites[0], Role.EDITOR))
    assert [
        client.get(settings_address(sites[0], model)).status_code for model in ("municipalitysettings", "mainmenu")
    ] == [302, 302]


def test_a_chooser_of_areas_shows_the_editors_own(sites, client):
    own, other = sites
    Area.objects.filter(site=other).update(names={"fi": "Naapurin alue"})
    client.force_login(factories.official(own, Role.ADMINISTRATOR))
    html = client.get("/admin/snippets/choose/municipality/area/").content.decode()
    assert ("Keskusta" in html, "Naapurin alue" in html) == (True, False)
