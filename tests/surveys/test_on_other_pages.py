"""The block «Survey»: wherever a page is written of blocks, a survey can be answered there."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from home.models import ContactIndexPage, ContactPage
from news.models import NewsIndexPage, NewsPage
from surveys.models import SurveyPage
from tests import factories
from tests.consultations.pages import consultation_page, section
from tests.home.pages import below, content

from .pages import IDS
from .test_pages import text

pytestmark = pytest.mark.django_db


def on_a_page(site, block):
    return content(site, "Ruokapalvelut", body=[block], slug="ruoka")


def on_a_project(site, block):
    project = factories.project(site)
    project.body = json.dumps([block])
    project.save_revision().publish()
    return project


def on_a_news_item(site, block):
    index = NewsIndexPage.objects.get(locale__language_code="fi", path__startswith=site.root_page.path)
    return below(index, NewsPage(title="Kysely on auki", date=timezone.localdate(), body=[block]))


def on_a_consultation(site, block):
    part = section("main", IDS["first"], "Ruokapalvelut", body=[block])
    return consultation_page(site, sections=[part])


def on_the_front_page(site, block):
    front = site.root_page.specific
    front.sections = json.dumps([*front.sections.raw_data, block])
    front.save_revision().publish()
    return front


def on_the_list_of_contacts(site, block):
    return below(site.root_page, ContactIndexPage(title="Yhteystiedot", body=[block]))


def on_a_contact_page(site, block):
    return below(on_the_list_of_contacts(site, block), ContactPage(title="Keittiö", phone="014 555 0101", body=[block]))


def on_another_survey(site, block):
    return below(site.root_page, SurveyPage(title="Toinen kysely", slug="toinen", body=json.dumps([block])))


HOLDERS = [
    on_a_page,
    on_a_project,
    on_a_news_item,
    on_a_consultation,
    on_the_front_page,
    on_the_list_of_contacts,
    on_a_contact_page,
    on_another_survey,
]
OTHER_STREAMS = {  # whose blocks are not what a page is written of
    "questions",
    "dimensions",
    "contacts",
    "documents",
    "ways",
    "decisions",
    "partners",
    "funding",
}


def streams(block):
    """Every stream in it, itself too."""
    if isinstance(block, StreamBlock):
        yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from streams(child)


@pytest.mark.parametrize("model", get_page_models(), ids=lambda model: model.__name__)
def test_whatever_a_page_is_written_of_may_hold_a_survey(model):
    written = [
        field.stream_block
        for field in model._meta.get_fields()
        if isinstance(field, StreamField) and field.name not in OTHER_STREAMS
    ]
    lacking = [one for one in written if not any("survey" in each.child_blocks for each in streams(one))]
    assert lacking == []


@pytest.mark.parametrize("holder", HOLDERS)
def test_the_first_questions_stand_on_another_page(client, site, page, holder):
    other = holder(site, {"type": "survey", "value": {"page": page.pk}})
    shown = client.get(other.url)
    assert "1. Syötkö koulussa?" in text(shown)
    assert f'action="/fi/kyselyt/vastaa/{page.translation_key}/"' in shown.content.decode()


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize(("days", "words"), [((1, 9), "Kysely ei ole vielä auki"), ((-9, -1), "Kysely on sulkeutunut")])
def test_on_another_page_it_tells_its_own_state(client, site, page, holder, days, words):
    opens, closes = (timezone.now() + timedelta(days=day) for day in days)
    SurveyPage.objects.update(opens_at=opens, closes_at=closes)
    shown = text(client.get(holder(site, {"type": "survey", "value": {"page": page.pk}}).url))
    assert words in shown
    assert "Et voi nyt vastata tähän kyselyyn" not in shown
