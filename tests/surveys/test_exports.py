"""What is taken out opens in a spreadsheet, in statistics and on a map, and tells nothing more than it may."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from accounts import actions
from accounts.limits import Limit
from accounts.roles import Role
from core.jobs.models import Job
from core.jobs.running import Work
from core.models import AuditRow
from surveys.admin import exports
from surveys.models import AnswerTheme, Contact, Response, SurveyPage, ThemedAnswer, Version
from surveys.results.exporting import Export
from surveys.results.places import features
from surveys.results.reading import reading
from surveys.results.tabling import Table
from tests import factories

from .definitions import question
from .pages import IDS, block, listed, maturity, meals, survey_page
from .test_results import answer, chosen

YES = {"eats": chosen("yes"), "grade": 4, "table": {IDS["r1"]: IDS["good"]}}
NO = {"eats": chosen("no"), "school": "=1+1"}


@pytest.fixture
def editor(client, site):
    client.force_login(user := factories.official(site, Role.EDITOR))
    return user


def place(form, query=""):
    key = SurveyPage.objects.values_list("translation_key", flat=True).distinct().get()
    return f"/admin/surveys/{key}/take/{form}/{query}"


def body(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def table(response):
    text = body(response).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.django_db
def test_the_workbook_holds_answers_code_book_and_summary(client, page, editor):
    answer(page, 2, **YES)
    answer(page, 1, **NO)
    response = client.get(place("xlsx"))
    assert response["Content-Disposition"] == 'attachment; filename="maistuuko-kouluruoka.xlsx"'
    book = load_workbook(io.BytesIO(body(response)))
    assert book.sheetnames == ["Vastaukset", "Koodikirja", "Yhteenveto"]
    rows = [[cell.value for cell in row] for row in book["Vastaukset"]]
    assert rows[0][2:] == [
        "Syötkö koulussa?", "Miltä ruoka maistuu?", "Mikä on vialla?", "Arvioi – Melu", "Arvioi – Kiire", "Minkä koulun oppilas olet?",
    ]  # fmt: skip
    assert sorted(map(str, (row[2:] for row in rows[1:]))) == sorted(
        map(
            str,
            [
                ["Kyllä", 4, None, "Vähän", None, None],
                ["Kyllä", 4, None, "Vähän", None, None],
                ["En", None, None, None, None, "=1+1"],
            ],
        )
    )
    codes = [[cell.value for cell in row] for row in book["Koodikirja"]]
    assert ["q1", "Syötkö koulussa?", "Yksivalinta", 2, "En"] in codes
    summary = [[cell.value for cell in row] for row in book["Yhteenveto"]]
    assert ["Syötkö koulussa?", None, "Kyllä", 2, "2 (67\u00a0%)"] in summary
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


@pytest.mark.django_db
def test_tables_say_words_or_numbers_and_who_was_not_asked(client, page, editor):
    answer(page, 1, **NO)
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert table(client.get(place("csv")))[1] == [day, "fi", "En", "", "", "", "", "'=1+1"]
    names, row = table(client.get(place("codes")))
    assert names == ["day", "language", "q1", "q2", "q3", "q4_1", "q4_2", "koulu"]
    assert row == [day, "fi", "2", "-8", "", "-8", "-8", "'=1+1"]
    answer(page, 1, eats=chosen("yes"))
    assert [day, "fi", "1", "-9", "", "-9", "-9", ""] in table(client.get(place("codes")))


@pytest.mark.django_db
def test_points_stand_by_dimension_beside_the_answers(client, site, editor):
    page = survey_page(site, **maturity())
    answer(page, 1, eats=chosen("yes"), grade=3, soup=1)
    names, row = table(client.get(place("codes")))
    found = dict(zip(names, row, strict=True))
    got = {name: found[f"points1_{name}"] for name in ("got", "most", "share", "level")}
    assert got == {"got": "6", "most": "8", "share": "75", "level": "2"}
    assert (found["points2_share"], found["points_all_share"], found["points_all_level"]) == ("0", "37", "1")
    headings, row = table(client.get(place("csv")))
    said = dict(zip(headings, row, strict=True))
    assert said["Johtaminen (painokerroin 1): taso"] == "Vakiintunut"
    lines = body(client.get(place("sps"))).decode()
    assert "VALUE LABELS points1_level\n  -9 'Ei vastausta'\n  -8 'Ei kysytty'\n  0 'Ei tasoa'\n  1 'Alussa'" in lines
    assert "MISSING VALUES points1_share (-8, -9)." in lines
    answer(page, 1, eats=chosen("good"))
    assert [row[names.index("points1_share")] for row in table(client.get(place("codes")))[1:]].count("-9") == 1


@pytest.mark.django_db
def test_themes_of_answers_are_columns(client, page, editor):
    answer(page, 1, school="Keskuskoulu")
    answer(page, 1, school="Muu")
    answer(page, 1, **NO | {"school": None})
    Response.objects.filter(**{f"answers__{IDS['school']}": None}).update(answers={IDS["eats"]: chosen("no")})
    theme = AnswerTheme.objects.create(
        site_id=page.get_site().pk, survey_key=page.translation_key, question=IDS["school"], name="Keskusta"
    )
    named = next(one for one in Response.objects.all() if one.answers.get(IDS["school"]) == "Keskuskoulu")
    ThemedAnswer.objects.create(theme=theme, response=named)
    rows = table(client.get(place("codes")))
    at = rows[0].index("koulu_t1")
    assert {row[rows[0].index("koulu")]: row[at] for row in rows[1:]} == {"Keskuskoulu": "1", "Muu": "0", "": "-9"}
    headings = table(client.get(place("csv")))[0]
    assert headings[at] == "Minkä koulun oppilas olet? – teema: Keskusta"


@pytest.mark.django_db
def test_spss_is_told_what_numbers_mean(client, page, editor):
    lines = body(client.get(place("sps"))).decode()
    assert "/FILE='maistuuko-kouluruoka-codes.csv'" in lines
    declared = re.findall(r"^  (\w+) (?:SDATE10|A\d+|F\d+\.\d)$", lines, re.M)
    assert declared == table(client.get(place("codes")))[0]
    assert "VALUE LABELS q1\n  -9 'Ei vastausta'\n  -8 'Ei kysytty'\n  1 'Kyllä'\n  2 'En'\n.\n" in lines
    assert "MISSING VALUES q1 (-8, -9)." in lines
    assert "  koulu 'Minkä koulun oppilas olet?'" in lines


@pytest.mark.django_db
def test_a_label_of_spss_stays_one_quoted_line(client, site, editor):
    title = "Miksi 'näin'?\n" + "ö" * 200
    survey_page(site, questions=[block("short_text", "school", title, max=None)])
    [line] = [line for line in body(client.get(place("sps"))).decode().splitlines() if line.startswith("  q1 'M")]
    assert line.startswith("  q1 'Miksi ''näin''? öö")
    assert len(line.removeprefix("  q1 '").removesuffix("'").replace("''", "'").encode()) <= 255


@pytest.mark.django_db
def test_the_order_of_rows_tells_nothing(client, page, editor):
    """Rows stand by their random keys, whatever the order in which they came."""
    keys = random.sample(range(1, 10**9), 20)
    version = Version.objects.get()
    for number, key in enumerate(keys):
        values = {IDS["school"]: f"Koulu {number}"}
        Response.objects.create(
            pk=key,
            version=version,
            survey_key=page.translation_key,
            language="fi",
            day=timezone.localdate() - timedelta(days=number % 2 + 1),
            answers=values,
        )
    schools = [row[-1] for row in table(client.get(place("csv")))[1:]]
    assert schools == [f"Koulu {number}" for _key, number in sorted(zip(keys, range(20), strict=True))]


@pytest.mark.django_db
def test_of_an_open_survey_today_is_left_out(client, page, editor):
    answer(page, 3, days=0, **YES)
    answer(page, 2, days=1, **YES)
    assert len(table(client.get(place("csv")))) == 1 + 2
    SurveyPage.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert len(table(client.get(place("csv")))) == 1 + 5


@pytest.mark.django_db
def test_what_was_narrowed_goes_along(client, page, editor):
    answer(page, 3, **YES)
    answer(page, 2, days=3, **NO)
    chose = f"?chosen={IDS['eats']}+{IDS['no']}"
    since = f"?since={(timezone.localdate() - timedelta(days=2)).strftime('%d.%m.%Y')}"
    assert [len(table(client.get(place("csv", query)))) - 1 for query in (chose, since, "?language=sv", "")] == [
        2,
        3,
        0,
        5,
    ]


@pytest.mark.django_db
def test_taking_out_leaves_a_row(client, page, editor):
    answer(page, 2, **YES)
    client.get(place("codes"))
    row = AuditRow.objects.get(verb="survey.export")
    assert (row.actor_id, row.key, row.detail) == (editor.pk, str(page.translation_key), {"rows": 2, "form": "codes"})


@pytest.mark.django_db
def test_many_answers_are_long_work(client, page, editor, monkeypatch):
    monkeypatch.setattr(exports, "AT_ONCE", 2)
    answer(page, 3, **YES)
    response = client.get(place("csv"))
    job = Job.objects.get()
    assert response["Location"] == job.get_absolute_url()
    exports.run(Work(job))
    assert job.result_name == "maistuuko-kouluruoka.csv"
    with job.result_file.open("rb") as file:
        assert len(file.read().decode().splitlines()) == 1 + 3


@pytest.mark.django_db
def test_places_open_on_a_map(client, site, editor, tmp_path):
    page = survey_page(
        site,
        questions=[
            block("place", "good", "Missä on hyvä?", max=3, required=False),
            block("choice", "eats", "Syötkö?", options=listed(("yes", "Kyllä"), ("no", "En"))),
        ],
    )
    answer(page, 1, good={"words": "Tori", "points": [[23.9, 60.1], [24.0, 60.2]]}, eats=chosen("yes"))
    answer(page, 1, good={"words": "Ei kartalla"})
    found = json.loads(body(client.get(place("geojson"))))
    assert found["type"] == "FeatureCollection"
    assert [(one["geometry"]["type"], one["geometry"]["coordinates"]) for one in found["features"]] == [
        ("Point", [23.9, 60.1]),
        ("Point", [24.0, 60.2]),
    ]
    assert {tuple(one["properties"].items()) for one in found["features"]} == {
        (("question", "Missä on hyvä?"), ("words", "Tori"))
    }


def test_routes_are_lines_and_outlines_rings():
    line, ring = question("a", "route"), question("b", "route", limits={"closed": 1})
    points = [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]]  # clockwise
    found = [
        one["geometry"] for one in features([line, ring], {"a": {"points": points}, "b": {"points": points}}, "fi")
    ]
    assert found == [
        {"type": "LineString", "coordinates": points},
        {"type": "Polygon", "coordinates": [[[0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]]},
    ]


def test_names_of_variables_are_sound_and_each_its_own():
    asked = [question(str(number), code=code) for number, code in enumerate(["ikä", "IKA", "day", "with", "1x", ""])]
    names = [variable.name for variable in Table(asked, "fi", "fi").variables]
    assert names == ["ika", "IKA_v2", "day_v2", "with_v2", "q5", "q6"]


@pytest.mark.django_db
def test_a_table_is_read_in_batches(page, django_assert_num_queries, monkeypatch, tmp_path):
    monkeypatch.setattr("surveys.results.reading.BATCH", 10)
    answer(page, 25, **YES)
    found = reading(page.translation_key)
    assert found is not None
    export = Export(found, "fi")
    told: list[int] = []
    with django_assert_num_queries(1 + 1 + 3):  # the themes, the keys, the batches
        export.write("csv", tmp_path / "t", "t", told.append)
    assert told == list(range(1, 26))


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.MODERATOR, Role.SERVICE_DESK, Role.COUNCILLOR])
def test_who_has_no_right_takes_nothing_out(client, page, site, role):
    answer(page, 1, **YES)
    client.force_login(factories.official(site, role))
    assert client.get(place("csv"), follow=True).get("Content-Disposition") is None
    assert not AuditRow.objects.filter(verb="survey.export").exists()


@pytest.mark.django_db
def test_a_role_of_one_project_takes_out_its_surveys_only(client, page, site):
    project = factories.project(site)
    actions.grant(user := factories.resident(), site, Role.EDITOR, None, [Limit(project_key=project.translation_key)])
    client.force_login(user)
    assert client.get(place("csv"), follow=True).status_code == 404
    SurveyPage.objects.update(project_key=project.translation_key)
    assert client.get(place("csv")).status_code == 200


@pytest.mark.django_db
def test_another_municipality_s_staff_take_nothing_out(client, page):
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    client.force_login(factories.official(other, Role.ADMINISTRATOR))
    assert client.get(place("csv"), follow=True).status_code == 404
    assert not AuditRow.objects.filter(verb="survey.export").exists()


@pytest.mark.django_db
def test_nothing_of_what_is_kept_apart_is_taken_out(client, page, site, editor):
    answer(page, 2, **YES)
    Contact.objects.create(site=site, survey_key=page.translation_key, question=IDS["mail"], value="a@example.fi")
    book = load_workbook(io.BytesIO(body(client.get(place("xlsx")))))
    told = [str(cell.value) for sheet in book for row in sheet for cell in row]
    told += [body(client.get(place(form))).decode() for form in ("csv", "codes", "sps", "geojson")]
    assert [one["value"]["title"] for one in meals() if one["type"] == "email"] == ["Sähköposti arvontaa varten"]
    assert "Syötkö koulussa?" in told
    assert [one for one in told if "Sähköposti" in one or "a@example.fi" in one] == []
