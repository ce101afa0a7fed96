"""The administration: who sees what, lists, acts on many, files that other programs read."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from django.urls import reverse
from docx import Document

from accounts.roles import Role
from core.jobs.models import Job
from core.models import AuditRow
from participation.consultations.answering.rules import Outcome
from participation.consultations.models import OpinionHandling
from tests import factories

from ..pages import B, consultation_page, send

pytestmark = pytest.mark.django_db
SECRET = "Salainen katu 7"


@pytest.fixture
def staff(client, preparer):
    client.force_login(preparer)
    return client


def url(name, page):
    return reverse(f"consultations_admin:{name}", args=[page.translation_key])


def test_only_those_who_answer_see_it(client, site, page, preparer):
    opinion = send(page)
    addresses = [
        reverse("consultations_admin:index"),
        url("answering", page),
        reverse("opinions_admin:index"),
        reverse("opinions_admin:opinion", args=[opinion.pk]),
    ]
    for role, sees in (
        (Role.PREPARER, True),
        (Role.ADMINISTRATOR, True),
        (Role.EDITOR, False),
        (Role.MODERATOR, False),
    ):
        client.force_login(factories.official(site, role))
        assert [client.get(address).status_code == 200 for address in addresses] == [sees] * 4


def test_another_municipality_is_not_there(staff, page):
    other = factories.municipality("Harjuvesi", hostname="harjuvesi.example")
    foreign = consultation_page(other, "Naapurin kaava")
    opinion = send(foreign, body="Naapurin sana")
    assert staff.get(url("answering", foreign)).status_code != 200
    assert staff.get(reverse("opinions_admin:opinion", args=[opinion.pk])).status_code != 200
    assert "Naapurin" not in staff.get(reverse("opinions_admin:index")).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("section=" + B, ["Raitista"]),
        ("section=whole", ["Paikasta", "Yleisesti"]),
        ("place=yes", ["Paikasta"]),
        ("state=open", ["Paikasta", "Yleisesti"]),
        ("state=ready", ["Raitista"]),
        ("theme=none", ["Paikasta", "Yleisesti"]),
        ("outcome=not", ["Raitista"]),
        ("language=sv", []),
        ("stance=agreed", []),
        ("q=yleis", ["Yleisesti"]),
    ],
)
def test_the_list_is_narrowed(staff, page, say, query, found):
    raitti = send(page, body="Raitista", section=B)
    send(page, body="Paikasta", place={"type": "Point", "coordinates": [24.5, 60.5]})
    send(page, body="Yleisesti")
    say.handle(raitti, response=say.response(), outcome=Outcome.NOT, theme=say.theme())
    answer = staff.get(f"{reverse('opinions_admin:index')}?consultation={page.translation_key}&{query}")
    assert sorted(one.body for one in answer.context["object_list"]) == found


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_however_many(staff, page, say, number, django_assert_max_num_queries):
    opinions = [send(page, body=f"Sana {place}") for place in range(number)]
    say.handle(*opinions, response=say.response(), theme=say.theme())
    address = f"{reverse('opinions_admin:index')}?consultation={page.translation_key}"
    staff.get(address)
    with django_assert_max_num_queries(30):
        assert len(staff.get(address).context["object_list"]) == number


def test_many_are_answered_at_once(staff, page, say):
    opinions, response = [send(page), send(page)], say.response()
    data = {
        "act": "answer",
        "id": [one.pk for one in opinions],
        "query": "",
        "go": "1",
        "response": response.pk,
        "outcome": "partly",
        "reason_fi": "Osin.",
        "reason_sv": "Delvis.",
    }
    without = staff.post(reverse("opinions_admin:bulk"), {**data, "reason_sv": ""})
    assert without.status_code == 200
    assert list(without.context["form"].errors) == ["reason"]
    assert not OpinionHandling.objects.exists()
    staff.post(reverse("opinions_admin:bulk"), data)
    assert set(OpinionHandling.objects.values_list("response", "outcome")) == {(response.pk, "partly")}


def test_an_address_is_shown_after_a_reason_alone(staff, page):
    opinion = send(page, street=SECRET)
    address = reverse("opinions_admin:opinion", args=[opinion.pk])
    assert SECRET not in staff.get(address).content.decode()
    staff.post(reverse("accounts_contact", args=["opinion", str(opinion.key)]), {"reason": "Vastineen lähetys"})
    assert SECRET in staff.get(address).content.decode()
    row = AuditRow.objects.get(verb="read.contact")
    assert (row.kind, row.key) == ("opinion", str(opinion.key))


def test_it_is_done_on_pages(staff, page):
    opinion = send(page)
    staff.post(url("themes", page), {"names_fi": "Puutalot", "names_sv": "Trähus"})
    words = {"subject_fi": "Kerrosluku", "subject_sv": "Våningstal", "text_fi": "Kaksi.", "text_sv": "Två."}
    staff.post(url("new_response", page), words)
    hub = staff.get(url("answering", page))
    response, theme = hub.context["responses"][0], hub.context["themes"][0]
    said = {
        "theme": theme.pk,
        "response": response.pk,
        "outcome": "taken",
        "reason_fi": "Koska.",
        "reason_sv": "För att.",
    }
    staff.post(reverse("opinions_admin:opinion", args=[opinion.pk]), said)
    staff.post(url("publish", page))
    assert OpinionHandling.objects.get().published_at is not None
    letter = {
        "uuid": "00000000-0000-0000-0000-0000000000aa",
        "way": "email",
        "arrived_on": page.opens_at.date().isoformat(),
        "language": "sv",
        "body": "Brev",
        "naming": "hidden",
        "full_name": "Aino",
        "email": "aino@koivuranta.example",
        "section": "",
    }
    answer = staff.post(url("enter", page), letter, follow=True)
    assert "Brev" in answer.content.decode()


def take(staff, page, form, **more):
    answer = staff.get(url("take", page), {"form": form, "told_in": "fi", **more})
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def sent(page, say):
    opinion = send(
        page,
        section=B,
        street=SECRET,
        naming="name",
        name="Julkinen Nimi",
        place={"type": "Point", "coordinates": [24.5, 60.5]},
    )
    say.handle(opinion, response=say.response(), outcome=Outcome.TAKEN, theme=say.theme())
    say.publish()
    return opinion


@pytest.mark.parametrize("personal", [False, True])
def test_files_are_read_by_other_programs(staff, page, sent, personal):
    more = {"personal": "on", "reason": "Vastineiden lähetys"} if personal else {}
    _answer, book = take(staff, page, "xlsx", **more)
    rows = list(openpyxl.load_workbook(io.BytesIO(book)).worksheets[0].values)
    told = dict(zip(rows[0], rows[1], strict=True))
    assert (told["Teema"], told["Lopputulos"]) == ("Puutalot", "Otettu huomioon")
    assert (SECRET in rows[1], "Julkinen Nimi" in rows[1]) == (personal, personal)
    _answer, table = take(staff, page, "csv", **more)
    assert len(list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))) == 2
    _answer, places = take(staff, page, "geojson", **more)
    (feature,) = json.loads(places)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [24.5, 60.5]}
    assert feature["properties"]["theme"] == "Puutalot"
    assert ("name" in feature["properties"]) == personal
    _answer, paper = take(staff, page, "docx", **more)
    text = "\n".join(one.text for one in Document(io.BytesIO(paper)).paragraphs)
    assert "Puutalot säilytettävä." in text
    assert "Kerrosluku on muutettu kahdeksi." in text
    assert (SECRET in text) == personal
    _answer, html = take(staff, page, "html", **more)
    assert "Puutalot säilytettävä." in html.decode()
    assert (SECRET in html.decode()) == personal
    assert AuditRow.objects.filter(verb="consultation.export").count() == 5


def test_names_are_not_given_without_a_reason(staff, page, sent):
    answer = staff.get(url("take", page), {"form": "xlsx", "personal": "on"})
    assert answer.url == url("answering", page)
    assert not AuditRow.objects.filter(verb="consultation.export").exists()


def test_much_is_long_work(staff, page, sent, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("participation.consultations.answering.admin.taking.AT_ONCE", 0)
    with django_capture_on_commit_callbacks(execute=True):
        answer = staff.get(url("take", page), {"form": "docx"})
    job = Job.objects.get()
    assert answer.url == job.get_absolute_url()
    assert (job.state, job.result) == ("done", {"rows": 1})
    with job.result_file.open("rb") as file:
        assert "Puutalot säilytettävä." in [one.text for one in Document(io.BytesIO(file.read())).paragraphs]
