"""A draft is shown by a secret link with an end, to whoever has it, and takes nothing."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, PageViewRestriction
from wagtail_localize.models import TranslationSource

from accounts.models import User
from accounts.roles import Role
from core.models import AuditRow
from home.models import ContentPage, PreviewLink
from home.sharing import actions, queries
from municipality.models import MunicipalitySettings
from news.models import NewsIndexPage, NewsPage
from participation.projects.models import ProjectPage, ProjectsIndexPage
from surveys.models import Version
from tests import factories
from tests.consultations.pages import consultation_page
from tests.surveys.pages import survey_page

from .pages import content, swedish, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return factories.municipality()


@pytest.fixture
def editor(site):
    return factories.official(site, Role.EDITOR)


@pytest.fixture
def page(site):
    """Public, with newer words in a draft."""
    page = content(site, title="Uimaranta", slug="uimaranta")
    page.summary = "Ranta suljetaan syksyllä."
    page.save_revision()
    return page


@pytest.fixture
def opened(page, editor):
    _link, secret = actions.make_link(page=page, days=14, note="Lautakunta", user=editor, now=timezone.now())
    return f"/fi/esikatselu/{secret}/"


def html(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_outsiders_see_the_newest_draft_and_that_it_is_one(client, page, opened):
    response = client.get(opened)
    shown = html(response)
    assert response.status_code == 200
    assert "Ranta suljetaan syksyllä." in shown
    assert "Tämä on luonnos" in shown
    assert "Ranta suljetaan syksyllä." not in html(client.get(page.url))
    assert "Tämä on luonnos" not in html(client.get(page.url))
    kept = {name: response[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")}
    assert kept == {
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
    }


def test_what_was_never_public_is_shown_too(client, site, editor):
    page = content(site, title="Salainen hanke", slug="salainen")
    page.unpublish()
    _link, secret = actions.make_link(page=page, days=1, note="", user=editor, now=timezone.now())
    assert client.get(page.url).status_code == 404
    assert "Salainen hanke" in html(client.get(f"/fi/esikatselu/{secret}/"))


def test_it_follows_the_languages_that_have_words(client, page, opened):
    response = client.get(opened.replace("/fi/esikatselu/", "/sv/forhandsgranskning/"))
    assert response.url == opened
    assert response["Referrer-Policy"] == "no-referrer"
    translated = translate(page, publish=False, title="Badstranden")
    in_swedish = opened.replace("/fi/esikatselu/", "/sv/forhandsgranskning/")
    shown = html(client.get(in_swedish))
    assert "Badstranden" in shown
    assert "Det här är ett utkast" in shown
    assert f'href="{opened}"' in shown
    assert f'href="{in_swedish}"' in html(client.get(opened))
    assert translated.live_revision_id is None


def test_it_ends_to_the_minute(client, page, editor, site):
    MunicipalitySettings.objects.filter(site=site).update(email="kunta@koivuranta.example")
    now = timezone.now().replace(second=30, microsecond=0)
    link, secret = actions.make_link(page=page, days=2, note="", user=editor, now=now)
    address = f"/fi/esikatselu/{secret}/"
    with time_machine.travel(link.ends_at - timedelta(seconds=1), tick=False):
        assert client.get(address).status_code == 200
    with time_machine.travel(link.ends_at, tick=False):
        response = client.get(address)
    assert (response.status_code, link.ends_at.second) == (410, 0)
    told = html(response)
    assert "Esikatselu on päättynyt" in told
    assert "Pyydä uusi linkki siltä, joka lähetti sen sinulle. Kunnan oma osoite on kunta@koivuranta.example." in told
    assert "Ranta suljetaan syksyllä." not in told
    assert response["Cache-Control"] == "no-store"


def test_an_unknown_one_says_so_and_tells_nothing(client, page, opened):
    response = client.get(opened[:-3] + "xx/")
    assert response.status_code == 404
    assert "Tällaista esikatselua ei ole" in html(response)
    assert "Uimaranta" not in html(response)


def test_a_link_opens_nothing_of_another_municipality(client, site, page, opened):
    factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    assert client.get(opened, headers={"host": "harjuvesi.example"}).status_code == 404


def test_nothing_of_the_secret_is_kept(page, opened):
    secret = opened.split("/")[-2]
    assert secret not in str(PreviewLink.objects.values())
    assert secret not in str(list(AuditRow.objects.values()))


def test_that_it_was_opened_is_counted_by_the_day(client, opened):
    client.head(opened)
    assert PreviewLink.objects.get().opened == 0
    client.get(opened)
    client.get(opened)
    link = PreviewLink.objects.get()
    assert (link.opened, link.opened_on) == (2, timezone.localdate())


@pytest.mark.parametrize("make", [consultation_page, survey_page])
def test_nothing_can_be_sent_from_it(client, site, editor, make):
    page = make(site)
    _link, secret = actions.make_link(page=page, days=1, note="", user=editor, now=timezone.now())
    response = client.get(f"/fi/esikatselu/{secret}/")
    assert page.title in html(response)
    forms = re.findall(r"<form[^>]*method=\"post\"[^>]*>(.*?)</form>", html(response))
    assert all(form.startswith('<fieldset class="preview-form" disabled>') for form in forms)
    assert make is consultation_page or forms
    assert client.post(f"/fi/esikatselu/{secret}/", {}).status_code == 405


def test_news_and_projects_have_previews_too(client, site, editor):
    for index, made in (
        (NewsIndexPage, NewsPage(title="Uutinen", date=timezone.localdate())),
        (ProjectsIndexPage, ProjectPage(title="Hanke", slug="hanke")),
    ):
        parent = index.objects.descendant_of(site.root_page).first()
        made.locale, made.live = parent.locale, False
        parent.add_child(instance=made)
        made.save_revision()
        _link, secret = actions.make_link(page=made, days=1, note="", user=editor, now=timezone.now())
        assert made.title in html(client.get(f"/fi/esikatselu/{secret}/"))


def desk(page: Page) -> str:
    return reverse("preview_links", args=[page.pk])


def test_an_editor_makes_one_and_sees_it_once(client, page, editor):
    client.force_login(editor)
    assert desk(page) in html(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    response = client.post(desk(page), {"days": "14", "note": "Lautakunta"})
    [address] = re.findall(r'value="http://[^/]*(/fi/esikatselu/[^"]*)"', html(response))
    assert "no-store" in response["Cache-Control"]
    link = PreviewLink.objects.get()
    assert (link.page_id, link.note, link.made_by) == (page.pk, "Lautakunta", editor)
    assert link.ends_at - link.made_at <= timedelta(days=14) < link.ends_at - link.made_at + timedelta(minutes=1)
    row = AuditRow.objects.get(verb="preview.make")
    assert (row.actor_id, row.key, row.detail["note"]) == (editor.pk, str(page.pk), "Lautakunta")
    later = html(client.get(desk(page)))
    assert "Lautakunta" in later
    assert address not in later
    client.logout()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("days", ["0", "61", "", "x"])
def test_its_days_are_from_one_to_sixty(client, page, editor, days):
    client.force_login(editor)
    client.post(desk(page), {"days": days, "note": ""})
    assert not PreviewLink.objects.exists()


def test_it_is_withdrawn_once_and_opens_nothing(client, page, editor, opened):
    client.force_login(editor)
    address = reverse("preview_withdraw", args=[page.pk, PreviewLink.objects.get().pk])
    client.post(address)
    client.post(address)
    assert AuditRow.objects.filter(verb="preview.withdraw").count() == 1
    client.logout()
    response = client.get(opened)
    assert response.status_code == 410
    assert "Kunta perui tämän linkin" in html(response)
    assert "Ranta suljetaan syksyllä." not in html(response)


@pytest.mark.parametrize(
    ("role", "may"), [(Role.EDITOR, True), (Role.ADMINISTRATOR, True), (Role.PREPARER, False), (Role.MODERATOR, False)]
)
def test_who_may_edit_the_page_may_share_it(client, site, page, opened, role, may):
    client.force_login(factories.official(site, role))
    link = PreviewLink.objects.get()
    assert client.get(desk(page), follow=True).status_code == (200 if may else 404)
    client.post(reverse("preview_withdraw", args=[page.pk, link.pk]))
    link.refresh_from_db()
    assert (link.withdrawn_at is not None) is may


def test_a_link_is_withdrawn_by_its_own_page_only(client, site, editor, page, opened):
    other = content(site, title="Muu", slug="muu")
    client.force_login(editor)
    client.post(reverse("preview_withdraw", args=[other.pk, PreviewLink.objects.get().pk]))
    assert PreviewLink.objects.get().withdrawn_at is None


def test_of_a_page_that_is_closed_it_is_said_and_the_link_opens_it(client, page, editor, opened):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(page.url).status_code == 302
    assert "Ranta suljetaan syksyllä." in html(client.get(opened))
    client.force_login(editor)
    assert "Sivu on avoinna vain osalle lukijoista." in html(client.get(desk(page)))


def test_links_go_a_month_after_their_end(page, editor):
    then = datetime(2026, 1, 1, 12, tzinfo=timezone.get_current_timezone())
    actions.make_link(page=page, days=1, note="", user=editor, now=then)
    with time_machine.travel(then + timedelta(days=30), tick=False):
        call_command("purge_previews")
    assert PreviewLink.objects.count() == 1
    with time_machine.travel(then + timedelta(days=32), tick=False):
        call_command("purge_previews")
    assert PreviewLink.objects.count() == 0


def test_the_page_keeps_its_own_address_in_other_languages(client, page, opened):
    """A page that stands in leads nowhere by the link."""
    assert swedish(page).alias_of_id == page.pk
    assert "/sv/forhandsgranskning/" not in html(client.get(opened))


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_of_a_survey_the_questions_of_the_draft_are_shown(client, site, editor, public, language):
    survey = survey_page(site, opens_at=timezone.now() + timedelta(days=5))
    translate(survey, publish=False)
    if not public:
        survey.unpublish()
        Version.objects.all().delete()
    draft = survey.get_latest_revision_as_object()
    block = next(one for one in draft.questions if "title" in one.value and one.block_type != "page")
    block.value["title"] = "Aivan uusi kysymys?"
    draft.save_revision()
    if language == "sv":
        TranslationSource.objects.get(object_id=survey.translation_key).update_from_db()
        translate(draft, publish=False)
    _link, secret = actions.make_link(page=survey, days=1, note="", user=editor, now=timezone.now())
    before = list(Version.objects.values())
    shown = html(client.get(queries.address(secret, language)))
    assert {"fi": "Aivan uusi kysymys?", "sv": "sv Aivan uusi kysymys?"}[language] in shown
    assert '<fieldset class="preview-form" disabled>' in shown
    assert list(Version.objects.values()) == before


def test_what_only_stands_in_has_nothing_to_show(client, site, page, editor):
    alias = page.create_alias(parent=Page.objects.get(pk=site.root_page_id), update_slug="alias")
    client.force_login(editor)
    assert desk(alias) not in html(client.get(reverse("wagtailadmin_pages:edit", args=[alias.pk]), follow=True))
    assert client.get(desk(alias), follow=True).status_code == 404
    _link, secret = actions.make_link(page=alias, days=1, note="", user=editor, now=timezone.now())
    assert client.get(f"/fi/esikatselu/{secret}/").status_code == 404


def test_a_page_under_no_site_has_nothing_to_show(client, site):
    client.force_login(User.objects.create_superuser("yllapito@koivuranta.example"))
    loose = Page.get_first_root_node().add_child(instance=ContentPage(title="Irrallaan", slug="irrallaan"))
    assert client.get(desk(loose), follow=True).status_code == 404


@pytest.mark.parametrize("way", ["unpublished", "expired"])
def test_a_page_that_is_taken_down_takes_its_links_with_it(client, page, opened, way):
    if way == "unpublished":
        page.unpublish()
    else:
        ContentPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
        call_command("publish_scheduled")
    assert client.get(opened).status_code == 410
    row = AuditRow.objects.get(verb="preview.end")
    assert (row.actor_id, row.key, row.detail) == (None, str(page.pk), {"number": PreviewLink.objects.get().pk})


def test_it_shows_only_languages_that_its_maker_may_edit(client, site, page):
    translate(page, publish=False, title="Badstranden")
    group = Group.objects.create(name="Suomeksi")
    for name in ("change_page", "access_admin"):
        permission = Permission.objects.get(codename=name)
        if name == "change_page":
            GroupPagePermission.objects.create(group=group, page=page.get_parent(), permission=permission)
        else:
            group.permissions.add(permission)
    maker = factories.resident()
    maker.groups.add(group)
    _link, secret = actions.make_link(page=page, days=1, note="", user=maker, now=timezone.now())
    assert PreviewLink.objects.get().also_in == ["fi"]
    response = client.get(queries.address(secret, "sv"))
    assert response.url == queries.address(secret, "fi")
    assert "/sv/forhandsgranskning/" not in html(client.get(queries.address(secret, "fi")))
