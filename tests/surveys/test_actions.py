"""Versions, drafts and responses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from core.models import AuditRow
from core.refusal import Refused
from participation.retention.rules import Scope
from surveys import actions, expiring, queries
from surveys.engine.serial import from_json
from surveys.making import why_not_publish
from surveys.models import Contact, Draft, Response, SurveyPage, ThemedAnswer, Version
from surveys.rules import Terms
from tests import factories
from tests.home.pages import translate

from .pages import IDS, block, listed, meals, survey_page

pytestmark = pytest.mark.django_db

NO = {IDS["eats"]: {"": [IDS["no"]]}, IDS["mail"]: {"": ["a@example.fi"]}}
OPEN = Terms()


def begun(page, answers=NO, terms=OPEN, **more):
    version = Version.objects.filter(survey_key=page.translation_key).latest("number")
    return actions.begin(
        version=version, terms=terms, answers=answers, language="fi", seed="s", now=timezone.now(), **more
    )[0]


def answered(page, answers=NO, terms=OPEN, **more):
    return actions.send(draft=begun(page, answers, **more), terms=terms, now=timezone.now())


def republish(page, questions):
    page.questions = questions
    page.save_revision().publish()
    return Version.objects.filter(survey_key=page.translation_key).latest("number")


def test_publishing_keeps_what_is_asked(page):
    version = Version.objects.get(survey_key=page.translation_key)
    definition = from_json(version.definition)
    assert (version.number, version.weight) == (1, "")
    assert [one.id for one in definition.pages] == [IDS["food"], IDS["after"], IDS["you"]]
    assert [one.kind for one in definition.questions()] == [
        "choice",
        "scale",
        "long_text",
        "matrix",
        "short_text",
        "email",
    ]
    assert definition.by_id[IDS["eats"]].options[0].text == {"fi": "Kyllä"}
    assert AuditRow.objects.filter(verb="survey.freeze", key=str(page.translation_key)).count() == 1


def test_a_translation_brings_its_words_into_the_version(page):
    translate(page)
    definition = from_json(Version.objects.get(survey_key=page.translation_key).definition)
    assert definition.by_id[IDS["eats"]].title == {"fi": "Syötkö koulussa?", "sv": "sv Syötkö koulussa?"}
    assert definition.by_id[IDS["eats"]].options[1].text == {"fi": "En", "sv": "sv En"}
    assert definition.by_id[IDS["table"]].rows[0].text == {"fi": "Melu", "sv": "sv Melu"}
    assert definition.by_id[IDS["grade"]].labels["low"] == {"fi": "Huonolta", "sv": "sv Huonolta"}
    assert definition.pages[1].shown_if.clauses[0].values == (IDS["yes"],)


def test_what_nobody_answered_is_written_over_and_what_was_answered_stays(page):
    changed = [*meals()[:-1], block("phone", "mail", "Puhelin")]
    assert republish(page, changed).number == 1
    answered(page, {IDS["eats"]: {"": [IDS["no"]]}})
    before = Version.objects.get(survey_key=page.translation_key).definition
    draft = begun(page, {})
    newest = republish(page, meals())
    assert (newest.number, newest.weight) == (2, "break")
    assert Version.objects.get(survey_key=page.translation_key, number=1).definition == before
    draft.refresh_from_db()
    assert draft.version == newest


def test_publishing_the_same_again_changes_nothing(page):
    answered(page)
    assert republish(page, meals()).number == 1
    assert AuditRow.objects.filter(verb="survey.freeze").count() == 1


def test_a_change_that_breaks_is_asked_about(page):
    fewer = [one for one in meals() if one["id"] != IDS["eats"]]
    stream = SurveyPage._meta.get_field("questions").to_python(fewer)
    assert why_not_publish(page, stream, begun=False, parent=None) == {}
    answered(page)
    wrong = why_not_publish(page, stream, begun=False, parent=None)
    assert list(wrong) == ["begin_version"]
    assert "Syötkö koulussa?" in wrong["begin_version"][1]
    assert why_not_publish(page, stream, begun=True, parent=None) == {}


def test_a_question_that_stops_everybody_is_not_published(page):
    stopping = [
        block("choices", "eats", "Mitä syöt?", required=True, options=listed(("yes", "Keittoa")), min=3, max=None)
    ]
    stream = SurveyPage._meta.get_field("questions").to_python(stopping)
    assert list(why_not_publish(page, stream, begun=True, parent=None)) == ["questions"]


def test_a_response_holds_answers_and_nothing_that_leads_to_anybody(page):
    response, link = answered(page)
    response.refresh_from_db()
    assert response.answers == {IDS["eats"]: {"chosen": [IDS["no"]]}}
    assert (response.day, response.language, response.way, link) == (timezone.localdate(), "fi", "web", "")
    contact = Contact.objects.get()
    assert (contact.value, contact.question, contact.survey_key) == ("a@example.fi", IDS["mail"], page.translation_key)
    assert Draft.objects.count() == 0
    assert not AuditRow.objects.filter(kind="response").exists()
    assert AuditRow.objects.exclude(verb="survey.freeze").filter(kind="survey").count() == 0


@pytest.mark.parametrize("model", [Response, Contact, Draft, ThemedAnswer])
def test_nothing_anonymous_has_a_moment_or_a_person(model):
    fields = model._meta.get_fields()
    assert not [field.name for field in fields if isinstance(field, models.DateTimeField)]
    related = {field.related_model.__name__ for field in fields if field.is_relation}
    assert related <= {
        "Version",
        "Response",
        "Draft",
        "Site",
        "ThemedAnswer",
        "AnswerTheme",
        "SentFile",
        *(["Code", "OwnDraft"] if model is Draft else []),
    }
    assert not {"Response", "Draft"} & related or model is not Contact


def test_rows_stand_in_no_order(page):
    made = [answered(page)[0].pk for _turn in range(12)]
    assert sorted(made) != made
    assert list(Response.objects.values_list("pk", flat=True)) == sorted(made)
    assert len(set(made)) == 12


def test_what_is_hidden_is_not_kept(page):
    hidden = {**NO, IDS["grade"]: {"": ["1"]}, IDS["why"]: {"": ["Salaisuus"]}}
    response, _link = answered(page, hidden)
    assert response.answers == {IDS["eats"]: {"chosen": [IDS["no"]]}}


def test_unsound_answers_are_not_sent_and_not_lost(page):
    draft = begun(page, {IDS["eats"]: {"": [IDS["yes"]]}})
    with pytest.raises(Refused) as refused:
        actions.send(draft=draft, terms=OPEN, now=timezone.now())
    assert refused.value.refusal.code == "unsound"
    assert (Draft.objects.count(), Response.objects.count()) == (1, 0)


def test_sent_twice_is_one(page):
    draft = begun(page)
    actions.send(draft=draft, terms=OPEN, now=timezone.now())
    stale = Draft(pk=draft.pk or 1, version=draft.version)
    with pytest.raises(Refused):
        actions.send(draft=stale, terms=OPEN, now=timezone.now())
    assert Response.objects.count() == 1


@pytest.mark.parametrize(("days", "code"), [((1, 2), "next"), ((-2, -1), "past")])
def test_outside_its_time_nothing_is_begun_or_sent(page, days, code):
    now = timezone.now()
    closed = Terms(opens_at=now + timedelta(days=days[0]), closes_at=now + timedelta(days=days[1]))
    draft = begun(page)
    for act in (lambda: begun(page, terms=closed), lambda: actions.send(draft=draft, terms=closed, now=now)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.refusal.code == code
    assert Response.objects.count() == 0


def test_keeping_a_page_forgets_what_it_hides_only_when_it_is_meant(page):
    full = {IDS["eats"]: {"": [IDS["yes"]]}, IDS["grade"]: {"": ["2"]}, IDS["why"]: {"": ["Suola"]}}
    draft = begun(page, full)
    now = timezone.now()
    changed = {IDS["eats"]: {"": [IDS["no"]]}}
    kept = actions.keep(draft=draft, answers=changed, language="fi", sound=False, now=now)
    assert kept.answers[IDS["why"]] == {"": ["Suola"]}
    kept = actions.keep(draft=draft, answers=changed, language="fi", sound=True, now=now)
    assert set(kept.answers) == {IDS["eats"]}


def test_answers_can_be_changed_where_the_survey_lets(page):
    terms = Terms(may_edit=True)
    response, link = answered(page, terms=terms)
    assert queries.response(link) == response
    again, again_link = actions.change(
        response=response, version=response.version, terms=terms, language="fi", now=timezone.now()
    )
    assert again.answers == {IDS["eats"]: {"": [IDS["no"]]}}
    assert queries.draft(again_link) == again
    answers = {IDS["eats"]: {"": [IDS["yes"]]}, IDS["grade"]: {"": ["4"]}}
    actions.keep(draft=again, answers=answers, language="fi", sound=True, now=timezone.now())
    changed, _none = actions.send(draft=again, terms=terms, now=timezone.now())
    assert (changed.pk, Response.objects.count(), Contact.objects.count()) == (response.pk, 1, 1)
    assert changed.answers == {IDS["eats"]: {"chosen": [IDS["yes"]]}, IDS["grade"]: 4}


def test_answers_cannot_be_changed_elsewhere(page):
    response, _link = answered(page)
    with pytest.raises(Refused) as refused:
        actions.change(response=response, version=response.version, terms=OPEN, language="fi", now=timezone.now())
    assert refused.value.refusal.code == "no_edit"


def test_a_link_opens_one_draft_and_is_not_kept(page):
    version = Version.objects.get()
    draft, link = actions.begin(version=version, terms=OPEN, answers={}, language="fi", seed="", now=timezone.now())
    assert queries.draft(link) == draft
    assert queries.draft(link[:-1]) is None
    assert link not in str(list(Draft.objects.values_list()))


def test_unfinished_responses_go_by_the_clock(page):
    old, new = begun(page), begun(page)
    today = timezone.localdate()
    Draft.objects.filter(pk=old.pk).update(saved_on=today - timedelta(days=61))
    Draft.objects.filter(pk=new.pk).update(saved_on=today - timedelta(days=60))
    assert actions.purge_drafts(today=today) == 1
    assert Draft.objects.get() == new


def test_a_version_that_was_answered_cannot_go(page):
    response, _link = answered(page)
    with pytest.raises(models.ProtectedError):
        response.version.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(
            site=response.version.site, survey_key=page.translation_key, number=1, definition={}, made_at=timezone.now()
        )


def test_contacts_fall_due_some_time_after_the_survey_closed(site, page):
    answered(page)
    other = survey_page(factories.municipality("Harjuvesi", "Åsvatten", hostname="harju.example"), "Toinen")
    answered(other)
    now = timezone.now()
    before = Scope(site_id=site.pk, before=now)
    assert expiring._due(before).count() == 0
    SurveyPage.objects.filter(translation_key=page.translation_key).update(closes_at=now - timedelta(hours=1))
    due = expiring._due(before)
    assert [contact.site_id for contact in due] == [site.pk]
    assert expiring._expire([contact.pk for contact in due], now) == 1
    assert (Contact.objects.count(), Response.objects.count()) == (1, 2)
