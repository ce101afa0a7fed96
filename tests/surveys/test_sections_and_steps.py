"""Scales whose steps have words, and sections of a page that are shown as a whole or not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from surveys.blocks.questions import ScaleBlock
from surveys.engine.changes import Weight, compare, heaviest
from surveys.engine.kinds import kind_of
from surveys.engine.lint import findings
from surveys.engine.serial import from_json, to_json
from surveys.models import SurveyPage, Version
from surveys.printing.form import paper
from surveys.printing.rules import rules
from surveys.results import choosing
from surveys.results.counting import asked_of_all, decisive
from tests.home.pages import translate

from .definitions import when as asks
from .pages import IDS, NEVER_SAID, block, listed, post, start, steps, survey_page, when
from .test_pages import begin, path, text

pytestmark = pytest.mark.django_db
WORDED = {"min": 1, "max": 5, "low": "Huono", "high": "Hyvä", "skip": ""}


def part(key, title, **fields):
    value = {"title": title, "help": "", "shown_if": when("eats", "any", "yes"), **fields}
    return {**block("section", key, title), "value": value}


def asked():
    return [
        start("food", "Ruoka"),
        block("choice", "eats", "Syötkö koulussa?", options=listed(("yes", "Kyllä"), ("no", "En"))),
        start("after", "Lisää"),
        part("part", "Ruokasali"),
        block("scale", "grade", "Millainen sali on?", steps=steps((3, "Siltä väliltä")), required=True, **WORDED),
        block("short_text", "why", "Miksi?", max=None),
        part("note", "Lopuksi", help="Vielä yksi.", shown_if=NEVER_SAID),
        block("short_text", "school", "Minkä koulun oppilas olet?", max=None),
    ]  # fmt: skip


@pytest.fixture
def page(site):
    return survey_page(site, questions=asked())


def definition(page):
    return from_json(Version.objects.filter(survey_key=page.translation_key).latest("number").definition)


@pytest.mark.parametrize(("choice", "shown"), [("yes", True), ("no", False)])
def test_a_section_is_shown_as_a_whole_or_not(client, page, choice, shown):
    seen = client.get(path(begin(client, page, post("eats", IDS[choice]))))
    html = seen.content.decode()
    assert [f">{heading}</h3>" in html for heading in ("Ruokasali", "Lopuksi")] == [shown, True]
    assert [title in text(seen) for title in ("Millainen sali on?", "Miksi?", "Minkä koulun")] == [shown, shown, True]


def test_the_steps_have_words_in_the_form_in_both_languages(client, page):
    translate(page, title="Skolmat", slug="skolmat")
    seen = client.get(path(begin(client, page, post("eats", IDS["yes"]))))
    lines = ["1 Huono", "2", "3 Siltä väliltä", "4", "5 Hyvä"]
    assert " ".join(lines) in text(seen)
    swedish = begin(client, page, post("eats", IDS["yes"]), language="sv")
    assert "3 sv Siltä väliltä" in text(client.get(path(swedish)))


def test_words_of_steps_are_told_in_results_on_paper_and_in_tables(page):
    made = definition(page)
    scale = made.by_id[IDS["grade"]]
    told = choosing.steps(scale, lambda words: words.get("fi", ""))
    assert list(told.values()) == ["1 Huono", "2", "3 Siltä väliltä", "4", "5 Hyvä"]
    assert list(kind_of("scale").say(scale, 3, "fi")) == ["3 / 5 (Siltä väliltä)"]
    [column] = kind_of("scale").columns(scale)
    said = {number: words["fi"] for number, words in column.values.items()}
    assert said == {1: "Huono", 3: "Siltä väliltä", 5: "Hyvä"}
    with override("fi"):
        boxes = paper(made, "fi")[1].questions[1]
    assert (boxes.shape, [box.label for box in boxes.boxes]) == (
        "boxes",
        ["1 Huono", "2", "3 Siltä väliltä", "4", "5 Hyvä"],
    )


def test_a_section_and_its_condition_are_said_on_paper_and_to_the_editor(page):
    made = definition(page)
    said = "Vastaa kysymyksiin 2–3 vain, jos vastasit kysymykseen 1 ”Kyllä”."
    with override("fi"):
        sheet = paper(made, "fi")[1]
        told = {one.about: one.sentences for one in rules(made)}
    assert [(one.title, one.when) for one in sheet.questions if one.shape == "section"] == [
        ("Ruokasali", said),
        ("Lopuksi", ""),
    ]
    assert [one.number for one in sheet.questions] == [0, 2, 3, 0, 4]
    assert list(told) == ["Ruokasali"]


def test_what_depends_on_a_section_is_known_to_results_and_kept(page):
    made = definition(page)
    assert from_json(to_json(made)) == made
    assert asked_of_all(made) & {IDS["eats"], IDS["grade"], IDS["why"], IDS["school"]} == {IDS["eats"], IDS["school"]}
    assert decisive(made) == {IDS["eats"]}


def test_another_condition_of_a_section_is_another_survey(page):
    made = definition(page)
    second = made.pages[1]
    gate = asks(IDS["eats"], "any", IDS["no"])
    moved = tuple(replace(one, section_if=gate) if one.section_if else one for one in second.questions)
    changed = replace(made, pages=(made.pages[0], replace(second, questions=moved)))
    assert heaviest(compare(made, changed)) == Weight.BREAK


def test_a_section_that_is_never_shown_is_told_once(page):
    made = definition(page)
    second = made.pages[1]
    never = asks("nowhere", "answered")
    asked = (
        replace(second.questions[0], shown_if=never),
        *(replace(one, section_if=never) for one in second.questions[1:3]),
    )
    found = findings(replace(made, pages=(made.pages[0], replace(second, questions=asked))))
    assert [(one.code, one.where) for one in found] == [("never", IDS["part"])]


@pytest.mark.parametrize("numbers", [(1,), (5,), (2, 2)])
def test_steps_are_between_the_ends_each_once(numbers):
    child = SurveyPage._meta.get_field("questions").stream_block.child_blocks["scale"]
    assert isinstance(child, ScaleBlock)
    value = {"title": "Millainen?", **WORDED, "steps": steps(*((number, "Sana") for number in numbers))}
    with pytest.raises(ValidationError) as raised:
        child.clean(child.to_python(value))
    assert list(raised.value.block_errors) == ["steps"]
