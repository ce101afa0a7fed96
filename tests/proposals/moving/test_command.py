"""``manage.py import_proposals``."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

import search.queries
from core.models import AuditRow
from municipality.models import Area, Theme
from participation.projects.models import ProjectPage
from participation.proposals import actions, tallies
from participation.proposals.models import Import, Proposal, Tally
from tests import factories

from .tables import bring_in, row, table

HELSINKI = ZoneInfo("Europe/Helsinki")


def found(site: Site, words: str) -> list[str]:
    ids = search.queries.ids_matching(site_id=site.pk, kind="proposal", text=words)
    return list(Proposal.objects.filter(pk__in=ids).values_list("title", flat=True))


def counted(site: Site) -> list[tuple[Any, ...]]:
    rows = Tally.objects.filter(site=site, number__gt=0).order_by("theme", "area", "state")
    return list(rows.values_list("theme", "area", "state", "number"))


def last_line(said: str) -> str:
    return said.strip().splitlines()[-1]


def test_a_row_is_published_as_it_was(site: Site, page: ProjectPage, tmp_path: Path, client: Client) -> None:
    said, complained = bring_in(tmp_path, table(row(title="=1+1 laituria rantaan")))
    assert (last_line(said), complained) == ("«Ranta kuntoon»: 1 added, 0 there already, 0 refused.", "")
    made = Proposal.objects.get()
    assert (made.site, made.project_key, made.author) == (site, page.translation_key, None)
    assert (made.title, made.author_name, made.language) == ("=1+1 laituria rantaan", "Maija Mäkelä", "fi")
    assert (made.theme, made.area) == (Theme.objects.get(slug="liikunta"), Area.objects.get(slug="keskusta"))
    assert (made.support_count, made.support_base) == (7, 7)
    assert made.published_at == datetime(2024, 5, 1, 12, 30, tzinfo=HELSINKI)
    assert made.is_public
    assert found(site, "laitureita") == found(site, "Mäkelä") == ["=1+1 laituria rantaan"]
    assert counted(site) == [(made.theme_id, made.area_id, "received", 1)]


def test_the_page_tells_whose_it_was_and_what_was_counted_before(
    site: Site, page: ProjectPage, tmp_path: Path, client: Client
) -> None:
    bring_in(tmp_path, table(row()))
    made = Proposal.objects.get()
    actions.support(proposal=made, user=factories.resident(), now=timezone.now())
    shown = " ".join(client.get(made.get_absolute_url(), follow=True).content.decode().split())
    assert "<b>Maija Mäkelä</b>" in shown
    assert "Tuotu aiemmasta palvelusta" in shown
    assert "Näistä 7 aiemmassa palvelussa" in shown
    made.refresh_from_db()
    assert (made.support_count, made.support_base) == (8, 7)


def test_counts_are_the_same_when_counted_anew(site: Site, page: ProjectPage, tmp_path: Path) -> None:
    rows = [row(number, theme="" if number % 3 else "trafik", lat="", lon="") for number in range(1, 8)]
    bring_in(tmp_path, table(*rows))
    kept = counted(site)
    tallies.recount(site.pk)
    assert (counted(site), sum(cell[-1] for cell in kept)) == (kept, 7)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_of_the_usual_files_gives_the_same(
    site: Site, page: ProjectPage, tmp_path: Path, encoding: str, separator: str
) -> None:
    bring_in(tmp_path, table(row(lat="60,12", lon="23,92"), encoding=encoding, separator=separator))
    said, _complained = bring_in(tmp_path, table(row()))
    assert last_line(said) == "«Ranta kuntoon»: 0 added, 1 there already, 0 refused."
    assert Proposal.objects.get().author_name == "Maija Mäkelä"


def test_twice_adds_nothing_twice(site: Site, page: ProjectPage, tmp_path: Path) -> None:
    rows = [row(number) for number in range(1, 451)]
    assert last_line(bring_in(tmp_path, table(*rows[:200]))[0]).endswith(": 200 added, 0 there already, 0 refused.")
    said, _complained = bring_in(tmp_path, table(*reversed(rows), rows[3]))
    assert last_line(said) == "«Ranta kuntoon»: 250 added, 201 there already, 0 refused."
    said, _complained = bring_in(tmp_path, table(*rows, separator=";"))
    assert last_line(said) == "«Ranta kuntoon»: 0 added, 450 there already, 0 refused."
    assert (Proposal.objects.count(), sum(cell[-1] for cell in counted(site))) == (450, 450)


def test_the_same_rows_may_be_in_another_project(site: Site, page: ProjectPage, tmp_path: Path) -> None:
    factories.project(site, "Toinen hanke")
    bring_in(tmp_path, table(row()))
    bring_in(tmp_path, table(row()), project="toinen-hanke")
    assert Proposal.objects.values("project_key").distinct().count() == 2


def test_refused_rows_are_told_and_the_rest_is_brought_in(site: Site, page: ProjectPage, tmp_path: Path) -> None:
    report = tmp_path / "refused.csv"
    content = table(row(1), row(2, title="x", theme="Avaruus"), row(3, body="Yksi\nkaksi"), row(4))
    said, complained = bring_in(tmp_path, content, "--report", str(report))
    assert last_line(said) == "«Ranta kuntoon»: 2 added, 0 there already, 2 refused."
    assert complained.splitlines() == [
        "Line 3 refused. title: Too short: 1 characters, at least 8 are needed. "
        "theme: There is no theme «Avaruus». Make it first, or change the row.",
        "Line 4 refused. body: Too short: 10 characters, at least 30 are needed.",
    ]
    with report.open(encoding="utf-8-sig", newline="") as written:
        assert list(csv.reader(written)) == [
            ["line", "column", "reason"],
            ["3", "title", "Too short: 1 characters, at least 8 are needed."],
            ["3", "theme", "There is no theme «Avaruus». Make it first, or change the row."],
            ["4", "body", "Too short: 10 characters, at least 30 are needed."],
        ]
    assert list(Proposal.objects.order_by("pk").values_list("title", flat=True)) == [
        "Laituri rantaan 1",
        "Laituri rantaan 4",
    ]


def test_many_refused_rows_do_not_fill_the_terminal(site: Site, page: ProjectPage, tmp_path: Path) -> None:
    _said, complained = bring_in(tmp_path, table(*(row(number, supports="x") for number in range(60))))
    lines = complained.splitlines()
    assert (len(lines), lines[-1]) == (51, "10 more refused rows are not shown. Use --report FILE for all of them.")


def test_a_trial_changes_nothing(site: Site, page: ProjectPage, tmp_path: Path) -> None:
    bring_in(tmp_path, table(row(1)))
    before = (AuditRow.objects.count(), Import.objects.count())
    said, _complained = bring_in(tmp_path, table(row(1), row(2), row(2), row(3, title="x")), "--dry-run")
    assert last_line(said) == "«Ranta kuntoon»: 1 would be added, 2 there already, 1 refused."
    assert Proposal.objects.get().title == "Laituri rantaan 1"
    assert (AuditRow.objects.count(), Import.objects.count()) == before


def test_an_import_leaves_its_trace(site: Site, page: ProjectPage, tmp_path: Path) -> None:
    bring_in(tmp_path, table(row(), row(2, title="x")))
    intake = Import.objects.get()
    assert (intake.added, intake.known, intake.refused, intake.stage) == (1, 0, 1, Import.Stage.DONE)
    assert Proposal.objects.get().origin == intake
    rows = AuditRow.objects.filter(kind="import", key=str(intake.uuid)).order_by("id")
    assert [(one.verb, one.site_id, one.actor_id) for one in rows] == [
        ("proposal.import_begin", site.pk, None),
        ("proposal.import", site.pk, None),
    ]
    counts = {name: rows[1].detail[name] for name in ("added", "known", "refused", "project")}
    assert counts == {"added": 1, "known": 0, "refused": 1, "project": str(page.translation_key)}


def test_unknown_columns_are_told(site: Site, page: ProjectPage, tmp_path: Path) -> None:
    columns = ("Kommentti", *row(), "ID")
    said, _complained = bring_in(tmp_path, table({**row(), "ID": "4"}, columns=columns))
    assert "Columns passed over: Kommentti, ID." in said
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "The file is empty."),
        (table(), "The file has headings but no rows below them."),
        (b"name;text\nx;y\n", "The file lacks these columns: title, body, created. Found: name, text."),
        (b"\x00\x01\x02" * 1000, "This is no text file. A CSV file is needed."),
    ],
)
def test_a_file_that_will_not_do_changes_nothing(
    site: Site, page: ProjectPage, tmp_path: Path, content: bytes, complaint: str
) -> None:
    with pytest.raises(CommandError) as refused:
        bring_in(tmp_path, content)
    assert str(refused.value) == complaint
    assert not (Proposal.objects.exists())
    assert not (Import.objects.exists())
    assert not (AuditRow.objects.filter(kind="import").exists())


def test_a_file_that_is_given_up_in_its_middle_tells_what_was_added(
    site: Site, page: ProjectPage, tmp_path: Path
) -> None:
    content = table(*(row(number) for number in range(250))) + b'"open,quote\n' * 901
    with pytest.raises(CommandError, match=r"250 rows before that were added\.$"):
        bring_in(tmp_path, content)
    intake = Import.objects.get()
    assert (intake.stage, intake.added, intake.about["error"]["code"]) == ("done", 250, "quotes")


def test_what_is_not_there_is_named(site: Site, page: ProjectPage, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^Koivuranta has no published project «x». There are: ranta-kuntoon\.$"):
        bring_in(tmp_path, table(row()), project="x")
    with pytest.raises(CommandError, match=r"^There is no such municipality\.$"):
        bring_in(tmp_path, table(row()), "--hostname", "elsewhere.example")
    with pytest.raises(CommandError, match="No such file"):
        bring_in(tmp_path, table(row()), "--report", str(tmp_path / "not" / "there.csv"))


def test_each_municipality_has_its_own(site: Site, page: ProjectPage, tmp_path: Path) -> None:
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    factories.project(other, "Harju")
    with pytest.raises(CommandError, match="no published project «harju»"):
        bring_in(tmp_path, table(row()), project="harju")
    bring_in(tmp_path, table(row()), "--hostname", "harjuvesi.example", project="harju")
    made = Proposal.objects.get()
    assert (made.site, made.theme.site) == (other, other)


def test_a_batch_costs_nearly_the_same_whatever_its_size(site: Site, page: ProjectPage, tmp_path: Path) -> None:
    """SQLite takes so many values at a time, so that many rows are a few more statements."""
    bring_in(tmp_path, table(row(999)))
    needed = []
    for start, number in ((0, 1), (100, 150)):
        with CaptureQueriesContext(connection) as queries:
            bring_in(tmp_path, table(*(row(start + one) for one in range(number))))
        needed.append(len(queries))
    assert needed[0] <= 25
    assert needed[1] - needed[0] <= 9  # proposals of 39 columns go in 25 at a time, rows of the search some 50
