"""Where the municipality says so, a survey waits for its languages, and the editor reads what is missing."""

from __future__ import annotations

import pytest

from municipality.models import MunicipalitySettings
from surveys.making import why_not_publish
from tests.home.pages import translate

from .pages import block, meals


def wait(site):
    MunicipalitySettings.objects.filter(site=site).update(surveys_in_all_languages=True)


@pytest.fixture
def waits(site, page):
    wait(site)


def reasons(page, stream=None):
    found = page.questions if stream is None else stream
    return why_not_publish(page, found, begun=True, parent=None).get("questions", [])


@pytest.mark.django_db
def test_nothing_waits_unless_the_municipality_says_so(page):
    assert reasons(page) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("waits")
def test_a_survey_without_a_translation_waits(page):
    assert reasons(page) == ["Ruotsi: kyselyä ei ole käännetty."]


@pytest.mark.django_db
@pytest.mark.usefixtures("waits")
@pytest.mark.parametrize("publish", [True, False])
def test_a_translated_one_does_not_whether_its_translation_is_published_or_saved(page, publish):
    translate(page, publish=publish)
    assert reasons(page) == []


@pytest.mark.django_db
def test_what_is_new_since_the_translation_is_named(site, page):
    translate(page)
    wait(site)
    page.questions = [*meals(), block("short_text", "dishes", "Mikä on lempiruokasi?", max=None)]
    assert reasons(page, page.questions) == ["Ruotsi: näitä tekstejä ei ole käännetty: «Mikä on lempiruokasi?»."]
