"""What an editor reads above the questions: what is wrong, and the conditions in words."""

from __future__ import annotations

import json
import re

import pytest
from django.utils.translation import override

from accounts.roles import Role
from core.publishing.guard import NotReadyError
from municipality.models import Area
from surveys.engine.definition import END, Jump
from surveys.making import why_not_publish
from surveys.printing.rules import rules
from tests import factories

from .definitions import option, page, question, survey, when
from .pages import IDS, block, meals, survey_page
from .pages import when as depends

LOGIC = survey(
    page(
        "Alku", question("q1", options="a b", title="Käytkö?"), jumps=(Jump(to=END, condition=when("q1", "any", "b")),)
    ),
    page(
        "Paikka",
        question("q2", "place", options="area-1", title="Missä?"),
        question("i", "information", title="Lue", shown_if=when("q2", "answered")),
        question("q3", "ranking", choices=(option("r", "Rauha", shown_if=when("q2", "any", "area-1")),)),
        shown_if=when("q1", "any", "a"),
    ),
    page("Loppu", question("q4", "short_text", title="Miksi?", shown_if=when("q3", "any", "r"))),
)


def test_conditions_and_jumps_are_said_by_page_and_question() -> None:
    with override("fi"):
        told = [(one.about, list(one.sentences)) for one in rules(LOGIC)]
    assert told == [
        ("Alku", ["Jos vastasit kysymykseen 1 («Käytkö?») ”b”, jatka lomakkeen loppuun."]),
        ("Paikka", ["Vastaa kysymyksiin 2–3 vain, jos vastasit kysymykseen 1 («Käytkö?») ”a”."]),
        ("Lue", ["Vastaa vain, jos vastasit kysymykseen 2 («Missä?»)."]),
        ("3. q3", ["«Rauha» (vain, jos vastasit kysymykseen 2 («Missä?») ”area-1”)"]),
        ("4. Miksi?", ["Vastaa vain, jos vastasit kysymykseen 3 («q3») ”Rauha”."]),
    ]


def test_nothing_is_said_of_what_everybody_is_asked() -> None:
    assert rules(survey(page("Alku", question("q1", options="a b")))) == []


@pytest.fixture
def edited(client, site):
    client.force_login(factories.official(site, Role.EDITOR))
    return lambda url: client.get(url).content.decode()


@pytest.mark.django_db
def test_the_editor_reads_that_all_is_well_and_the_conditions(edited, page):
    html = edited(f"/admin/pages/{page.pk}/edit/")
    assert "Viimeksi tallennettujen kysymysten logiikassa ei ole vikaa." in html
    assert "Vastaa kysymyksiin 2–4 vain, jos vastasit kysymykseen 1 («Syötkö koulussa?») ”Kyllä”." in html


@pytest.mark.django_db
def test_areas_are_there_by_name_to_be_chosen_also_for_a_new_page(edited, site, page):
    area = Area.objects.get(site=site)
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harju.example")
    assert Area.objects.filter(site=other).exists()
    for url in (f"/admin/pages/{page.pk}/edit/", f"/admin/pages/add/surveys/surveypage/{page.get_parent().pk}/"):
        found = re.search(r'<script id="survey-areas" type="application/json">(.*?)</script>', edited(url))
        assert json.loads(found[1]) == [[f"area-{area.pk}", "Keskusta"]]


@pytest.mark.django_db
def test_nothing_can_depend_on_a_contact(edited, site):
    more = block("short_text", "dishes", "Milloin voimme soittaa?", max=None, shown_if=depends("mail", "answered"))
    page = survey_page(site)
    page.questions = [*meals(), more]
    page.save_revision()
    with pytest.raises(NotReadyError) as refused:
        page.latest_revision.publish()
    page = page.get_latest_revision_as_object()
    reasons = why_not_publish(page, page.questions, begun=True, parent=None)["questions"]
    assert reasons == [
        "Kohdassa «Milloin voimme soittaa?» on ehto, joka koskee kysymystä «Sähköposti arvontaa varten». Yhteystiedot "
        "säilytetään erillään vastauksista, joten mikään muu ei voi riippua niistä."
    ]
    assert refused.value.reasons == reasons
    html = edited(f"/admin/pages/{page.pk}/edit/")
    assert reasons[0] in html
    assert "logiikassa ei ole vikaa" not in html
    assert IDS["mail"] in html
