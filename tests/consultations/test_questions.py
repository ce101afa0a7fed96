"""Questions within sections: told beside opinions, counted with them, and led back from."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction, ReferenceIndex

from accounts.roles import Role
from participation.consultations.answering.reporting.gathering import gather
from participation.consultations.asking import asked_in, places, total_of
from surveys.models import Response, Version
from surveys.rules import Showing
from tests import factories
from tests.surveys.pages import survey_page

from .pages import STREET, A, consultation_page, section, send
from .test_pages import write_url

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def answer(survey, number: int, *, ago: int) -> None:
    version = Version.objects.get(survey_key=survey.translation_key)
    for _turn in range(number):
        Response.objects.create(
            version=version,
            survey_key=survey.translation_key,
            language="fi",
            day=timezone.localdate() - ago * DAY,
            answers={},
        )


@pytest.fixture
def survey(site):
    return survey_page(site, results_shown=Showing.LIVE)


@pytest.fixture
def page(site, survey):
    return asking(site, survey)


def asking(site, *surveys, **fields):
    body = [{"type": "survey", "value": {"page": one.pk}} for one in surveys]
    sections = [section("part", STREET, "Kylänraitti", body=body), section("part", A, "Tori")]
    page = consultation_page(site, **{"sections": sections, "slug": "kaava", **fields})
    ReferenceIndex.create_or_update_for_object(page)  # in the background otherwise
    return page


def test_answers_are_told_beside_the_opinions_of_their_section(client, page, survey):
    answer(survey, 2, ago=1)
    answer(survey, 1, ago=0)  # an open survey tells whole days
    content = client.get(page.url).content.decode()
    told = "2 on vastannut kyselyyn «Maistuuko kouluruoka?»."
    assert content.count(told) == 1
    assert content.index(f'id="s-{STREET}"') < content.index(told) < content.index(f'id="s-{A}"')
    assert "2 vastausta kysymyksiin." in content
    assert f'href="{survey.url}tulokset/"' in content


def test_results_that_are_not_public_are_not_led_to(client, site):
    survey = survey_page(site, results_shown=Showing.NEVER)
    page = asking(site, survey)
    answer(survey, 1, ago=1)
    content = client.get(page.url).content.decode()
    assert "1 on vastannut kyselyyn" in content
    assert f"{survey.url}tulokset/" not in content


def test_a_survey_that_is_closed_from_some_is_not_told(client, site, page, survey):
    answer(survey, 1, ago=1)
    PageViewRestriction.objects.create(page=survey, restriction_type="login")
    assert asked_in(page.sections, timezone.now()) == {STREET: []}
    assert "on vastannut kyselyyn" not in client.get(page.url).content.decode()


@pytest.mark.parametrize("number", [1, 4])
def test_two_queries_however_many(site, number, django_assert_num_queries):
    surveys = [survey_page(site, f"Kysely {one}", slug=f"kysely-{one}") for one in range(number)]
    page = asking(site, *surveys)
    list(asked_in(page.sections, timezone.now()))  # the blocks' own pages
    with django_assert_num_queries(2):
        assert len(asked_in(page.sections, timezone.now())[STREET]) == number


def test_a_survey_in_two_sections_counts_once(site, survey):
    body = [{"type": "survey", "value": {"page": survey.pk}}]
    sections = [section("part", key, "Osa", body=body) for key in (STREET, A)]
    page = consultation_page(site, sections=sections)
    answer(survey, 3, ago=1)
    asked = asked_in(page.sections, timezone.now())
    assert (sorted(asked), total_of(asked)) == (sorted((STREET, A)), 3)


def test_whoever_has_answered_is_led_back(client, page, survey):
    content = client.get(reverse("surveys:sent", args=[survey.translation_key])).content.decode()
    assert f'href="{page.url}#s-{STREET}"' in content
    assert f'href="{write_url(page)}?section={STREET}"' in content
    page.closes_at = timezone.now() - DAY
    page.save()
    content = client.get(reverse("surveys:sent", args=[survey.translation_key])).content.decode()
    assert f'href="{page.url}#s-{STREET}"' in content
    assert write_url(page) not in content
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert places(survey, page.get_site().pk) == []
    assert page.title not in client.get(reverse("surveys:sent", args=[survey.translation_key])).content.decode()


def test_the_form_says_that_the_section_asks_too(client, page, survey):
    asks = "Osiossa on myös kysymyksiä"
    content = client.get(f"{write_url(page)}?section={STREET}").content.decode()
    assert asks in content
    assert f'href="{survey.url}"' in content
    assert asks not in client.get(f"{write_url(page)}?section={A}").content.decode()
    assert asks not in client.get(write_url(page)).content.decode()
    survey.closes_at = timezone.now() - timedelta(hours=1)
    survey.save()
    assert asks not in client.get(f"{write_url(page)}?section={STREET}").content.decode()


def test_they_count_in_closing_figures_and_the_report(client, site, page, survey):
    answer(survey, 2, ago=1)
    answer(survey, 1, ago=0)
    send(page, section=A)
    report = gather(page, site, personal=False, now=timezone.now())
    facts = dict(report.facts)
    assert (facts["Muistutukset"], facts["Osallistujia"]) == ("1", "4")
    assert facts["Heistä vastasi kysymyksiin"].startswith("3;")
    group = next(one for one in report.groups if one.title == "Vastauksia kysymyksiin")
    assert [figure.label for figure in group.figures] == ["Kylänraitti: Maistuuko kouluruoka?"]
    page.closes_at = survey.closes_at = timezone.now() - timedelta(minutes=1)
    page.save()
    survey.save()
    content = client.get(page.url).content.decode()
    assert "Vastauksia kysymyksiin" in content
    assert "<span>Kylänraitti: Maistuuko kouluruoka?</span> <b>3 (100" in content
    assert "3 on vastannut kyselyyn" in content


def test_the_workbook_has_them_on_a_sheet_of_their_own(site, page, survey):
    answer(survey, 2, ago=0)
    staff = Client()
    staff.force_login(factories.official(site, Role.PREPARER))
    address = reverse("consultations_admin:take", args=[page.translation_key])
    book = b"".join(staff.get(address, {"form": "xlsx"}).streaming_content)
    sheets = openpyxl.load_workbook(BytesIO(book)).worksheets
    assert [list(sheet.values)[1:] for sheet in sheets[1:]] == [[("Kylänraitti", "Maistuuko kouluruoka?", 2)]]


def test_staff_see_at_their_desk_how_many_have_answered(client, page, survey):
    answer(survey, 2, ago=0)  # today's too
    client.force_login(factories.official(page.get_site(), Role.ADMINISTRATOR))
    content = client.get(reverse("consultations_admin:answering", args=[page.translation_key])).content.decode()
    assert "2 on vastannut kyselyyn «Maistuuko kouluruoka?»." in content
    assert reverse("survey_results:results", args=[survey.translation_key]) in content
