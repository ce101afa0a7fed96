"""Bringing in from WordPress by upload: for those who may add pages, in both languages."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Site
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.roles import Role
from core.models import AuditRow
from home.models import ContentPage, WordPressImport, WordPressPage
from tests import factories

from .exports import KOIVURANTA, export, item

HERE = "/admin/wordpress-imports/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return factories.municipality()


@pytest.fixture
def editor(site: Site, client: Client) -> User:
    user = factories.official(site, Role.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def give(client: Client, django_capture_on_commit_callbacks: Any) -> Any:
    def upload(content: bytes, **fields: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(HERE, {"file": SimpleUploadedFile("vanha.xml", content, "text/xml"), **fields})

    return upload


@pytest.fixture
def confirm(client: Client, django_capture_on_commit_callbacks: Any) -> Any:
    def send(intake: WordPressImport, act: str = "confirm") -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"{HERE}{intake.uuid}/{act}/")

    return send


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def kept_files() -> int:
    return len([path for path in (Path(settings.PRIVATE_ROOT) / "moving").glob("*") if path.is_file()])


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_a_file_is_tried_looked_at_and_brought_in(
    client: Client, site: Site, give: Any, confirm: Any, role: Role
) -> None:
    user, before = factories.official(site, role), kept_files()
    client.force_login(user)
    give(KOIVURANTA.read_bytes())
    intake = WordPressImport.objects.get()
    tried = text_of(client.get(f"{HERE}{intake.uuid}/"))
    assert (intake.stage, intake.added, WordPressPage.objects.count()) == ("tried", 5, 0)
    assert ("Tee 5 luonnosta" in tried, "Lomake jäi pois." in tried) == (True, True)
    confirm(intake)
    intake.refresh_from_db()
    assert (intake.stage, intake.added, kept_files()) == ("done", 5, before)
    page = ContentPage.objects.get(slug="palvelut", locale__language_code="fi")
    assert (page.live, page.owner) == (False, user)
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.create", user=user).exists()
    done = text_of(client.get(f"{HERE}{intake.uuid}/?kind=form"))
    assert (f"/admin/pages/{page.pk}/edit/" in done, "Galleria" in done) == (True, False)
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    verbs = AuditRow.objects.filter(key=str(intake.uuid)).order_by("id").values_list("verb", "actor_id")
    assert list(verbs) == [(f"wordpress.{verb}", user.pk) for verb in ("give", "begin", "import")]


def test_a_draft_can_be_published_by_its_editor(
    client: Client, site: Site, editor: User, give: Any, confirm: Any
) -> None:
    give(KOIVURANTA.read_bytes())
    confirm(WordPressImport.objects.get())
    page = ContentPage.objects.get(slug="palvelut", locale__language_code="fi")
    page.get_latest_revision().publish(user=editor)
    shown = client.get(f"/fi/{page.slug}/")
    assert (shown.status_code, "Kunnan palvelut ovat <b>kaikkien</b>" in text_of(shown)) == (200, True)


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", ["Lomake jäi pois.", "Tee 5 luonnosta"]), ("sv", ["Ett formulär utelämnades.", "Skapa 5 utkast"])],
)
def test_it_speaks_the_reader_s_language(
    client: Client, editor: User, give: Any, language: str, words: list[str]
) -> None:
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": language})
    give(KOIVURANTA.read_bytes())
    address = f"{HERE}{WordPressImport.objects.get().uuid}/"
    shown = text_of(client.get(address))
    assert [word for word in words if word not in shown] == []
    table = b"".join(client.get(f"{address}?export=csv&kind=form").streaming_content).decode()
    assert (words[0] in table, len(table.splitlines())) == (True, 2)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"<html></html>", "Tämä ei ole WordPressin vientitiedosto."),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>', "Tiedosto määrittelee entiteettejä"),
        (export(item(1))[:-30], "Tiedoston XML on rikki rivillä"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_not_confirmed(
    client: Client, editor: User, give: Any, confirm: Any, content: bytes, error: str
) -> None:
    before = Page.objects.count()
    give(content)
    intake = WordPressImport.objects.get()
    shown = text_of(client.get(f"{HERE}{intake.uuid}/"))
    assert (error in shown, "/confirm/" in shown) == (True, False)
    confirm(intake)
    assert Page.objects.count() == before


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.PREPARER, Role.COUNCILLOR])
def test_for_others_there_is_no_such_thing(client: Client, site: Site, editor: User, give: Any, role: Role) -> None:
    give(KOIVURANTA.read_bytes())
    intake = WordPressImport.objects.get()
    client.force_login(factories.official(site, role))
    for address in (HERE, f"{HERE}{intake.uuid}/", f"{HERE}{intake.uuid}/?export=csv"):
        answered = client.get(address)
        assert (answered.status_code, "vanha.xml" in answered.content.decode()) == (302, False)
    give(KOIVURANTA.read_bytes())
    client.post(f"{HERE}{intake.uuid}/confirm/")
    client.post(f"{HERE}{intake.uuid}/discard/")
    assert (WordPressImport.objects.get().stage, WordPressPage.objects.count()) == ("tried", 0)
    assert HERE not in client.get("/admin/", follow=True).content.decode()


def test_another_municipality_s_editor_sees_nothing_of_it(client: Client, site: Site, editor: User, give: Any) -> None:
    give(KOIVURANTA.read_bytes())
    intake = WordPressImport.objects.get()
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    client.force_login(factories.official(elsewhere, Role.EDITOR))
    assert client.get(f"{HERE}{intake.uuid}/", follow=True).status_code == 404
    assert list(client.get(HERE).context["leaf"]) == []
    give(KOIVURANTA.read_bytes(), municipality=str(site.pk))
    assert WordPressImport.objects.exclude(pk=intake.pk).get().site == elsewhere


def test_what_is_thrown_away_or_forgotten_is_deleted_with_its_file(
    client: Client, editor: User, give: Any, confirm: Any
) -> None:
    before = kept_files()
    give(KOIVURANTA.read_bytes())
    confirm(WordPressImport.objects.get(), "discard")
    give(KOIVURANTA.read_bytes())
    WordPressImport.objects.update(at=timezone.now() - timedelta(days=8))
    call_command("purge_wordpress", verbosity=0)
    assert (WordPressImport.objects.count(), kept_files()) == (0, before)


@pytest.mark.parametrize("number", [2, 70])
def test_the_result_costs_the_same_whatever_was_found(
    client: Client, editor: User, give: Any, django_assert_max_num_queries: Any, number: int
) -> None:
    give(export(*(item(one, content="<form></form>") for one in range(1, number + 1))))
    address = f"{HERE}{WordPressImport.objects.get().uuid}/"
    client.get(address)
    with django_assert_max_num_queries(30):
        shown = client.get(address)
    assert shown.context["leaf"].paginator.count == number
