"""A consultation is published by no way before it is ready."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Workflow
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from accounts.roles import Role
from core.models import AuditRow
from core.publishing import held
from core.publishing.guard import HELD, NotReadyError
from participation.consultations.models import ConsultationPage
from tests import factories
from tests.home.pages import section, swedish, translate

from .editing import NOT, bulk, change, told
from .pages import DAY, consultation_page

pytestmark = pytest.mark.django_db
NO_SWEDISH = "Ruotsi: kuulemista ei ole käännetty."
WHERE = (
    "Jos julkaisu ei voi odottaa sitä, kirjoita syy lähdekielisen sivun välilehdelle ”Ehdot” kenttään ”Syy julkaista "
    "yhdellä kielellä”."
)
KEEPS = "Kuulemisen käännökset säilyvät niin kauan kuin kuuleminen on julkaistu niillä kielillä."
DRAFT = "Käännöksessä on sanoja lähdesivun luonnoksesta, joka ei ole julki. Julkaise lähdesivu ensin."


@pytest.fixture
def draft(site):
    """A draft that has its steps, and no Swedish."""
    parent = Page.objects.get(pk=site.root_page_id)
    ready = consultation_page(site, title="Muu kuuleminen", slug="muu")
    page = ready.copy(
        to=parent,
        update_attrs={"title": "Keskustan asemakaava", "slug": "kaava"},
        keep_live=False,
        copy_revisions=False,
    )
    page.first_published_at = None
    page.save()
    page.save_revision()
    return ConsultationPage.objects.get(pk=page.pk)


@pytest.fixture
def public(site):
    return consultation_page(site)


def is_live(page: ConsultationPage) -> bool:
    """With words of its own: a translation that has been begun stands in until it is published."""
    page = ConsultationPage.objects.get(pk=page.pk)
    return page.live and page.live_revision_id is not None


def begin(page: ConsultationPage) -> ConsultationPage:
    """A translation of it that has all its words, and is not published."""
    translated = translate(page, publish=False)
    source = TranslationSource.objects.get(object_id=page.translation_key)
    Translation.objects.create(source=source, target_locale=translated.locale)
    return translated


def test_in_one_language_it_is_not_published_from_anywhere(draft):
    with pytest.raises(NotReadyError) as refused:
        draft.latest_revision.publish()
    assert refused.value.reasons == [NO_SWEDISH, WHERE]
    assert not is_live(draft)


def test_what_is_needed_is_missing_however_it_is_published(draft):
    draft = change(draft, legal_basis="", one_language_reason="Kiire.")
    with pytest.raises(NotReadyError) as refused:
        draft.latest_revision.publish()
    assert refused.value.reasons == ["Anna lakiperuste."]


def test_a_reason_lets_it_through_and_is_kept(draft, site):
    editor = factories.official(site, Role.EDITOR)
    page = draft.get_latest_revision_as_object()
    page.one_language_reason = "Käännös tulee perjantaina."
    page.save_revision(user=editor).publish()
    assert is_live(draft)
    row = AuditRow.objects.get(verb="consultation.one_language", key=str(draft.translation_key))
    assert (row.actor_id, row.detail) == (
        editor.pk,
        {"reason": "Käännös tulee perjantaina.", "lacking": [NO_SWEDISH]},
    )


def test_in_bulk_nothing_is_published_and_the_reason_is_said(draft, public, admin):
    public = change(public, title="Uusi nimi")
    response = bulk(admin, public, draft)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert told(response) == [f"{NOT} {NO_SWEDISH} {WHERE}"]
    assert not is_live(draft)
    assert ConsultationPage.objects.get(pk=public.pk).title == "Keskustan asemakaava"


def test_an_approval_waits(draft, site, admin):
    state = Workflow.objects.get(workflow_pages__page=site.root_page).start(draft, None)
    task = state.current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", task.pk])
    response = admin.post(address, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.json() == {"step": "success", "redirect": reverse("wagtailadmin_pages:edit", args=[draft.pk])}
    task.refresh_from_db()
    assert task.status == "in_progress"
    assert not is_live(draft)


def test_the_clock_waits_and_editors_see_it_until_it_is_ready(draft, site, admin):
    page = draft.get_latest_revision_as_object()
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=10))
    for _time in range(2):
        call_command("publish_scheduled")
    assert not is_live(draft)
    entry = PageLogEntry.objects.get(page=draft.pk, action=HELD)
    assert entry.data == {"reasons": [NO_SWEDISH, WHERE]}
    panel = next(one for one in admin.get("/admin/").context["panels"] if getattr(one, "name", "") == "waiting")
    waiting = {one.text: (one.number, one.url) for one in panel.get_context_data({})["waiting"]}
    address = reverse("core_held")
    assert waiting["sivu, jonka julkaisu odottaa jotakin"] == (1, address)
    shown = admin.get(address).content.decode()
    assert NO_SWEDISH in shown
    assert reverse("wagtailadmin_pages:edit", args=[draft.pk]) in shown
    begin(draft)
    assert NO_SWEDISH not in admin.get(address).content.decode()
    call_command("publish_scheduled")
    assert is_live(draft)
    assert "Mikään ei odota." in admin.get(address).content.decode()


def test_the_list_of_what_waits_judges_a_page_of_it_at_a_time(draft, site, admin, monkeypatch):
    monkeypatch.setattr(held, "PAGE", 1)
    draft.get_latest_revision_as_object().save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=10))
    copied = draft.copy(update_attrs={"slug": "toinen", "title": "Toinen kaava"}, copy_revisions=False, keep_live=False)
    copied.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=20))
    address = reverse("core_held")
    first, second = (admin.get(address, {"p": number}).content.decode() for number in (1, 2))
    assert ("Toinen kaava" in first, "Keskustan asemakaava" in first) == (True, False)
    assert ("Toinen kaava" in second, "Keskustan asemakaava" in second) == (False, True)
    assert 'href="?p=2"' in first
    assert 'href="?p=1"' in second


@pytest.mark.parametrize(("role", "seen"), [(Role.EDITOR, True), (Role.PREPARER, False), (Role.MODERATOR, False)])
def test_who_may_not_edit_pages_hears_of_none_that_wait(draft, site, client, role, seen):
    draft.get_latest_revision_as_object().save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=10))
    client.force_login(factories.official(site, role))
    assert ("Keskustan asemakaava" in client.get(reverse("core_held")).content.decode()) is seen


def test_ready_in_both_languages_it_is_published_source_first(draft):
    translated = begin(draft)
    with pytest.raises(NotReadyError, match="Suomi: kuuleminen ei ole vielä julki"):
        translated.latest_revision.publish()
    draft.latest_revision.publish()
    translated.latest_revision.publish()
    assert (is_live(draft), is_live(translated)) == (True, True)
    assert not AuditRow.objects.filter(verb="consultation.one_language", key=str(draft.translation_key)).exists()


def test_what_is_new_in_the_source_has_to_be_translated_too(draft):
    begin(draft)
    draft = change(draft, summary="Aivan uusi tiivistelmä")
    with pytest.raises(NotReadyError, match="«Aivan uusi tiivistelmä»"):
        draft.latest_revision.publish()


def test_the_editor_of_translations_publishes_with_all_its_words(draft, admin, django_capture_on_commit_callbacks):
    translated = begin(draft)
    draft.latest_revision.publish()
    words = StringTranslation.objects.filter(context__path="summary", translation_of__data=draft.summary)
    kept = words.values()[0]
    words.delete()
    address = reverse("wagtailadmin_pages:edit", args=[translated.pk])
    response = admin.post(address, {"action": "publish"}, follow=True)
    assert [draft.summary in message and WHERE in message for message in told(response)] == [True]
    assert not is_live(translated)
    StringTranslation.objects.create(**kept)
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(address, {"action": "publish"})
    assert is_live(translated)


def test_translators_get_what_was_last_saved_and_it_is_not_published_without_words(draft, admin):
    translated = begin(draft)
    source = TranslationSource.objects.get(object_id=draft.translation_key)
    change(draft, summary="Aivan uusi tiivistelmä")
    address = reverse("wagtail_localize:update_translations", args=[source.pk])
    response = admin.post(address, {"publish_translations": "on"}, follow=True)
    assert [message for message in told(response) if "«Aivan uusi tiivistelmä»" in message]
    assert not is_live(translated)


def test_a_public_consultation_keeps_its_translation(draft, admin):
    translated = begin(draft)
    draft.latest_revision.publish()
    translated.latest_revision.publish()
    admin.post(reverse("wagtail_localize:convert_to_alias", args=[translated.pk]))
    assert swedish(draft).alias_of_id is None


@pytest.mark.parametrize("way", ["unpublish", "delete", "bulk unpublish", "bulk delete", "above"])
def test_nor_is_its_translation_taken_away(draft, site, admin, way):
    translated = begin(draft)
    draft.latest_revision.publish()
    translated.latest_revision.publish()

    def take() -> list[str]:
        if way in {"unpublish", "delete"}:
            return told(admin.post(reverse(f"wagtailadmin_pages:{way}", args=[translated.pk]), follow=True))
        action = way.removeprefix("bulk ") if way != "above" else "unpublish"
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        page, more = (translated, {}) if way != "above" else (translated.get_parent(), {"include_descendants": "on"})
        return told(admin.post(f"{address}?id={page.pk}", more, follow=True))

    assert take() == [f"{KEEPS} {WHERE}"]
    assert is_live(translated)
    change(draft, one_language_reason="Käännöksessä oli virhe.")
    take()
    assert not ConsultationPage.objects.filter(pk=translated.pk, live=True).exists()
    assert is_live(draft)


def test_a_source_goes_with_its_translation(draft, admin):
    translated = begin(draft)
    draft.latest_revision.publish()
    translated.latest_revision.publish()
    ids = "&".join(f"id={page.pk}" for page in (translated, draft))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    admin.post(f"{address}?{ids}", {"include_descendants": ""})
    assert not ConsultationPage.objects.filter(pk__in=[draft.pk, translated.pk], live=True).exists()


def test_a_translation_does_not_tell_what_is_a_draft_of_its_source(draft, admin, django_capture_on_commit_callbacks):
    """Nor with a reason for one language."""
    translated = begin(draft)
    draft.latest_revision.publish()
    translated.latest_revision.publish()
    draft = change(draft, summary="Salainen käänne", one_language_reason="Kiire.")
    source = TranslationSource.objects.get(object_id=draft.translation_key)
    address = reverse("wagtail_localize:update_translations", args=[source.pk])
    with django_capture_on_commit_callbacks(execute=True):
        response = admin.post(address, {"publish_translations": "on"}, follow=True)
    assert any(DRAFT in message for message in told(response))
    editor = reverse("wagtailadmin_pages:edit", args=[translated.pk])
    with django_capture_on_commit_callbacks(execute=True):
        response = admin.post(editor, {"action": "publish"}, follow=True)
    assert any(DRAFT in message for message in told(response))
    translated.refresh_from_db()
    assert "Salainen käänne" not in translated.summary
    draft.latest_revision.publish()
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(editor, {"action": "publish"})
    translated.refresh_from_db()
    assert "Salainen käänne" in translated.summary


def test_a_translation_waits_for_the_day_of_its_source(draft):
    translated = begin(draft)
    at = timezone.now() + DAY
    page = draft.get_latest_revision_as_object()
    page.go_live_at = at
    page.save_revision().publish()
    with pytest.raises(NotReadyError, match="Lähdesivu tulee julki"):
        translated.latest_revision.publish()
    page = translated.get_latest_revision_as_object()
    page.go_live_at = at
    page.save_revision().publish()
    assert not ConsultationPage.objects.filter(pk=draft.pk, live=True).exists()
    with time_machine.travel(at + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert (is_live(draft), is_live(translated)) == (True, True)


@pytest.mark.parametrize("public_by", ["publish_copies", "alias"])
def test_copies_of_what_is_above_are_drafts(site, admin, public_by):
    above = section(site)
    page = consultation_page(site)
    page.move(above, pos="last-child")
    address = reverse("wagtailadmin_pages:copy", args=[above.pk])
    typed = {
        "new_title": "Kopio",
        "new_slug": "kopio",
        "new_parent_page": site.root_page_id,
        "copy_subpages": "on",
        "alias": "",
        public_by: "on",
    }
    response = admin.post(address, typed, follow=True)
    assert told(response) == [
        "Kyselyt ja kuulemiset julkaistaan yksitellen, kun ne ovat valmiita. Kopioi julkaisematta ja muuten kuin aliaksena."
    ]
    assert not Page.objects.filter(slug="kopio").exists()
    admin.post(address, {**typed, public_by: ""})
    assert Page.objects.filter(slug="kopio").exists()


def test_a_finished_translation_goes_public_with_its_source(draft, django_capture_on_commit_callbacks):
    translated = begin(draft)
    assert not is_live(translated)
    with django_capture_on_commit_callbacks(execute=True):
        draft.save_revision().publish()
    assert (is_live(draft), is_live(translated)) == (True, True)


def test_one_that_is_not_finished_does_not(draft, django_capture_on_commit_callbacks):
    """Where a reason lets the source go alone, what is begun waits for its translators."""
    translated = begin(draft)
    draft.one_language_reason = "Kiire"
    with django_capture_on_commit_callbacks(execute=True):
        draft.save_revision().publish()
    assert (is_live(draft), is_live(translated)) == (True, False)
