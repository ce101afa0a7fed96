"""A report opens in Word and prints from a browser, says what the results say, and in public nothing more than they do."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from accounts.roles import Role
from core.jobs.models import Job
from core.jobs.running import Work
from core.models import AuditRow
from surveys.admin import reports
from surveys.models import AnswerTheme, Response, SurveyPage, ThemedAnswer
from surveys.results.reporting.charting import ROOM, chart
from surveys.results.reporting.drawing import SCALE, picture
from surveys.results.shapes import Figure
from tests import factories
from tests.home.pages import translate

from .pages import IDS, maturity, meals, survey_page
from .test_results import answer, chosen

YES = {"eats": chosen("yes"), "grade": 4, "table": {IDS["r1"]: IDS["good"]}}


@pytest.fixture
def editor(client, site):
    client.force_login(user := factories.official(site, Role.EDITOR))
    return user


def place(query=""):
    key = SurveyPage.objects.values_list("translation_key", flat=True).distinct().get()
    return f"/admin/surveys/{key}/report/?{query}"


def words(response):
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def document(response):
    assert response.status_code == 200
    return Document(io.BytesIO(b"".join(response.streaming_content)))


def closed():
    SurveyPage.objects.update(closes_at=timezone.now() - timedelta(minutes=1))


def themed(page, name, *responses):
    theme = AnswerTheme.objects.create(
        site_id=page.get_site().pk, survey_key=page.translation_key, question=IDS["school"], name=name
    )
    ThemedAnswer.objects.bulk_create(ThemedAnswer(theme=theme, response=one) for one in responses)


@pytest.mark.django_db
def test_the_page_says_who_asked_what_and_what_was_answered(client, page, editor):
    answer(page, 6, **YES)
    answer(page, 2, eats=chosen("no"), school="Keskuskoulu <3")
    found = words(client.get(place()))
    assert "Maistuuko kouluruoka?" in found
    assert "Vastauksia 8" in found
    assert "1. Syötkö koulussa?" in found
    assert "Kyllä 6 (75 %)" in found
    assert "Keskuskoulu" not in found
    assert "Keskuskoulu &lt;3" in words(client.get(place("quoted=10")))


@pytest.mark.django_db
def test_the_document_has_headings_tables_and_pictures_that_say_what_they_show(client, page, editor):
    answer(page, 6, **YES)
    answer(page, 2, eats=chosen("no"), school="Keskuskoulu")
    response = client.get(place("form=docx&quoted=10"))
    assert re.search(r'filename="maistuuko-kouluruoka-\d{4}-\d\d-\d\d.docx"', response["Content-Disposition"])
    book = document(response)
    headings = [
        (one.style.name, one.text) for one in book.paragraphs if one.style.name.startswith(("Heading", "Title"))
    ]
    assert headings[0] == ("Title", "Maistuuko kouluruoka?")
    assert ("Heading 2", "1. Syötkö koulussa?") in headings
    table = next(one for one in book.tables if one.cell(1, 0).text == "Kyllä")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Vastaus", "Tulos"],
        ["Kyllä", "6 (75\u00a0%)"],
        ["En", "2 (25\u00a0%)"],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    alternatives = [one._inline.docPr.get("descr") for one in book.inline_shapes]
    assert alternatives[0] == "1. Syötkö koulussa?. Kyllä: 6 (75\u00a0%); En: 2 (25\u00a0%)"
    assert all(alternatives)
    assert {mark.get(qn("w:val")) for mark in book.styles.element.iter(qn("w:lang"))} == {"fi-FI"}
    assert "Keskuskoulu" in [one.text for one in book.paragraphs]
    assert book.core_properties.title == "Maistuuko kouluruoka?"


@pytest.mark.django_db
def test_in_swedish_with_the_title_of_the_swedish_page(client, page, editor):
    translate(page, title="Smakar skolmaten?")
    answer(page, 6, **YES)
    found = words(client.get(place("told_in=sv")))
    assert "Smakar skolmaten? – " in found
    assert "Antal svar 6" in found
    book = document(client.get(place("told_in=sv&form=docx")))
    assert {mark.get(qn("w:val")) for mark in book.styles.element.iter(qn("w:lang"))} == {"sv-FI"}
    assert "Resultat fråga för fråga" in [one.text for one in book.paragraphs]


@pytest.mark.django_db
def test_answers_in_words_stand_by_theme(client, page, editor):
    for number in range(12):
        answer(page, 1, school=f"Koulu {number:02}")
    answer(page, 1, school="Muu")
    found = {one.answers[IDS["school"]]: one for one in Response.objects.all()}
    themed(page, "Keskusta", *(one for text, one in found.items() if text != "Muu"))
    shown = words(client.get(place("quoted=10")))
    assert "Keskusta 12 (92 %)" in shown
    assert len(re.findall(r"Koulu \d\d", shown)) == 10
    assert shown.count("Muu") == 1


@pytest.mark.django_db
def test_the_public_report_keeps_back_what_the_public_page_does(client, site, editor):
    asked = meals()
    asked[3]["value"]["staff_only"] = True
    page = survey_page(site, questions=asked)
    answer(page, 9, **YES)
    answer(page, 3, eats=chosen("no"), school="Keskuskoulu")
    closed()
    exact, public = words(client.get(place())), words(client.get(place("scope=public&quoted=200")))
    assert "Kyllä 9 (75 %)" in exact
    assert "Kyllä ei näytetä" in public
    assert "Miltä ruoka maistuu?" in exact
    assert "Miltä ruoka maistuu?" not in public
    assert "Keskuskoulu" not in public


@pytest.mark.django_db
def test_a_public_report_is_of_everybody_whatever_was_chosen(client, page, editor):
    answer(page, 9, **YES)
    answer(page, 9, eats=chosen("no"))
    closed()
    chose = f"chosen={IDS['eats']}+{IDS['no']}"
    assert "Vastauksia 9 " in words(client.get(place(chose)))
    assert "Vastauksia 18 " in words(client.get(place(f"{chose}&scope=public")))


@pytest.mark.django_db
def test_of_few_answers_a_public_report_says_nothing(client, page, editor):
    answer(page, 4, **YES)
    closed()
    found = words(client.get(place("scope=public")))
    assert "alle 5" in found
    assert "Kyllä" not in found


@pytest.mark.django_db
def test_a_scored_survey_has_its_profile(client, site, editor):
    page = survey_page(site, **maturity())
    answer(page, 6, eats=chosen("yes"), grade=5, soup=1)
    answer(page, 4, eats=chosen("no"), grade=1, soup=5)
    found = words(client.get(place()))
    assert "Johtaminen 60 %" in found
    assert "Palvelut 40 %" in found
    assert "Vakiintunut 6 (60 %)" in found
    closed()
    assert "Vakiintunut ei näytetä" in words(client.get(place("scope=public")))


@pytest.mark.django_db
def test_points_that_changed_are_not_summed_with_earlier_ones(client, site, editor):
    page = survey_page(site, **maturity())
    answer(page, 6, eats=chosen("yes"), grade=5, soup=1)
    changed = maturity()
    changed["dimensions"][0]["value"]["weight"] = 3
    page.dimensions = changed["dimensions"]
    page.save_revision().publish()
    answer(page, 2, eats=chosen("no"), grade=1, soup=1)
    assert "Johtaminen 0 %" in words(client.get(place()))


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["html", "docx"])
def test_many_answers_are_long_work(client, page, editor, monkeypatch, form):
    monkeypatch.setattr(reports, "AT_ONCE", 2)
    answer(page, 3, **YES)
    response = client.get(place(f"form={form}"))
    job = Job.objects.get()
    assert response["Location"] == job.get_absolute_url()
    assert reports.run(Work(job)) == {"parts": 5}
    assert job.result_name.endswith(form)
    with job.result_file.open("rb") as file:
        written = file.read()
    assert b"<style>" in written if form == "html" else Document(io.BytesIO(written)).tables


@pytest.mark.django_db
def test_a_report_leaves_a_row(client, page, editor):
    answer(page, 2, **YES)
    client.get(place())
    row = AuditRow.objects.get(verb="survey.export")
    assert (row.actor_id, row.key, row.detail) == (editor.pk, str(page.translation_key), {"rows": 2, "form": "report"})


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.MODERATOR, Role.SERVICE_DESK, Role.COUNCILLOR])
def test_who_has_no_right_makes_no_report(client, page, site, role):
    answer(page, 1, **YES)
    client.force_login(factories.official(site, role))
    client.get(place(), follow=True)
    assert not AuditRow.objects.filter(verb="survey.export").exists()


def test_bars_are_as_long_as_their_shares_and_labels_keep_their_room():
    drawn = chart([Figure(label="Kyllä " * 20, said="75 %", width=75), Figure(label="En", said="25 %", width=25)])
    assert [bar.length for bar in drawn.bars] == [round(ROOM * 0.75), round(ROOM * 0.25)]
    assert len(drawn.bars[0].lines) > 1
    assert drawn.bars[0].lines[-1].y < drawn.bars[1].lines[0].y
    image = Image.open(picture(drawn)).convert("L")
    assert image.size == (drawn.width * SCALE, drawn.height * SCALE)
    middle = drawn.bars[1].middle * SCALE
    inside, outside = (drawn.left + 2) * SCALE, (drawn.left + drawn.bars[1].length + 4) * SCALE
    assert [image.getpixel((x, middle)) in range(100) for x in (inside, outside)] == [True, False]
