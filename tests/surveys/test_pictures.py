"""Pictures of questions: on the page, on paper, with their words in the reader's language."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image

from surveys.engine.serial import from_json, to_json
from surveys.making import to_try
from surveys.readiness import lacking
from tests.home.blocks import image
from tests.home.pages import translate

from .pages import IDS, block, listed, start, survey_page

pytestmark = pytest.mark.django_db
TWO = listed(("yes", "A"), ("no", "B"))
SEEN = {"alt_text": "Leikkipuiston luonnos: keinut vasemmalla.", "decorative": False}
DECORATION = {"alt_text": "", "decorative": True}
PAGES = ["/fi/kouluruoka/", "/fi/kouluruoka/tuloste/"]


def asked(picture, told=SEEN):
    shown = {"picture": {"image": picture.pk, **told}}
    return [
        start("food", "Puisto"),
        block("choice", "eats", "Kumpi?", options=TWO, **shown),
        block("short_text", "school", "Miksi?", max=None, **shown),
        block("consent", "agree", "Luin.", **shown),
        {**block("information", "first", "Luonnos", **shown), "value": {"title": "", "help": "Katso.", **shown}},
    ]


def pictures(client, url):
    html = client.get(url).content.decode()
    main = html[html.index("<main") : html.index("</main")]
    return [tag for tag in re.findall(r"<img [^>]*>", main) if "/images/" in tag]


def said(tags):
    return [re.search(r'alt="([^"]*)"', tag)[1] for tag in tags]


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("told", [SEEN, DECORATION])
def test_each_question_shows_its_picture(site, client, url, told):
    survey_page(site, questions=asked(image(width=1000, height=500), told))
    assert said(pictures(client, url)) == [told["alt_text"]] * 4


def test_the_page_offers_it_in_widths_and_kinds_without_cropping_it(site, client):
    survey_page(site, questions=asked(image(width=1000, height=500)))
    tag = pictures(client, PAGES[0])[0]
    assert "400w" in tag
    assert "800w" in tag
    assert 'loading="lazy"' in tag
    assert "image/webp" in client.get(PAGES[0]).content.decode()
    width, height = (int(re.search(rf'{name}="(\d+)"', tag)[1]) for name in ("width", "height"))
    assert width == 2 * height
    assert 'loading="lazy"' not in pictures(client, PAGES[1])[0]  # what is lazy would be missing in print


def test_its_words_are_translated_with_the_page(site, client):
    page = survey_page(site, questions=asked(image()))
    words: dict[str, Any] = {f"questions.{IDS['eats']}.picture.alt_text": "Skiss av parken: gungor till vänster."}
    translate(page, title="Smakar skolmaten?", slug="skolmaten", **words)
    tags = pictures(client, "/sv/skolmaten/")
    assert said(tags)[0] == "Skiss av parken: gungor till vänster."
    assert said(pictures(client, PAGES[0]))[0] == SEEN["alt_text"]


def test_words_that_a_translation_lacks_are_named(site):
    page = survey_page(site, questions=asked(image()))
    other = translate(page, title="Smakar skolmaten?")
    for one in other.questions:
        if one.block_type != "page":
            one.value["picture"].contextual_alt_text = ""
    assert any(str(SEEN["alt_text"]) in reason for reason in lacking(page, page.questions, page.dimensions, [other]))


def test_one_picture_has_other_words_at_another_question(site):
    picture = image()
    blocks = asked(picture)
    blocks[2]["value"]["picture"] = {"image": picture.pk, "alt_text": "Sama, läheltä.", "decorative": False}
    page = survey_page(site, questions=blocks)
    definition = to_try([page])
    assert [one.alt.get("fi") for one in definition.questions()][:2] == [SEEN["alt_text"], "Sama, läheltä."]
    assert from_json(json.loads(json.dumps(to_json(definition)))) == definition


@pytest.mark.parametrize("url", PAGES)
def test_many_cost_the_same_as_one(site, client, url):
    def cost():
        client.get(url)  # makes the sizes that are missing
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    def choices(*keys):
        shown = {key: {"picture": {"image": image(key).pk, **SEEN}} for key in keys}
        return [block("choice", key, "Kumpi?", options=TWO, **shown[key]) for key in keys]

    page = survey_page(site, questions=choices("eats"))
    one = cost()
    page.questions = json.dumps(choices("eats", "grade", "why", "school"))
    page.save_revision().publish()
    assert len(pictures(client, url)) == 4
    assert cost() == one


@pytest.mark.parametrize("url", PAGES)
def test_a_picture_that_is_gone_or_drawn_in_lines_breaks_nothing(site, client, url):
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"></svg>'
    lines = Image.objects.create(title="luonnos", file=ContentFile(drawn.encode(), name="luonnos.svg"))
    survey_page(site, questions=asked(lines))
    assert len(pictures(client, url)) == 4
    lines.delete()
    assert pictures(client, url) == []
