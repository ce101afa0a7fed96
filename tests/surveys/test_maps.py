"""Places of answers on the map: gathered and drawn for staff, and in squares of enough people for everybody."""

from __future__ import annotations

import csv
import io
import random
import re
from collections import defaultdict
from datetime import timedelta
from math import cos, radians

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from accounts.roles import Role
from core.maps import Box, Tile, draw, gathered
from municipality.models import Area
from surveys.models import Response, SurveyPage, Version
from surveys.results.counting import Asking
from surveys.results.mapping import SQUARES, heat, places, squares
from surveys.results.opening import _squares
from surveys.results.packing import Packing
from surveys.results.reporting.drawing import SCALE, map_picture
from surveys.results.shapes import Result
from tests import factories

from .definitions import page as leaf
from .definitions import question, survey
from .pages import IDS, block, listed, start, survey_page
from .test_results import text

CENTRE = SQUARES.cell(*SQUARES.place(23.94, 60.15))
PLACE = IDS["after"]
AROUND = [
    [CENTRE.west, CENTRE.south],
    [CENTRE.east, CENTRE.south],
    [CENTRE.east, CENTRE.north],
    [CENTRE.west, CENTRE.north],
]


@pytest.fixture
def site():
    site = factories.municipality()
    Area.objects.create(
        site=site,
        names={"fi": "Harjula", "sv": "Åsen"},
        outline={"type": "Polygon", "coordinates": [[*AROUND, AROUND[0]]]},
    )
    return site


@pytest.fixture
def mapped(site):
    questions = [
        start("food", "Paikat"),
        block("place", "after", "Missä pelottaa?", max=3),
        block("route", "later", "Mitä reittiä kuljet?", closed=False),
        block("choice", "eats", "Kuljetko kävellen?", options=listed(("yes", "Kyllä"), ("no", "En"))),
    ]
    return survey_page(site, questions=questions, results_shown="live")


@pytest.fixture
def editor(client, site):
    client.force_login(user := factories.official(site, Role.EDITOR))
    return user


def within(box, part=0.5):
    return [round(box.west + (box.east - box.west) * part, 6), round(box.south + (box.north - box.south) * part, 6)]


def mark(page, *answers, days=1):
    version = Version.objects.get(survey_key=page.translation_key)
    day = timezone.localdate() - timedelta(days=days)
    Response.objects.bulk_create(
        Response(version=version, survey_key=page.translation_key, language="fi", day=day, answers=one)
        for one in answers
    )


def at(*points, **more):
    return {PLACE: {"points": list(points)}, **more}


coordinates = st.tuples(st.floats(20, 30, allow_nan=False), st.floats(60, 70, allow_nan=False))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(coordinates, max_size=3), max_size=30))
def test_a_square_counts_people_once(people):
    packing = Packing(Asking(survey(leaf("p", question("q", "place")))))
    kept = [[[round(lon, 5), round(lat, 5)] for lon, lat in points] for points in people]
    for points in kept:
        packing.add({"q": {"points": points}} if points else {})
    expected = defaultdict(set)
    for person, points in enumerate(kept):
        for lon, lat in points:
            expected[SQUARES.place(lon, lat)].add(person)
    found = squares(places([packing.pack()], "q"))
    assert found == {place: len(who) for place, who in expected.items()}


@settings(deadline=None, max_examples=60)
@given(st.lists(coordinates, max_size=60))
def test_places_at_hand_are_gathered_all_of_them(found):
    clusters = gathered(found, (19.0, 59.0, 31.0, 71.0))
    assert sum(cluster.number for cluster in clusters) == len(found)
    for cluster in clusters:
        box = cluster.box
        assert cluster.number == sum(box.west <= lon < box.east and box.south <= lat < box.north for lon, lat in found)


def test_a_square_is_wide_enough_to_hide_a_home():
    metres = (CENTRE.east - CENTRE.west) * 111_320 * cos(radians(60.15)), (CENTRE.north - CENTRE.south) * 111_320
    assert [200 < length < 250 for length in metres] == [True, True]


@pytest.mark.django_db
def test_everybody_sees_squares_of_enough_people_and_no_place(client, mapped):
    alone = [23.951234, 60.171234]
    mark(mapped, *[at(within(CENTRE, part / 20)) for part in range(1, 12)], at(alone))
    response = client.get("/fi/kouluruoka/tulokset/")
    shown, page = text(response), response.content.decode()
    assert ("Eniten merkitty ruutu on alueella Harjula." in shown, "10–19 ihmistä" in shown) == (True, True)
    assert [str(alone[0]) in page, str(alone[1]) in page, str(within(CENTRE, 0.1)[0]) in page] == [False] * 3
    key = '<rect width="10" height="10" data-level="2"/>'
    squares_shown = re.findall(r'<rect x="[^"]+" y="[^"]+" width="[^"]+" height="[^"]+" data-level="(\d)">', page)
    assert (squares_shown, page.count(key), page.count("data-level")) == (["2"], 1, 2)  # one square, and the key


@pytest.mark.django_db
def test_one_person_fills_no_square(client, mapped):
    mark(
        mapped,
        *[at(within(CENTRE, 0.3), within(CENTRE, 0.4), within(CENTRE, 0.5)) for _turn in range(4)],
        at([24.0, 60.2]),
    )
    shown = client.get("/fi/kouluruoka/tulokset/").content.decode()
    assert ("data-level" in shown, "Karttaa ei näytetä" in shown) == (False, True)


@pytest.mark.django_db
def test_in_public_darkness_does_not_follow_from_the_largest(site):
    few, many = (heat({(0, 0): 6, (1, 1): most}, site.pk, 5, exact=True) for most in (9, 900))
    assert [found.tiles[-1].level for found in (few, many)] == [1, 1]
    words = heat({(0, 0): 6}, site.pk, 5, exact=False)
    assert any(letter.isdigit() for _area, label in words.rows for letter in label) is False


@pytest.mark.django_db
def test_staff_see_places_and_zoom_in_without_javascript(client, mapped, editor):
    chance = random.Random(3)
    spread = [at([23.9 + chance.random() / 50, 60.12 + chance.random() / 50]) for _one in range(30)]
    mark(mapped, *spread, at([23.945, 60.145], **{IDS["eats"]: {"chosen": [IDS["yes"]]}}))
    url = reverse("survey_results:places", args=[mapped.translation_key, PLACE])
    response = client.get(url)
    bunch = max(response.context["bunches"], key=lambda one: one.number)
    assert sum(one.number for one in response.context["bunches"]) + len(response.context["points"]) == 31
    assert bunch.url in response.content.decode().replace("&amp;", "&")
    closer = client.get(bunch.url)
    box = Box.read(bunch.url.partition("box=")[2])
    assert box == bunch.box
    assert closer.context["everywhere"] == url
    narrowed = client.get(f"{url}?chosen={IDS['eats']}+{IDS['yes']}")
    assert narrowed.context["number"] == 1


@pytest.mark.django_db
def test_a_moved_map_asks_for_its_places(client, mapped, editor):
    mark(mapped, at([23.94, 60.15]), at([23.9401, 60.1501]), at([25.0, 60.5]))
    url = reverse("survey_results:places_data", args=[mapped.translation_key, PLACE])
    found = client.get(f"{url}?seen=23.9,60.1,24.0,60.2&width=600").json()
    assert (found["said"], [bunch["number"] for bunch in found["bunches"]]) == ("2 paikkaa kartalla", [2])
    assert client.get(f"{url}?seen=1,2").status_code == 400


@pytest.mark.django_db
def test_staff_see_squares_with_numbers(client, mapped, editor):
    mark(mapped, *[at(within(CENTRE)) for _turn in range(3)], at([24.05, 60.25]))
    url = reverse("survey_results:places", args=[mapped.translation_key, PLACE])
    found = client.get(f"{url}?view=dense").context["heat"]
    assert [label for _area, label in found.rows] == ["3 ihmistä", "1 ihminen"]


@pytest.mark.django_db
def test_routes_are_drawn_for_staff_only(client, mapped, editor):
    route = {"points": [[23.9, 60.15], [23.95, 60.16]]}
    mark(mapped, *[{IDS["later"]: route}] * 6)
    shown = client.get(reverse("survey_results:places", args=[mapped.translation_key, IDS["later"]]))
    assert (len(shown.context["lines"]), 'class="strokes"' in shown.content.decode()) == (6, True)
    public = client.get("/fi/kouluruoka/tulokset/").content.decode()
    assert ('class="strokes"' in public, "23.95" in public) == (False, False)


@pytest.mark.django_db
def test_today_of_an_open_survey_is_on_no_map(client, mapped, editor):
    mark(mapped, at([23.94, 60.15]), days=0)
    url = reverse("survey_results:places", args=[mapped.translation_key, PLACE])
    assert client.get(url).context["number"] == 0
    SurveyPage.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert client.get(url).context["number"] == 1


@pytest.mark.django_db
def test_a_question_without_a_map_has_none(client, mapped, editor):
    assert (
        client.get(
            reverse("survey_results:places", args=[mapped.translation_key, IDS["eats"]]), follow=True
        ).status_code
        == 404
    )


def crowded(page):
    """Eleven people mark one square, four another, and one a third; staff see all three."""
    here, there = [at(within(CENTRE, part / 20)) for part in range(1, 12)], [at([24.05, 60.25])] * 4
    mark(page, *here, *there, at([23.951234, 60.171234]))
    SurveyPage.objects.update(closes_at=timezone.now() - timedelta(minutes=1), open_data=True)


def squares_of(html):
    """The levels of the squares of a report's map, without its key."""
    ground = re.search(r'<svg class="map".*?</svg>', html, re.S)
    return re.findall(r'<rect[^>]*data-level="(\d)"', ground[0]) if ground else []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scope", "levels", "rows"),
    [
        ("public", ["2"], [["Harjula", "10–19 ihmistä"]]),
        ("exact", ["4", "3", "1"], [["Harjula", "11 ihmistä"], ["Muualla", "4 ihmistä"], ["Muualla", "1 ihminen"]]),
    ],
)
def test_a_report_has_the_map_and_its_table_on_paper_and_in_word(client, mapped, editor, scope, levels, rows):
    crowded(mapped)
    url = f"/admin/surveys/{mapped.translation_key}/report/?scope={scope}"
    html = client.get(url).content.decode()
    assert (squares_of(html), "Eniten merkitty ruutu on alueella Harjula." in html) == (levels, True)
    assert ("23.95" in html, "60.17" in html) == (False, False)
    book = Document(io.BytesIO(b"".join(client.get(f"{url}&form=docx").streaming_content)))
    table = next(one for one in book.tables if one.cell(0, 0).text == "Ruudun alue")
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == rows
    assert "Kartta: 1. Missä pelottaa?" in [one._inline.docPr.get("descr") for one in book.inline_shapes]


@pytest.mark.django_db
def test_where_no_square_has_enough_people_a_public_report_has_no_map(client, mapped, editor):
    mark(mapped, *[at([24.05, 60.25])] * 4, at([23.94, 60.15]), at([23.9, 60.1]))
    html = client.get(f"/admin/surveys/{mapped.translation_key}/report/?scope=public").content.decode()
    assert ('class="map"' in html, "Ruudun alue" in html, "Missä pelottaa?" in html) == (False, False, True)


@pytest.mark.django_db
def test_open_data_has_the_squares_of_the_page_by_their_edges(client, mapped):
    crowded(mapped)
    whole = client.get("/fi/kouluruoka/tulokset/avoin-data/csv/").content.decode("utf-8-sig")
    found = [one for one in csv.DictReader(io.StringIO(whole)) if one["west"]]
    assert [(one["part"], one["count"], one["value"], one["kept_back"]) for one in found] == [
        ("Kartan ruutu", "", "10–19 ihmistä", "0")
    ]
    edges = tuple(float(found[0][side]) for side in ("west", "south", "east", "north"))
    assert edges == CENTRE.edges


@pytest.mark.django_db
def test_open_data_does_not_tell_which_of_two_squares_more_marked(site):
    def order(first, second):
        shown = heat({(0, 0): first, (1, 1): second}, site.pk, 5, exact=True)
        return [(tile.box.west, tile.label) for tile in _squares(Result(id="q", title="", kind="place", heat=shown))]

    assert order(6, 9) == order(9, 6)


def test_the_picture_of_a_map_is_darker_where_more_marked():
    box = SQUARES.cell(*SQUARES.place(23.94, 60.15))
    beside = SQUARES.cell(*SQUARES.place(23.945, 60.15))
    tiles = [Tile(box=box, level=4, label=""), Tile(box=beside, level=1, label="")]
    drawing = draw(bounds=(23.92, 60.14, 23.96, 60.16), shape="wide", tiles=tiles)
    assert drawing
    image = Image.open(map_picture(drawing)).convert("L")

    def grey(x: float, y: float) -> int:
        return image.crop((int(x), int(y), int(x) + 1, int(y) + 1)).tobytes()[0]

    dark, light = (grey((one.x + one.width / 2) * SCALE, (one.y + one.height / 2) * SCALE) for one in drawing.squares)
    assert dark < light < grey(2, 2)
