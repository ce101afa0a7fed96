"""A survey copied: what goes along, and what must not."""

import pytest
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page, Site

from accounts.roles import Role
from core.copying.titles import next_title
from core.models import AuditRow
from surveys import actions
from surveys.making import as_saved, to_try
from surveys.models import CodeBatch, Quota, Response, SurveyPage, Version
from surveys.quotas import WHOLE
from tests import factories
from tests.home.pages import swedish, translate

from .pages import survey_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(site):
    return factories.official(site, Role.EDITOR)


def answer(page):
    version = Version.objects.get(survey_key=page.translation_key)
    Response.objects.create(
        version=version, survey_key=page.translation_key, language="fi", day=timezone.localdate(), answers={}
    )


def copied(page, user, *, as_round=False, **titles):
    titles = titles or {"fi": "Kysely 2027", "sv": "Enkät 2027"}
    return actions.copy_survey(page=page, titles=titles, parent=page.get_parent(), as_round=as_round, user=user)


def words(page, language):
    definition = to_try(as_saved(page.translation_key))
    return [question.title.get(language) for question in definition.questions()]


def test_a_copy_has_the_questions_in_every_language_and_nothing_that_was_answered(page, site, editor):
    page = translate(page) and page
    actions.set_quota(survey_key=page.translation_key, site_id=site.pk, pair=WHOLE, most=1, actor_id=editor.pk)
    actions.make_batch(
        survey_key=page.translation_key, site_id=site.pk, number=2, note="", actor_id=editor.pk, now=timezone.now()
    )
    answer(page)
    made = copied(page, editor)
    assert (made.live, made.opens_at, made.closes_at, made.previous_round) == (False, None, None, None)
    assert made.translation_key != page.translation_key
    assert [block.id for block in made.questions] == [block.id for block in page.questions]
    assert words(made, "fi") == words(page, "fi")
    assert words(made, "sv") == words(page, "sv")
    assert all(words(made, "sv"))
    assert [swedish(made).draft_title, swedish(made).live] == ["Enkät 2027", False]
    assert not Response.objects.filter(survey_key=made.translation_key).exists()
    assert not Version.objects.filter(survey_key=made.translation_key).exists()
    assert not CodeBatch.objects.filter(survey_key=made.translation_key).exists()
    quota = Quota.objects.get(survey_key=made.translation_key)
    assert (quota.pair, quota.most, quota.taken) == (WHOLE, 1, 0)
    row = AuditRow.objects.get(verb="survey.copy")
    assert (row.key, row.detail["source"]) == (str(made.translation_key), str(page.translation_key))


def test_a_copy_is_of_what_was_last_saved(page, editor):
    del page.questions[2:]
    page.save_revision()
    made = copied(SurveyPage.objects.get(pk=page.pk), editor)
    assert len(made.questions) == 2
    assert len(SurveyPage.objects.get(pk=page.pk).questions) > 2


def test_words_of_a_version_written_by_hand_go_along(page, editor):
    translated = translate(page)
    from wagtail_localize.models import Translation

    Translation.objects.all().delete()
    by_hand = SurveyPage.objects.get(pk=translated.pk)
    by_hand.questions[1].value["title"] = "Äter du i skolan?"
    by_hand.save_revision().publish()
    made = copied(page, editor)
    assert words(made, "sv")[0] == "Äter du i skolan?"
    assert words(made, "sv")[1:] == words(page, "sv")[1:]


def test_an_untranslated_survey_is_copied_with_its_stand_in(page, editor, django_capture_on_commit_callbacks, client):
    made = copied(page, editor)
    assert swedish(made).alias_of_id == made.pk
    with django_capture_on_commit_callbacks(execute=True):
        made.get_latest_revision().publish()
    assert swedish(made).live


def test_the_translation_of_a_copy_stands_in_until_it_is_published(page, editor, django_capture_on_commit_callbacks):
    translate(page)
    with django_capture_on_commit_callbacks(execute=True):
        made = copied(page, editor)
    with django_capture_on_commit_callbacks(execute=True):
        made.get_latest_revision().publish()
    assert (swedish(made).live, swedish(made).title) == (True, "Kysely 2027")
    with django_capture_on_commit_callbacks(execute=True):
        swedish(made).latest_revision.publish()
    assert (swedish(made).title, swedish(made).slug) == ("Enkät 2027", "enkat-2027")
    newest = Version.objects.get(survey_key=made.translation_key).definition
    assert newest["pages"][0]["questions"][0]["title"] == {"fi": "Syötkö koulussa?", "sv": "sv Syötkö koulussa?"}


def test_a_round_leads_to_the_one_before_it(page, editor):
    made = copied(page, editor, as_round=True)
    assert made.previous_round == page.translation_key


def test_wagtails_own_copy_is_a_survey_of_its_own(page, editor):
    page.previous_round = page.translation_key
    page.save_revision().publish()
    answer(page)
    made = CopyPageAction(page, update_attrs={"slug": "toinen"}, user=editor).execute()
    made = SurveyPage.objects.get(pk=made.pk)
    assert made.previous_round is None
    assert made.get_latest_revision_as_object().previous_round is None
    assert made.translation_key != page.translation_key
    assert [block.id for block in made.questions] == [block.id for block in page.questions]
    assert Version.objects.get(survey_key=made.translation_key).number == 1
    assert Response.objects.filter(survey_key=made.translation_key).count() == 0


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Hyvinvointi", "Hyvinvointi 2026"),
        ("Hyvinvointi 2024", "Hyvinvointi 2026"),
        ("Hyvinvointi 2026", "Hyvinvointi 2027"),
        ("Strategia 2030: kysely 2025", "Strategia 2030: kysely 2026"),
    ],
)
def test_the_title_of_the_next_round(title, expected):
    assert next_title(title, 2026) == expected


def test_an_editor_copies_at_the_desk(page, editor, client):
    translate(page)
    client.force_login(editor)
    wagtail = client.get(f"/admin/pages/{page.pk}/copy/")
    desk = f"/admin/survey-desk/{page.translation_key}/copy/"
    assert wagtail["Location"] == desk
    year = timezone.localdate().year
    assert f'value="Maistuuko kouluruoka? {year}"' in client.get(f"{desk}?round=1").content.decode()
    suggested = client.get(desk).content.decode()
    assert [f'({word})"' in suggested for word in ("kopio", "kopia")] == [True, True]
    sent = {"title_fi": "Ruoka 2027", "title_sv": "Maten 2027", "parent": page.get_parent().pk, "as_round": "on"}
    assert client.post(desk, {**sent, "title_sv": ""}).status_code == 200
    answer = client.post(desk, sent)
    made = SurveyPage.objects.get(title="Ruoka 2027")
    assert answer["Location"] == f"/admin/pages/{made.pk}/edit/"
    assert made.previous_round == page.translation_key
    assert client.get(answer["Location"]).status_code == 200


def test_nothing_is_copied_where_one_may_not_write(page, editor, client):
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harju.example")
    client.force_login(editor)
    foreign = Site.objects.get(pk=other.pk).root_page
    answer = client.post(
        f"/admin/survey-desk/{page.translation_key}/copy/", {"title_fi": "Ruoka 2027", "parent": foreign.pk}
    )
    assert "parent" in answer.context["form"].errors
    assert not Page.objects.filter(title="Ruoka 2027").exists()


def test_the_round_before_is_chosen_from_own_surveys(site, page, editor, client):
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harju.example")
    foreign = survey_page(other, "Vieras kysely")
    second = copied(page, editor)
    client.force_login(editor)
    html = client.get(f"/admin/pages/{second.pk}/edit/").content.decode()
    choices = html.split('name="previous_round"')[1].split("</select>")[0]
    assert str(page.translation_key) in choices
    assert str(foreign.translation_key) not in choices
    assert str(second.translation_key) not in choices
