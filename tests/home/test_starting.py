"""An empty municipality, from a command or from code."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils.translation import override
from wagtail.models import Locale, Page, Site, Workflow
from wagtail_localize.models import LocaleSynchronization

from accounts.models import RoleGroup
from accounts.roles import Role
from core.models import AuditRow
from home.actions import start_municipality
from home.models import HomePage
from municipality.models import MainMenu, MunicipalitySettings
from search.models import Synonym

pytestmark = [pytest.mark.django_db, pytest.mark.bare]


def start(hostname="koivuranta.example", **fields):
    return start_municipality(name={"fi": "Koivuranta", "sv": "Björkstrand"}, hostname=hostname, **fields)


def test_swedish_follows_finnish_from_the_first_migration():
    rows = LocaleSynchronization.objects.values_list("locale__language_code", "sync_from__language_code")
    assert list(rows) == [("sv", "fi")]


def test_wagtails_welcome_site_is_taken_over():
    site = start()
    assert Site.objects.count() == 1
    assert (site.hostname, site.is_default_site, site.site_name) == ("koivuranta.example", True, "Koivuranta")
    assert {type(page.specific) for page in Page.objects.filter(depth=2)} == {HomePage}


def test_every_page_is_there_in_both_languages_and_no_alias():
    start()
    rows = Page.objects.filter(depth__gt=1).values_list("locale__language_code", "title", "alias_of", "live")
    names = {(code, title) for code, title, _alias, _live in rows}
    assert {("fi", "Koivuranta"), ("sv", "Björkstrand")} <= names
    assert {(alias, live) for _code, _title, alias, live in rows} == {(None, True)}
    assert [code for code, _title in sorted(names)] == ["fi"] * 3 + ["sv"] * 3
    assert {page.numchild for page in HomePage.objects.all()} == {2}


def test_settings_menu_roles_workflow_and_an_audit_row():
    site = start()
    assert MunicipalitySettings.objects.get(site=site).names == {"fi": "Koivuranta", "sv": "Björkstrand"}
    assert MainMenu.objects.get(site=site).items.count() == 4
    assert set(RoleGroup.objects.filter(site=site).values_list("role", flat=True)) == {role.value for role in Role}
    (workflow,) = Workflow.objects.filter(workflow_pages__page=site.root_page)
    (task,) = workflow.tasks
    assert list(task.specific.groups.all()) == [Group.objects.get(role_group__role=Role.ADMINISTRATOR)]
    assert AuditRow.objects.get(verb="municipality.start").site_id == site.pk


def test_a_second_municipality_stands_beside_the_first():
    first, second = start(), start(hostname="harjuvesi.example")
    assert (first.is_default_site, second.is_default_site) == (True, False)
    assert first.root_page.slug != second.root_page.slug


def test_a_municipality_of_one_language():
    site = start_municipality(name={"fi": "Harjuvesi"}, hostname="harjuvesi.example")
    assert [page.locale.language_code for page in site.root_page.get_translations(inclusive=True)] == ["fi"]


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ({}, None),
        ({"fi": " "}, ["fi"]),
        ({"fi": "X"}, ["fi", "sv"]),
        ({"de": "X"}, None),
        ({"fi": "X", "de": "Y"}, ["de"]),
    ],
)
def test_a_name_is_needed_in_each_language(name, languages):
    with pytest.raises(ValidationError):
        start_municipality(name=name, hostname="x.example", languages=languages)


def test_two_municipalities_cannot_have_one_address():
    start()
    with pytest.raises(ValidationError):
        start()
    assert Site.objects.count() == 1


def test_the_command(capsys):
    names = {"name_fi": "Koivuranta", "name_sv": "Björkstrand"}
    call_command("new_municipality", hostname="koivuranta.example", port=443, **names)
    assert capsys.readouterr().out.startswith("Koivuranta: https://koivuranta.example/")
    site = Site.objects.get(hostname="koivuranta.example")
    ready = Synonym.objects.filter(site=site, words__in=["kv", "kf, kfm"])
    assert set(ready.values_list("language", flat=True)) == {"fi", "sv"}
    with override("en"), pytest.raises(CommandError, match="Another municipality has this host name"):
        call_command("new_municipality", hostname="koivuranta.example", port=443, **names)


def test_a_language_added_later_gets_its_locale(settings):
    from home.locales import ensure_locales

    start()
    settings.LANGUAGES = [*settings.LANGUAGES, ("en", "English")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    ensure_locales()
    english = Locale.objects.get(language_code="en")
    home = HomePage.objects.get(locale=english)
    assert home.alias_of.locale.language_code == "fi"
