"""Proposals in the admin: who sees them, how they are answered, what can be taken out."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from openpyxl import load_workbook
from wagtail.models import Site

from accounts.roles import Role
from participation.projects.models import ProjectPage
from participation.proposals.models import Handling, Proposal
from participation.proposals.rules import State
from tests import factories

LIST = "/admin/proposals/"
HANDLERS = (Role.PREPARER, Role.ADMINISTRATOR)


def answer_form(**fields: Any) -> dict[str, Any]:
    names = ("text", "signed", "decision_title", "decision_body")
    empty = {f"{name}_{language}": "" for name in names for language in ("fi", "sv")}
    return {**empty, "decision_date": "", "decision_number": "", "decision_url": "", "state": "accepted", **fields}


@pytest.fixture
def other(site: Site) -> Proposal:
    """A proposal of another municipality."""
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    return factories.proposal(elsewhere, factories.project(elsewhere, "Harju"), title="Naapurin oma ehdotus")


def sign_in(client: Client, site: Site, role: Role) -> Client:
    client.force_login(factories.official(site, role))
    return client


def titles(client: Client, query: str = "") -> list[str]:
    return [row.title for row in client.get(LIST + query).context["object_list"]]


@pytest.mark.parametrize("role", [Role.PREPARER, Role.MODERATOR, Role.ADMINISTRATOR])
def test_the_list_holds_the_own_municipality_s_published_proposals(
    client: Client, site: Site, page: ProjectPage, other: Proposal, role: Role
) -> None:
    factories.proposal(site, page)
    factories.draft(site, page, factories.resident(), title="Vielä kesken oleva")
    assert titles(sign_in(client, site, role)) == ["Rantasaunalle talviuintipaikka"]
    assert client.get(f"{LIST}{other.pk}/", follow=True).status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COUNCILLOR])
def test_others_do_not_get_to_the_proposals(client: Client, site: Site, page: ProjectPage, role: Role) -> None:
    made = factories.proposal(site, page)
    sign_in(client, site, role)
    assert client.get(LIST).status_code == 302
    assert client.get(f"{LIST}{made.pk}/").status_code in (302, 404)
    client.post(f"{LIST}{made.pk}/", answer_form())
    assert not Handling.objects.exists()


def test_the_list_is_narrowed_and_searched(client: Client, site: Site, page: ProjectPage) -> None:
    ramp = factories.project(site, "Ramppi")
    factories.proposal(site, page)
    factories.proposal(site, ramp, title="Sisäramppi talveksi", body="Skeittaajille tarvitaan tila talven ajaksi.")
    sign_in(client, site, Role.PREPARER)
    assert titles(client, f"?project={ramp.translation_key}") == ["Sisäramppi talveksi"]
    assert titles(client, "?q=skeittaajille") == ["Sisäramppi talveksi"]
    assert titles(client, "?answered=true") == []
    assert len(titles(client, "?project=x&theme=x&area=²&state=x&p=x&ordering=x")) == 2


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_costs_the_same_whatever_its_length(
    client: Client, site: Site, page: ProjectPage, django_assert_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        factories.proposal(site, page)
    sign_in(client, site, Role.PREPARER)
    client.get(LIST)
    with django_assert_num_queries(21):
        client.get(LIST)


def test_an_answer_is_published_and_told(client: Client, site: Site, page: ProjectPage) -> None:
    made = factories.proposal(site, page)
    sign_in(client, site, Role.PREPARER)
    mail.outbox.clear()
    answered = client.post(
        f"{LIST}{made.pk}/", answer_form(text_fi="Toteutetaan keväällä.", signed_fi="Liikuntapäällikkö")
    )
    assert answered["Location"] == LIST
    step = Handling.objects.get()
    assert (step.state, step.text["fi"], step.signed["fi"]) == (
        "accepted",
        "Toteutetaan keväällä.",
        "Liikuntapäällikkö",
    )
    made.refresh_from_db()
    assert made.state == State.ACCEPTED


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("text", {"state": "rejected"}),
        ("text", {"text_fi": "x" * 5001}),
        ("state", {"state": "x"}),
        ("decision_date", {"decision_date": "huomenna"}),
        ("decision_url", {"decision_url": "javascript:alert(1)"}),
    ],
)
def test_a_wrong_answer_is_told_at_the_field(
    client: Client, site: Site, page: ProjectPage, field: str, wrong: dict[str, str]
) -> None:
    made = factories.proposal(site, page)
    sign_in(client, site, Role.PREPARER)
    shown = client.post(f"{LIST}{made.pk}/", answer_form(signed_fi="Säilyy", **wrong))
    assert (shown.status_code, list(shown.context["forms"]["answer"].errors)) == (200, [field])
    assert "Säilyy" in shown.content.decode()
    assert not Handling.objects.exists()


def test_a_moderator_reads_but_does_not_answer(client: Client, site: Site, page: ProjectPage) -> None:
    made = factories.proposal(site, page)
    sign_in(client, site, Role.MODERATOR)
    shown = client.post(f"{LIST}{made.pk}/", answer_form())
    assert list(shown.context["forms"]) == ["note", "repair"]
    assert not Handling.objects.exists()


def test_the_first_page_tells_what_waits(client: Client, site: Site, page: ProjectPage, other: Proposal) -> None:
    waiting = factories.proposal(site, page)
    factories.proposal(site, page, title="Jo käsitelty ehdotus")
    Proposal.objects.filter(title="Jo käsitelty ehdotus").update(state=State.IN_PROCESS)
    home = sign_in(client, site, Role.PREPARER).get("/admin/").content.decode()
    assert [title in home for title in (waiting.title, "Jo käsitelty ehdotus", other.title)] == [True, False, False]
    assert waiting.title not in sign_in(client, site, Role.EDITOR).get("/admin/").content.decode()


def taken_out(client: Client, query: str = "") -> list[dict[str, Any]]:
    """The rows of the first sheet by heading."""
    book = load_workbook(io.BytesIO(b"".join(client.get(f"{LIST}?export=xlsx{query}").streaming_content)))
    assert "f" not in {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    heading, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_what_is_taken_out_is_text_and_holds_what_the_list_holds(
    client: Client, site: Site, page: ProjectPage, other: Proposal
) -> None:
    made = factories.proposal(site, page, title="=2+3 laituria rantaan", lat=60.12, lon=23.92)
    factories.comment(made, factories.resident("Rannan Raija"), "@SUM(A1)")
    sign_in(client, site, Role.PREPARER)
    [row] = taken_out(client)
    expected = {"Numero": made.pk, "Otsikko": "=2+3 laituria rantaan", "Hanke": page.title, "Leveysaste": 60.12}
    assert {name: row[name] for name in expected} == expected
    assert row["Keskustelu"].startswith("Rannan Raija (")
    lines = b"".join(client.get(f"{LIST}?export=csv").streaming_content).decode().splitlines()
    assert lines[0].startswith("\ufeffNumero,Otsikko,")
    assert lines[1].startswith(f"{made.pk},'=2+3 laituria rantaan,")
