"""Sets of questions: put into surveys as copies, saved from them."""

import json

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from core.models import AuditRow
from core.refusal import Refused
from surveys import actions
from surveys.engine.kinds import KINDS
from surveys.engine.lint import findings
from surveys.library.ready import SETS
from surveys.library.renewing import renewed
from surveys.making import as_saved, proposed, to_try
from surveys.models import QuestionSet, SurveyPage
from tests import factories
from tests.home.pages import swedish, translate

from .pages import IDS, block, listed, start, survey_page, when

pytestmark = pytest.mark.django_db
BY_KEY = {one.key: one for one in SETS}


@pytest.fixture
def editor(site):
    return factories.official(site, Role.EDITOR)


def saved(page):
    return SurveyPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def titles(page):
    return [block.value["title"] for block in saved(page).questions]


def test_renewed_questions_share_no_id_and_keep_their_conditions():
    first = block("choice", "eats", "Syötkö {koulu}?", code="koulu", options=listed(("yes", "Kyllä"), ("no", "En")))
    inner = block("long_text", "why", "Miksi {koulu}?", shown_if=when("eats", "any", "yes"), max=None)
    outer = block("long_text", "soup", "Mitä?", shown_if=when("grade", "answered"), max=None)
    jump = {"type": "item", "id": IDS["last"], "value": {"to": "end", "condition": when("eats", "answered")}}
    blocks = [first, inner, outer, start("after", "Sitten", jumps=[jump])]
    made = renewed({"fi": blocks, "sv": blocks}, codes={"koulu"})
    one, two, three, four = made["fi"]
    assert [found["id"] for found in made["sv"]] == [found["id"] for found in made["fi"]]
    assert not {found["id"] for found in made["fi"]} & set(IDS.values())
    option = one["value"]["options"][0]
    assert option["id"] not in IDS.values()
    clause = two["value"]["shown_if"]["clauses"][0]["value"]
    assert (clause["question"], clause["values"]) == (one["id"], option["id"])
    assert three["value"]["shown_if"]["clauses"] == []
    assert four["value"]["jumps"] == []
    assert (one["value"]["code"], two["value"]["title"]) == ("koulu_2", "Miksi {koulu_2}?")


@pytest.mark.parametrize("key", BY_KEY)
def test_ready_sets_are_sound_questions_in_every_language(key, site, editor):
    page = survey_page(site, questions=[])
    actions.add_questions(page=page, blocks=BY_KEY[key].blocks(), after="", user=editor)
    actions.add_questions(page=page, blocks=BY_KEY[key].blocks(), after="", user=editor)
    draft = saved(page)
    definition = proposed(draft, draft.questions)
    assert not [one.message for one in findings(definition) if one.blocks]
    words = BY_KEY[key].blocks()
    own = [one["value"]["code"] for one in words["fi"] if one["value"].get("code")]
    codes = [question.code for question in definition.questions() if question.code]
    assert len(set(codes)) == len(codes) == 2 * len(own)
    assert words["fi"] != words["sv"]
    assert {one["type"] for one in words["fi"]} <= set(KINDS)


def test_questions_are_put_where_they_are_wanted(page, editor):
    before = titles(page)
    actions.add_questions(page=page, blocks=BY_KEY["recommendation"].blocks(), after=IDS["grade"], user=editor)
    actions.add_questions(page=page, blocks=BY_KEY["contact"].blocks(), after="", user=editor)
    now = titles(page)
    assert now[:4] == before[:4]
    assert now[4].startswith("Kuinka todennäköisesti suosittelisit")
    assert now[6:-4] == before[4:]
    assert now[-2:] == ["Sähköposti", "Puhelin"]
    assert [block.value["title"] for block in SurveyPage.objects.get(pk=page.pk).questions] == before
    assert AuditRow.objects.filter(verb="survey.add_questions").count() == 2


def test_the_words_of_a_set_are_there_when_the_page_is_translated(page, editor):
    from wagtail_localize.models import Translation, TranslationSource

    translate(page)
    source = TranslationSource.objects.get(object_id=page.translation_key)
    Translation.objects.get_or_create(source=source, target_locale=swedish(page).locale)
    actions.add_questions(page=page, blocks=BY_KEY["service"].blocks(), after="", user=editor)
    saved(page).save_revision().publish()
    source.update_from_db()
    source.create_or_update_translation(swedish(page).locale, publish=False, fallback=True)
    definition = to_try(as_saved(page.translation_key))
    use = definition.by_code["use"]
    assert use.title["sv"] == "Hur ofta använder du tjänsten?"
    assert use.options[0].text["sv"] == "Varje vecka"


def test_questions_of_a_survey_are_saved_in_both_languages_and_put_into_another(page, site, editor):
    translate(page)
    kept = actions.save_set(page=page, ids={IDS["eats"], IDS["why"]}, name=" Oma  sarja ", user=editor)
    assert kept.name == "Oma sarja"
    assert [one["value"]["title"] for one in kept.questions["sv"]] == ["sv Syötkö koulussa?", "sv Mikä on vialla?"]
    other = survey_page(site, "Toinen", slug="toinen", questions=[start("you", "Alku")])
    actions.add_questions(page=other, blocks=kept.questions, after="", user=editor)
    assert titles(other)[1:] == ["Syötkö koulussa?", "Mikä on vialla?"]
    assert not {block.id for block in list(saved(other).questions)[1:]} & set(IDS.values())
    assert IDS["grade"] not in json.dumps(saved(other).questions.get_prep_value())


def test_a_set_has_a_name_of_its_own_and_questions(page, editor):
    actions.save_set(page=page, ids={IDS["eats"]}, name="Sarja", user=editor)
    with pytest.raises(ValidationError):
        actions.save_set(page=page, ids={IDS["eats"]}, name="Sarja", user=editor)
    with pytest.raises(Refused):
        actions.save_set(page=page, ids={"gone"}, name="Tyhjä", user=editor)


def test_a_survey_takes_no_more_than_it_holds(site, editor):
    many = [{**block("short_text", "why", "Mitä?", max=None), "id": f"q{number}"} for number in range(299)]
    page = survey_page(site, questions=many)
    with pytest.raises(Refused) as refused:
        actions.add_questions(page=page, blocks=BY_KEY["recommendation"].blocks(), after="", user=editor)
    assert refused.value.refusal.code == "full"


def test_nobody_adds_to_a_locked_page(page, site, editor):
    page.locked, page.locked_by = True, factories.official(site, Role.ADMINISTRATOR)
    page.save()
    with pytest.raises(Refused) as refused:
        actions.add_questions(page=page, blocks=BY_KEY["recommendation"].blocks(), after="", user=editor)
    assert refused.value.refusal.code == "locked"


def test_an_editor_uses_the_library_at_the_desk(page, site, editor, client):
    client.force_login(editor)
    desk = f"/admin/survey-desk/{page.translation_key}/library/"
    assert desk in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Vastaajan taustatiedot" in client.get(desk).content.decode()
    assert client.post(desk, {"add": "1"}).context["adding"].errors.keys() == {"chosen"}
    answer = client.post(desk, {"add": "1", "chosen": "background", "after": IDS["you"]})
    assert answer["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert titles(page)[7] == "Ikäryhmäsi"
    client.post(desk, {"save": "1", "chosen": [IDS["eats"]], "name": "Oma"})
    own = QuestionSet.objects.get(site=site)
    assert client.post(desk, {"save": "1", "chosen": [IDS["eats"]], "name": "Oma"}).context["saving"].errors
    client.post(desk, {"add": "1", "chosen": f"own-{own.pk}"})
    assert titles(page)[-1] == "Syötkö koulussa?"
    client.post(f"{desk}{own.pk}/drop/")
    assert not QuestionSet.objects.exists()


def test_sets_of_another_municipality_are_not_there(page, editor, client):
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harju.example")
    foreign = QuestionSet.objects.create(site=other, name="Vieras", questions={"fi": []})
    client.force_login(editor)
    desk = f"/admin/survey-desk/{page.translation_key}/library/"
    assert "Vieras" not in client.get(desk).content.decode()
    assert client.post(desk, {"add": "1", "chosen": f"own-{foreign.pk}"}).context["adding"].errors
    assert client.post(f"{desk}{foreign.pk}/drop/", follow=True).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_queries_do_not_grow_with_sets(page, site, editor, client, number, django_assert_max_num_queries):
    for turn in range(number):
        QuestionSet.objects.create(site=site, name=f"Sarja {turn}", questions=BY_KEY["event"].blocks())
    client.force_login(editor)
    desk = f"/admin/survey-desk/{page.translation_key}/library/"
    client.get(desk)
    with django_assert_max_num_queries(24):
        client.get(desk)
