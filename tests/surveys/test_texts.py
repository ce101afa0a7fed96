"""Answers in words: read, searched, counted by dictionary forms, given themes."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.models import AuditRow
from surveys import actions
from surveys.models import AnswerTheme, Response, ThemedAnswer, Version
from surveys.results.wording import Asked, commonest
from tests import factories

from .pages import IDS, block, listed, start, survey_page
from .test_results import answer, chosen, text

SCHOOL = IDS["school"]


@pytest.fixture
def editor(client, site):
    client.force_login(user := factories.official(site, Role.EDITOR))
    return user


def place(page, query="", question=SCHOOL):
    return f"/admin/surveys/{page.translation_key}/texts/{question}/{query}"


def wrote(page, *texts, days=1, language="fi", **more):
    for one in texts:
        Response.objects.create(
            version=Version.objects.get(survey_key=page.translation_key),
            survey_key=page.translation_key,
            language=language,
            day=timezone.localdate() - timedelta(days=days),
            answers={SCHOOL: one, **{IDS[key]: value for key, value in more.items()}},
        )


def read(response):
    return sorted(answer.text for answer, _field in response.context["rows"])


@pytest.fixture
def theme(page, site, editor):
    return actions.add_theme(
        site_id=site.pk, survey_key=page.translation_key, question=SCHOOL, name="Melu", actor=editor
    )


def give(page, site, editor, theme, *texts):
    keys = [row.pk for row in Response.objects.all() if row.answers.get(SCHOOL) in texts]
    chosen = {key: [theme.pk] for key in keys}
    return actions.give_themes(
        site_id=site.pk, survey_key=page.translation_key, question=SCHOOL, chosen=chosen, actor=editor
    )


def test_words_are_counted_by_their_dictionary_forms():
    texts = [
        ("Ruoka on kylmää, ruoka!", "fi"),
        ("Ruoasta en pidä", "fi"),
        ("Kylmät ruoat", "fi"),
        ("Köerna är långa", "sv"),
    ]
    assert commonest(texts, 2) == [("ruoka", 3), ("kylmä", 2)]
    assert "en" not in dict(commonest(texts, 50))


@pytest.mark.parametrize(
    ("query", "fits"), [("ruoka", True), ("KYLM", True), ("jono", False), ("ruoka jono", False), ("", True)]
)
def test_a_search_finds_other_forms_and_beginnings(query, fits):
    assert Asked(query).fits("Ruoasta puuttui maku, kylmää oli", "fi") is fits


@pytest.mark.django_db
def test_texts_are_read_searched_and_narrowed(client, page, editor):
    wrote(page, "Rantakoulu", "Keskustan koulut", eats=chosen("yes"))
    wrote(page, "Björkskolan", language="sv")
    wrote(page, "Tänään kirjoitettu", days=0)
    answer(page, 1, eats=chosen("no"))
    everything = ["Björkskolan", "Keskustan koulut", "Rantakoulu"]
    assert read(client.get(place(page))) == everything
    assert read(client.get(place(page, "?q=koulu"))) == ["Keskustan koulut", "Rantakoulu"]
    assert read(client.get(place(page, "?language=sv"))) == ["Björkskolan"]
    assert read(client.get(place(page, f"?chosen={IDS['eats']} {IDS['yes']}"))) == ["Keskustan koulut", "Rantakoulu"]


@pytest.mark.django_db
def test_a_page_holds_some_and_costs_the_same(client, page, editor, django_assert_num_queries):
    for number in (2, 60):
        wrote(page, *(f"Koulu {place}" for place in range(number)))
        client.get(place(page))
        with django_assert_num_queries(22):
            response = client.get(place(page))
    assert (len(response.context["rows"]), response.context["leaf"].paginator.num_pages) == (25, 3)


@pytest.mark.django_db
def test_staff_add_give_and_drop_themes_by_form(client, page, editor):
    wrote(page, "Meteli", "Kiire")
    client.post(place(page), {"add": "", "name": " Melu "})
    theme = AnswerTheme.objects.get()
    loud = next(row for row in Response.objects.all() if row.answers[SCHOOL] == "Meteli")
    form = {"give": "", "shown": [row.pk for row in Response.objects.all()], f"themes-{loud.pk}": [theme.pk]}
    assert "1 vastauksen teemat muuttuivat" in text(client.post(place(page), form, follow=True))
    assert read(client.get(place(page, f"?theme={theme.pk}"))) == ["Meteli"]
    assert read(client.get(place(page, "?theme=0"))) == ["Kiire"]
    assert [(one.name, one.number) for one in client.get(place(page)).context["themes"]] == [("Melu", 1)]
    client.post(place(page), {"drop": theme.pk})
    assert not ThemedAnswer.objects.exists()
    rows = AuditRow.objects.filter(verb__startswith="survey.", actor_id=editor.pk).order_by("pk")
    assert [(row.verb, row.detail) for row in rows] == [
        ("survey.add_theme", {"theme": "Melu"}),
        ("survey.give_themes", {"number": 1}),
        ("survey.drop_theme", {"theme": "Melu"}),
    ]


@pytest.mark.django_db
def test_answers_that_were_not_on_the_page_keep_their_themes(client, page, site, editor, theme):
    wrote(page, "Meteli", "Kiire")
    give(page, site, editor, theme, "Meteli")
    other = next(row for row in Response.objects.all() if row.answers[SCHOOL] == "Kiire")
    client.post(place(page), {"give": "", "shown": [other.pk], f"themes-{other.pk}": [theme.pk]})
    assert ThemedAnswer.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "Melu"])
def test_a_theme_has_a_name_of_its_own(client, page, theme, name):
    client.post(place(page), {"add": "", "name": name})
    assert AnswerTheme.objects.count() == 1


@pytest.mark.django_db
def test_themes_of_another_survey_are_not_given(page, site, editor, theme):
    wrote(page, "Meteli")
    theme.question = "other"
    theme.save()
    assert give(page, site, editor, theme, "Meteli") == 0


@pytest.mark.django_db
def test_only_questions_in_words_are_read(client, page, editor):
    assert client.get(place(page, question=IDS["eats"]), follow=True).status_code == 404
    assert client.get(place(page, question=IDS["mail"]), follow=True).status_code == 404


@pytest.mark.django_db
def test_who_may_not_reads_no_texts(client, page, site):
    wrote(page, "Meteli")
    client.force_login(factories.official(site, Role.MODERATOR))
    assert "Meteli" not in client.get(place(page), follow=True).content.decode()


def with_other():
    """A choice with words beside «other», several choices likewise, and a place."""
    other = {"good": {"other": True}}
    return [
        start("food", "Ruoka"),
        block("choice", "eats", "Kuka olet?", options=listed(("yes", "Oppilas"), ("good", "Muu"), **other)),
        block("choices", "dishes", "Mitä lisää?", options=listed(("soup", "Keittoa"), ("good", "Muuta"), **other)),
        block("place", "you", "Missä?", max=3),
        block("scale", "grade", "Miltä?", min=1, max=5, low="", high="", skip=""),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "words"), [("eats", ["Mummo"]), ("dishes", ["Lettuja", "Pitsaa"]), ("you", ["Torin laidalla"])]
)
def test_words_beside_other_and_of_places_are_read_and_get_themes(client, site, editor, question, words):
    page = survey_page(site, slug="sanat", questions=with_other())
    key = IDS["good"]
    answer(page, 3, eats=chosen("yes"), dishes=chosen("soup"), you={"points": [[23.9, 60.1]]})
    answer(page, 1, eats={**chosen("good"), "other": {key: "Mummo"}}, you={"words": "Torin laidalla"})
    for dish in ("Lettuja", "Pitsaa"):
        answer(page, 1, dishes={**chosen("good"), "other": {key: dish}})
    url = place(page, question=IDS[question])
    assert url in client.get(f"/admin/surveys/{page.translation_key}/").content.decode()
    assert read(client.get(url)) == words
    assert read(client.get(f"{url}?q={words[0].split()[0].lower()}")) == words[:1]
    client.post(url, {"add": "1", "name": "Oma"})
    theme = AnswerTheme.objects.get()
    shown = [answer.key for answer, _field in client.get(url).context["rows"]]
    client.post(url, {"give": "1", "shown": shown, f"themes-{shown[0]}": theme.pk})
    assert ThemedAnswer.objects.get().response_id == shown[0]
    exported = b"".join(client.get(f"/admin/surveys/{page.translation_key}/take/csv/").streaming_content)
    headings, *rows = csv.reader(exported.decode("utf-8-sig").splitlines())
    column = next(number for number, heading in enumerate(headings) if heading.endswith("teema: Oma"))
    assert [row[column] for row in rows].count("kyllä") == 1
    report = text(client.get(f"/admin/surveys/{page.translation_key}/report/", {"told_in": "fi"}))
    assert "Vastausten teemat" in report


@pytest.mark.django_db
def test_a_question_without_words_has_no_page_of_texts(client, page, editor):
    assert client.get("/fi" + place(page, question=IDS["grade"])).status_code == 404
