"""Followers hear of new versions of a draft text."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from participation.consultations.models import ConsultationPage
from participation.following.events import lines
from participation.following.models import Event
from tests.home.pages import translate

from .pages import MAIN, consultation_page, section

pytestmark = pytest.mark.django_db


def publish(page, text):
    page = ConsultationPage.objects.get(pk=page.pk)
    page.sections = [section("draft", MAIN, "Strategia", text=text, changes="")]
    page.sections[0].value["text"] = type(page.sections[0].value["text"])(text)
    page.save_revision().publish()


@pytest.fixture
def page(site):
    draft = {**section("draft", MAIN, "Strategia", changes="")}
    draft["value"]["text"] = "<p>Ensimmäinen.</p>"
    return consultation_page(site, kind="open", stage="", sections=[draft])


def told():
    return Event.objects.filter(kind="consultation.redrafted")


def test_the_first_version_is_no_news(page):
    assert not told().exists()


def test_a_new_version_is_told_once_a_day_in_both_languages(page):
    translate(page)
    publish(page, "<p>Ensimmäinen, muutettu.</p>")
    publish(page, "<p>Ensimmäinen, taas muutettu.</p>")
    translate(ConsultationPage.objects.get(pk=page.pk))
    event = told().get()
    assert list(event.topics.values_list("kind", "key")) == [("consultation", str(page.translation_key))]
    said = {}
    for language in ("fi", "sv"):
        with override(language):
            said[language] = lines([event])[event.pk]
    assert said["fi"].text == "Kuulemisen ”Keskustan asemakaava” luonnostekstistä on uusi versio."
    assert said["sv"].text == "Det finns en ny version av utkastet i ”sv Keskustan asemakaava”."
    assert (said["fi"].url.startswith("/fi/"), said["sv"].url.startswith("/sv/")) == (True, True)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        publish(page, "<p>Ensimmäinen, kolmannen kerran.</p>")
    assert told().count() == 2


def test_a_mended_link_is_no_news(page):
    publish(page, '<p><a href="https://example.org/">Ensimmäinen.</a></p>')
    assert not told().exists()


def test_its_link_leads_to_what_has_changed(page, client):
    publish(page, "<p>Ensimmäinen, muutettu.</p>")
    with override("fi"):
        line = lines([told().get()])[told().get().pk]
    assert "muutettu" in client.get(line.url).content.decode()
