"""Bringing in by upload: tried first, for administrators only, in both languages."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Site

from accounts.actions import grant
from accounts.models import User
from accounts.roles import Role
from core.models import AuditRow
from participation.projects.models import ProjectPage
from participation.proposals import actions
from participation.proposals.models import Import, Proposal
from tests import factories

from .tables import row, table

HERE = "/admin/proposal-imports/"


@pytest.fixture
def administrator(site: Site, client: Client) -> User:
    user = factories.official(site, Role.ADMINISTRATOR)
    client.force_login(user)
    return user


@pytest.fixture
def give(client: Client, page: ProjectPage, django_capture_on_commit_callbacks: Any) -> Any:
    def upload(content: bytes, **fields: Any) -> Any:
        file = SimpleUploadedFile("ehdotukset.csv", content, "text/csv")
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(HERE, {"project": str(page.translation_key), "file": file, **fields})

    return upload


@pytest.fixture
def confirm(client: Client, django_capture_on_commit_callbacks: Any) -> Any:
    def send(intake: Import, act: str = "confirm") -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"{HERE}{intake.uuid}/{act}/")

    return send


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def kept_files() -> list[Path]:
    return [path for path in (Path(settings.PRIVATE_ROOT) / "moving").glob("*") if path.is_file()]


def test_a_file_is_tried_looked_at_and_brought_in(client: Client, administrator: User, give: Any, confirm: Any) -> None:
    before = len(kept_files())
    content = table(row(1), row(2, title="=2+3 laituria"), row(3, theme="Avaruus"), row(4, body="x"))
    job = client.get(give(content)["Location"])
    intake = Import.objects.get()
    assert f"{HERE}{intake.uuid}/" in text_of(job)
    assert (intake.stage, intake.added, intake.known, intake.refused) == ("tried", 2, 0, 2)
    assert (Proposal.objects.count(), len(kept_files())) == (0, before + 1)
    shown = client.get(f"{HERE}{intake.uuid}/")
    assert [(one.line, one.column) for one in shown.context["leaf"].object_list] == [(4, "theme"), (5, "body")]
    assert "Teemaa ”Avaruus” ei ole. Lisää se ensin tai muuta riviä." in text_of(shown)
    assert [one["title"] for one in shown.context["sample"]] == ["Laituri rantaan 1", "=2+3 laituria"]
    assert "Julkaise 2 ehdotusta" in text_of(shown)

    confirm(intake)
    intake.refresh_from_db()
    assert (intake.stage, intake.added, intake.known, intake.refused) == ("done", 2, 0, 2)
    assert (not intake.file, len(kept_files())) == (True, before)
    assert set(Proposal.objects.values_list("title", "origin")) == {
        ("Laituri rantaan 1", intake.pk),
        ("=2+3 laituria", intake.pk),
    }
    done = client.get(f"{HERE}{intake.uuid}/")
    address = f"/admin/proposals/?brought={intake.uuid}"
    assert address in text_of(done)
    factories.proposal(intake.site, ProjectPage.objects.get())
    assert len(client.get(address).context["object_list"]) == 2
    verbs = AuditRow.objects.filter(kind="import", key=str(intake.uuid)).order_by("id").values_list("verb", "actor_id")
    assert list(verbs) == [(f"proposal.import{step}", administrator.pk) for step in ("_give", "_begin", "")]


def test_confirming_twice_adds_nothing_twice(client: Client, administrator: User, give: Any, confirm: Any) -> None:
    give(table(row(1), row(2)))
    intake = Import.objects.get()
    confirm(intake)
    confirm(intake)
    give(table(row(1), row(2), row(2)))
    newest = Import.objects.first()
    assert newest is not None
    assert (newest.added, newest.known, Proposal.objects.count()) == (0, 3, 2)
    assert confirm(newest)["Location"] == f"{HERE}{newest.uuid}/"
    newest.refresh_from_db()
    assert newest.stage == "tried"


def test_two_who_confirm_at_once_begin_one_import(administrator: User, give: Any) -> None:
    give(table(row(1)))
    intake = Import.objects.get()
    both = [actions.confirm_import(intake=intake, user=administrator) for _ in range(2)]
    assert both == [True, False]
    assert AuditRow.objects.filter(verb="proposal.import_begin").count() == 1


@pytest.mark.parametrize(
    ("language", "reason", "publish"),
    [
        ("fi", "Päivä ”1.1.2999” on tulevaisuudessa.", "Julkaise 1 ehdotus"),
        ("sv", "Datumet ”1.1.2999” ligger i framtiden.", "Publicera 1 förslag"),
    ],
)
def test_it_speaks_the_reader_s_language(
    client: Client, site: Site, administrator: User, give: Any, language: str, reason: str, publish: str
) -> None:
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=administrator, defaults={"preferred_language": language})
    give(table(row(1), row(2, created="1.1.2999")))
    shown = text_of(client.get(f"{HERE}{Import.objects.get().uuid}/"))
    assert (reason in shown, publish in shown) == (True, True)
    lines = b"".join(client.get(f"{HERE}{Import.objects.get().uuid}/?export=csv").streaming_content).decode("utf-8-sig")
    assert [line[2] for line in csv.reader(io.StringIO(lines))][1:] == [reason]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (bytes(range(256)) * 9, "Tämä ei ole tekstitiedosto. Tarvitaan CSV-tiedosto."),
        (b"a;b\n1;2\n", "Tiedostosta puuttuu sarakkeita: title, body, created. Löytyi: a, b."),
        (b"title;body;created\n", "Tiedostossa on otsikot, mutta ei rivejä niiden alla."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_not_confirmed(
    client: Client, administrator: User, give: Any, confirm: Any, content: bytes, error: str
) -> None:
    give(content)
    intake = Import.objects.get()
    shown = text_of(client.get(f"{HERE}{intake.uuid}/"))
    assert (error in shown, "/confirm/" in shown) == (True, False)
    confirm(intake)
    assert not Proposal.objects.exists()


def test_what_is_missing_is_told_at_the_field(client: Client, administrator: User, give: Any) -> None:
    shown = give(b"", project="")
    assert {name: list(errors) for name, errors in shown.context["form"].errors.items()} == {
        "project": ["Valitse hanke."],
        "file": ["Tiedosto on tyhjä."],
    }
    assert not Import.objects.exists()


def test_a_file_is_thrown_away(client: Client, administrator: User, give: Any, confirm: Any) -> None:
    before = len(kept_files())
    give(table(row()))
    confirm(Import.objects.get(), "discard")
    assert (Import.objects.count(), len(kept_files())) == (0, before)


def test_what_is_forgotten_is_deleted_with_its_file(client: Client, administrator: User, give: Any) -> None:
    before = len(kept_files())
    give(table(row()))
    call_command("purge_imports", verbosity=0)
    assert Import.objects.count() == 1
    Import.objects.update(at=timezone.now() - timedelta(days=8))
    call_command("purge_imports", verbosity=0)
    assert (Import.objects.count(), len(kept_files())) == (0, before)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_for_others_there_is_no_such_thing(
    client: Client, site: Site, page: ProjectPage, administrator: User, give: Any, role: Role
) -> None:
    give(table(row()))
    intake = Import.objects.get()
    client.force_login(factories.official(site, role))
    for address in (HERE, f"{HERE}{intake.uuid}/", f"{HERE}{intake.uuid}/?export=csv"):
        answered = client.get(address)
        assert (answered.status_code, "ehdotukset.csv" in answered.content.decode()) == (302, False)
    give(table(row(2)))
    client.post(f"{HERE}{intake.uuid}/confirm/")
    client.post(f"{HERE}{intake.uuid}/discard/")
    assert (Import.objects.get().stage, Proposal.objects.count()) == ("tried", 0)
    assert HERE not in client.get("/admin/", follow=True).content.decode()
    assert HERE not in client.get("/admin/proposals/", follow=True).content.decode()


def test_another_municipality_s_administrator_sees_nothing_of_it(
    client: Client, site: Site, page: ProjectPage, administrator: User, give: Any
) -> None:
    give(table(row()))
    intake = Import.objects.get()
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    own = factories.project(elsewhere, "Harju")
    client.force_login(factories.official(elsewhere, Role.ADMINISTRATOR))
    assert client.get(f"{HERE}{intake.uuid}/", follow=True).status_code == 404
    listed = client.get(HERE)
    assert ("ehdotukset.csv" in listed.content.decode(), list(listed.context["leaf"])) == (False, [])
    assert [key for key, _title in listed.context["form"].fields["project"].choices] == [str(own.translation_key)]
    assert list(give(table(row())).context["form"].errors) == ["project"]


def test_a_role_taken_away_meanwhile_brings_in_nothing(
    client: Client, site: Site, administrator: User, give: Any, confirm: Any
) -> None:
    give(table(row()))
    administrator.groups.clear()
    grant(user=administrator, site=site, role=Role.EDITOR, actor=None)
    confirm(Import.objects.get())
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("number", [3, 60])
def test_the_result_costs_the_same_whatever_was_refused(
    client: Client, administrator: User, give: Any, django_assert_max_num_queries: Any, number: int
) -> None:
    give(table(row(), *(row(one, title="x") for one in range(number))))
    address = f"{HERE}{Import.objects.get().uuid}/"
    client.get(address)
    with django_assert_max_num_queries(20):
        shown = client.get(f"{address}?p=2")
    assert shown.context["leaf"].paginator.count == number


def test_refused_rows_are_downloaded_as_a_workbook(client: Client, administrator: User, give: Any) -> None:
    give(table(row(), row(2, theme="=cmd()")))
    answer = client.get(f"{HERE}{Import.objects.get().uuid}/?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert list(sheet.iter_rows(values_only=True)) == [
        ("Rivi", "Sarake", "Syy"),
        (3, "theme", "Teemaa ”=cmd()” ei ole. Lisää se ensin tai muuta riviä."),
    ]
