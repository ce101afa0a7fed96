"""The page says what is kept and until when; so does the form on paper."""

from __future__ import annotations

import re
from datetime import date

import pytest

from participation.retention.models import Rule
from surveys.models import Raffle
from tests import factories
from tests.home.pages import translate

from .pages import IDS, block, start, survey_page

pytestmark = pytest.mark.django_db
FILE = {"max": 1, "megabytes": 2, "pictures": True, "documents": True}
CONTACT, FILES, NOTHING = (
    [block("email", "mail", "Sähköposti")],
    [block("file", "school", "Kuva", **FILE)],
    [block("short_text", "why", "Miksi?", max=None)],
)
AFTER = {
    "fi": "Ne poistetaan {} kuukauden kuluttua kyselyn sulkeutumisesta.",
    "sv": "De raderas {} månader efter att enkäten har stängts.",
}
FOR_NOW = {"fi": "Ne säilytetään toistaiseksi.", "sv": "De sparas tills vidare."}
ANSWERS = {"fi": "Vastaukset säilytetään toistaiseksi.", "sv": "Svaren sparas tills vidare."}
PLACES = {
    ("fi", "page"): "/fi/kouluruoka/",
    ("sv", "page"): "/sv/skolmaten/",
    ("fi", "paper"): "/fi/kouluruoka/tuloste/",
    ("sv", "paper"): "/sv/skolmaten/utskrift/",
}
everywhere = pytest.mark.parametrize(("language", "place"), PLACES)


def asking(site, questions, **fields):
    page = survey_page(site, questions=[start("food", "Ruoka"), *questions], **fields)
    translate(page, title="Smakar skolmaten?", slug="skolmaten")
    return page


def words(client, language, place):
    response = client.get(PLACES[language, place])
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@everywhere
def test_answers_have_no_time(client, site, language, place):
    asking(site, NOTHING)
    said = words(client, language, place)
    assert ANSWERS[language] in said
    assert FOR_NOW[language] not in said
    assert AFTER[language].split("{}")[0] not in said


@everywhere
@pytest.mark.parametrize(
    ("kind", "questions", "months"), [("survey_contacts", CONTACT, 6), ("survey_files", FILES, 24)]
)
def test_what_leads_to_a_person_has_that_of_the_municipality(client, site, language, place, kind, questions, months):
    asking(site, questions)
    assert AFTER[language].format(months) in words(client, language, place)
    rule = Rule.objects.create(site=site, kind=kind, months=5)
    assert AFTER[language].format(5) in words(client, language, place)
    Rule.objects.filter(pk=rule.pk).update(months=None)
    assert FOR_NOW[language] in words(client, language, place)


@everywhere
def test_a_project_has_its_own_and_counts_from_its_end(client, site, language, place):
    project = factories.project(site)
    asking(site, CONTACT, project_key=project.translation_key)
    Rule.objects.create(site=site, kind="survey_contacts", project_key=project.translation_key, months=9)
    said = words(client, language, place)
    ends = {
        "fi": "Ne poistetaan 9 kuukauden kuluttua hankkeen päättymisestä.",
        "sv": "De raderas 9 månader efter att projektet har avslutats.",
    }
    assert ends[language] in said


@everywhere
def test_of_addresses_for_a_raffle_the_raffle_tells(client, site, language, place):
    page = asking(site, CONTACT)
    Raffle.objects.create(
        site=site,
        survey_key=page.translation_key,
        question=IDS["mail"],
        prize={"fi": "Lippu", "sv": "Biljett"},
        winners=1,
        draws_on=date(2027, 1, 1),
        kept_until=date(2027, 2, 1),
    )
    said = words(client, language, place)
    assert AFTER[language].split("{}")[0] not in said
    assert "2027" in said
