"""Where a municipality waits for every language, no button of Wagtail or wagtail-localize and no clock publishes before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from accounts.roles import Role
from core.publishing.guard import NotReadyError
from municipality.models import MunicipalitySettings
from surveys.models import SurveyPage, Version
from tests import factories
from tests.home.pages import swedish, translate

from .pages import block

pytestmark = pytest.mark.django_db
NEW = "Mikä on lempiruokasi?"
LACKS = f"Ruotsi: näitä tekstejä ei ole käännetty: «{NEW}»."
TITLE = "Maistuuko kouluruoka?"
NOT = f"”{TITLE}” jäi julkaisematta. Kaikkien kieliversioiden pitää olla valmiina."


@pytest.fixture
def page(page, site):
    """Public in both languages; a question more is saved, and nobody has translated it."""
    translated = translate(page)
    StringTranslation.objects.filter(context__path="title").update(data="Smakar skolmaten?")
    assert translated.live
    source = TranslationSource.objects.get(object_id=page.translation_key)
    Translation.objects.create(source=source, target_locale=translated.locale)
    MunicipalitySettings.objects.filter(site=site).update(surveys_in_all_languages=True)
    page = SurveyPage.objects.get(pk=page.pk)
    added = block("short_text", "dishes", NEW, max=None, picture={"image": None, "decorative": False, "alt_text": ""})
    page.questions = [*page.questions.raw_data, added]
    page.save_revision()
    return SurveyPage.objects.get(pk=page.pk)


@pytest.fixture
def admin(client, site):
    client.force_login(factories.official(site, Role.ADMINISTRATOR))
    return client


def asks(page: SurveyPage, question: str = NEW) -> bool:
    """Whether the public page has the new question."""
    return question in str(SurveyPage.objects.get(pk=page.pk).questions.raw_data)


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def synced(page: SurveyPage) -> None:
    """Translators have the new question before them."""
    TranslationSource.update_or_create_from_instance(page.get_latest_revision_as_object())


def give_words(page: SurveyPage) -> None:
    """To everything; nothing of it is published."""
    translate(page.get_latest_revision_as_object(), publish=False)


def test_a_revision_is_not_published_from_anywhere(page):
    with pytest.raises(NotReadyError, match=NEW.replace("?", r"\?")):
        page.latest_revision.publish()
    assert not asks(page)


def test_in_bulk_nothing_is_published_and_the_reason_is_said(page, admin):
    other = page.copy(update_attrs={"slug": "toinen", "title": "Toinen"}, keep_live=False)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = admin.post(f"{address}?id={other.pk}&id={page.pk}", {"include_descendants": ""}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert told(response) == [f"{NOT} {LACKS}"]
    assert not asks(page)
    assert not SurveyPage.objects.get(pk=other.pk).live


def test_an_approval_waits(page, site, admin):
    state = Workflow.objects.get(workflow_pages__page=site.root_page).start(page, None)
    task = state.current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    response = admin.post(address, headers={"x-requested-with": "XMLHttpRequest"})
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert response.json() == {"step": "success", "redirect": edit}
    task.refresh_from_db()
    assert task.status == "in_progress"
    assert not asks(page)
    assert admin.post(address, follow=True).redirect_chain[-1][0] == edit


def test_the_clock_waits_until_every_language_is_ready(page):
    page = page.get_latest_revision_as_object()
    revision = page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert not asks(page)
    give_words(page)
    call_command("publish_scheduled")
    assert asks(page)
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None


def test_the_editor_of_translations_publishes_with_all_its_words(page, admin, django_capture_on_commit_callbacks):
    synced(page)
    address = reverse("wagtailadmin_pages:edit", args=[swedish(page).pk])
    response = admin.post(address, {"action": "publish"}, follow=True)
    assert [message.endswith(LACKS) for message in told(response)] == [True]
    assert not asks(swedish(page))
    give_words(page)
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(address, {"action": "publish"})
    assert asks(swedish(page), f"sv {NEW}")
    assert swedish(page).latest_revision == swedish(page).live_revision


def test_what_was_synced_is_published_only_with_all_its_words(page, admin):
    source = TranslationSource.objects.get(object_id=page.translation_key)
    address = reverse("wagtail_localize:update_translations", args=[source.pk])
    response = admin.post(address, {"publish_translations": "on"}, follow=True)
    assert f"Käännöksiä ei julkaistu. Kaikkien kieliversioiden pitää olla valmiina. {LACKS}" in told(response)
    assert not asks(swedish(page))
    assert source.stringsegment_set.filter(string__data=NEW).exists()
    give_words(page)
    admin.post(address, {"publish_translations": "on"})
    assert asks(swedish(page), f"sv {NEW}")


def test_a_public_survey_keeps_its_translation(page, admin):
    address = reverse("wagtail_localize:convert_to_alias", args=[swedish(page).pk])
    assert admin.get(address).status_code == 200
    response = admin.post(address, follow=True)
    assert told(response) == ["Kysely, joka julkaistaan kaikilla kielillä, pitää käännöksensä."]
    assert swedish(page).alias_of_id is None


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_nor_is_its_translation_taken_away(page, site, admin, way):
    address = reverse(f"wagtailadmin_pages:{way}", args=[swedish(page).pk])
    response = admin.post(address, follow=True)
    assert told(response) == ["Kysely, joka julkaistaan kaikilla kielillä, pitää käännöksensä."]
    assert swedish(page).live
    MunicipalitySettings.objects.filter(site=site).update(surveys_in_all_languages=False)
    admin.post(address)
    assert not SurveyPage.objects.filter(locale__language_code="sv", live=True, alias_of=None).exists()


def test_where_nobody_waits_all_of_them_publish(page, site, admin):
    MunicipalitySettings.objects.filter(site=site).update(surveys_in_all_languages=False)
    synced(page)
    admin.post(reverse("wagtailadmin_pages:edit", args=[swedish(page).pk]), {"action": "publish"})
    assert asks(swedish(page))
    page.latest_revision.publish()
    assert asks(page)
    assert Version.objects.filter(survey_key=page.translation_key).exists()
