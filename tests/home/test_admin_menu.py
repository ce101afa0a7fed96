"""What the admin offers to whom, with two municipalities side by side."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.admin.menu import admin_menu, reports_menu
from wagtail.models import Locale, Site, Workflow
from wagtail_localize.models import Translation, TranslationSource

from accounts.models import User
from accounts.roles import Role
from home.models import ContentPage
from tests import factories

CHOOSER = "/admin/choose-page/"


@pytest.fixture
def sites(db: None) -> tuple[Site, Site]:
    return factories.municipality(), factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")


def shown(menu: Any, user: User, client: Client) -> list[str]:
    client.force_login(user)
    request = client.get("/admin/").wsgi_request
    items = menu.menu_items_for_request(request)
    return [str(item.label) for item in sorted(items, key=lambda item: item.order)]


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.EDITOR, ["Sivut", "Kyselyt", "Kunta", "Haku", "Kuvat", "Asiakirjat", "Tuonti", "Raportit", "Ohje"]),
        (Role.PREPARER, ["Ehdotukset", "Kuulemiset", "Mielipiteet", "Kyselyt", "Asetukset", "Ohje"]),
        (Role.MODERATOR, ["Moderointi", "Seuraamukset", "Ehdotukset", "Kommentit", "Asetukset", "Ohje"]),
        (
            Role.ADMINISTRATOR,
            [
                *(
                    "Sivut",
                    "Moderointi",
                    "Seuraamukset",
                    "Ehdotukset",
                    "Kuulemiset",
                    "Kommentit",
                    "Mielipiteet",
                    "Kyselyt",
                    "Kunta",
                    "Haku",
                ),
                *("Palvelupiste", "Kuvat", "Asiakirjat", "Tuonti", "Raportit", "Asetukset", "Ohje"),
            ],
        ),
    ],
)
def test_the_menu_holds_what_the_role_may_do(
    sites: tuple[Site, Site], client: Client, role: Role, labels: list[str]
) -> None:
    assert shown(admin_menu, factories.official(sites[0], role), client) == labels


def test_reports_that_mix_municipalities_are_for_superusers(sites: tuple[Site, Site], client: Client) -> None:
    mixing = ["/admin/reports/page-types-usage/", "/admin/localize/reports/translations/"]
    editor = factories.official(sites[0], Role.EDITOR)
    assert "Sivutyyppien käyttö" not in shown(reports_menu, editor, client)
    assert [client.get(address).status_code for address in mixing] == [302, 302]
    client.force_login(User.objects.create_superuser("it@koivuranta.example"))
    assert [client.get(address).status_code for address in mixing] == [200, 200]


def test_links_lead_to_pages_of_the_own_municipality(sites: tuple[Site, Site], client: Client) -> None:
    own, other = sites
    client.force_login(factories.official(own, Role.EDITOR))
    root = own.root_page.get_parent()
    offered = client.get(f"{CHOOSER}{root.pk}/").json()["html"]
    assert (own.root_page.title in offered, other.root_page.title in offered) == (True, False)
    found = client.get(f"{CHOOSER}search/", {"q": "Harjuvesi"}).content.decode()
    assert f'data-id="{other.root_page.pk}"' not in found
    assert f"/admin/pages/{other.root_page.pk}/" not in found


@pytest.mark.parametrize("words", ["ÄÄNI", "ääni", "Ääni", "ilta ääni"])
def test_pages_are_found_in_the_admin_drafts_too(sites: tuple[Site, Site], client: Client, words: str) -> None:
    own, _other = sites
    for site in sites:
        page = ContentPage(title="Äänien ilta", slug="ilta", live=False, locale=site.root_page.locale)
        site.root_page.add_child(instance=page)
    client.force_login(factories.official(own, Role.EDITOR))
    found = client.get("/admin/pages/", {"q": words}).context["object_list"]
    assert [page.url_path for page in found] == [f"{own.root_page.url_path}ilta/"]


@pytest.mark.parametrize("words", ['"', 'a"b', "%", "' OR 1=1", " ", "\x00", "(", "x" * 300])
@pytest.mark.parametrize("address", ["/admin/pages/", "/admin/images/", "/admin/documents/", f"{CHOOSER}search/"])
def test_strange_words_find_nothing_and_break_nothing(
    sites: tuple[Site, Site], client: Client, address: str, words: str
) -> None:
    client.force_login(factories.official(sites[0], Role.EDITOR))
    assert client.get(address, {"q": words}).status_code == 200


def test_another_municipality_s_pages_are_neither_opened_nor_translated(
    sites: tuple[Site, Site], client: Client
) -> None:
    own, other = sites
    page = ContentPage(title="Naapurin sivu", slug="naapuri", locale=other.root_page.locale)
    other.root_page.add_child(instance=page)
    page.save_revision().publish()
    source, _made = TranslationSource.update_or_create_from_instance(page)
    addresses = [
        f"/admin/pages/{page.pk}/",
        f"/admin/pages/{other.root_page.pk}/",
        f"{CHOOSER}{page.pk}/",
        f"/admin/localize/submit/page/{page.pk}/",
        f"/admin/localize/update/{source.pk}/",
    ]
    client.force_login(factories.official(own, Role.EDITOR))
    assert [client.get(address).status_code for address in addresses] == [302] * len(addresses)
    locale = Locale.objects.get(language_code="sv")
    client.post(addresses[3], {"locales": [locale.pk]})
    client.post(addresses[4], {"publish_translations": "on"})
    assert not Translation.objects.exists()
    client.force_login(factories.official(other, Role.EDITOR))
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)
    client.post(addresses[3], {"locales": [locale.pk]})
    assert Translation.objects.get().source == source


def test_there_is_no_workflow_but_the_municipalities_own(sites: tuple[Site, Site]) -> None:
    owners = {workflow.name.partition(":")[0] for workflow in Workflow.objects.all()}
    assert (owners, Workflow.objects.count()) == ({"Koivuranta", "Harjuvesi"}, 2)
