"""The profile of a scored survey, from the editor's page to the respondent."""

from __future__ import annotations

import pytest
from django.utils import timezone

from surveys.actions.making import freeze
from surveys.making import why_not_publish
from surveys.models import Draft, Response, SurveyPage, Version
from tests.home.pages import translate

from .pages import IDS, dimension, maturity, post, survey_page
from .test_pages import begin, path, text

pytestmark = pytest.mark.django_db
SOME = [post("eats", IDS["yes"]), post("grade", "3"), post("soup", "1")]
BEST = [post("eats", IDS["yes"]), post("grade", "5"), post("soup", "5")]


@pytest.fixture
def page(site):
    return survey_page(site, **maturity())


def send(client, page, *answers, language="fi", asked="eats grade soup"):
    review = path(begin(client, page, *answers, asked=asked, language=language))
    client.get(review)
    return client.post(review.replace("tarkistus", "laheta").replace("granska", "skicka"))


def test_the_receipt_shows_the_profile_in_words_a_picture_and_a_table(client, page):
    shown = send(client, page, *SOME)
    said = text(shown)
    expected = [
        "Vastauksesi on lähetetty",
        "Kokonaisuus: 37 % pisteistä, taso «Kehittyvä». Neuvo: Kehittyvä.",
        "Johtaminen: 75 % pisteistä, taso «Vakiintunut». Neuvo: Vakiintunut.",
        "Palvelut: 0 % pisteistä, taso «Alkuun». Neuvo: Alkuun.",
        "Johtaminen 75 % Vakiintunut",
    ]
    assert [words for words in expected if words not in said] == []
    assert '<rect width="75" height="10"/><line class="mark" x1="50" x2="50"' in shown.content.decode()


def test_what_was_not_answered_is_left_out_and_told(client, page):
    said = text(send(client, page, post("eats", IDS["good"]), post("grade", "5"), post("soup")))
    assert "Johtaminen: 100 % pisteistä, taso «Vakiintunut». 1 / 2 kysymystä laskettiin mukaan" in said
    assert "Yhteenkään kysymykseen ei vastattu niin, että siitä saisi pisteitä." in said


def test_the_profile_is_shown_once_and_opens_no_answers(client, page):
    review = path(begin(client, page, *SOME, asked="eats grade soup"))
    shown = client.post(review.replace("tarkistus", "laheta"))
    assert "no-store" in shown["Cache-Control"]
    assert client.post(review.replace("tarkistus", "laheta")).status_code == 410
    assert client.get(review).status_code == 410
    receipt = client.get(f"/fi/kyselyt/lahetetty/{page.translation_key}/")
    assert "profiili" not in text(receipt).lower()
    assert (Response.objects.count(), Draft.objects.count()) == (1, 0)
    assert set(Response.objects.get().answers) == {IDS["eats"], IDS["grade"], IDS["soup"]}
    assert [value.value for name, value in shown.cookies.items() if name.startswith("answered")] == ["1"]


def test_the_profile_in_swedish_by_the_same_points(client, page):
    translate(page)
    said = text(send(client, page, *SOME, language="sv"))
    assert "sv Johtaminen: 75 % av poängen, nivån ”sv Vakiintunut”. sv Neuvo: Vakiintunut." in said


def test_a_survey_without_dimensions_shows_none_and_keeps_its_address(client, site):
    page = survey_page(site, questions=maturity()["questions"])
    receipt = send(client, page, *BEST)
    assert path(receipt).startswith("/fi/kyselyt/lahetetty/")
    assert "profiili" not in text(client.get(path(receipt))).lower()


def test_other_points_after_answers_are_asked_about(client, page):
    send(client, page, *SOME)
    other = [dimension("dishes", "Johtaminen", "grade", levels={}), *maturity()["dimensions"][1:]]
    scoring = SurveyPage._meta.get_field("dimensions").to_python(other)
    refused = why_not_publish(page, page.questions, begun=False, parent=None, scoring=scoring)
    assert refused["begin_version"][1:] == [
        "Pisteet, osa-alueet tai tasot ovat muuttuneet: aiempia ja myöhempiä tuloksia ei voi verrata keskenään."
    ]
    assert why_not_publish(page, page.questions, begun=True, parent=None, scoring=scoring) == {}
    assert why_not_publish(page, page.questions, begun=False, parent=None) == {}


def test_words_of_a_dimension_are_published_without_a_new_version(client, page):
    send(client, page, *SOME)
    named = [dimension("dishes", "Johto", "eats", "grade", levels={"r1": (0, "Alussa"), "r2": (50, "Hyvä")})]
    page.dimensions = [*named, *maturity()["dimensions"][1:]]
    page.save_revision().publish()
    freeze(survey_key=page.translation_key, actor_id=None, now=timezone.now())
    assert Version.objects.filter(survey_key=page.translation_key).latest("number").weight == "words"
