"""``manage.py import_wordpress``: drafts in their places, and a list of what needs a hand."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from core.models import AuditRow
from home.models import ContentPage, WordPressFinding, WordPressImport, WordPressPage
from home.wordpress import writing
from news.models import NewsPage
from tests import factories

from .exports import KOIVURANTA, bring_in, export, item, polylang, wpml

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture
def site() -> Site:
    return factories.municipality()


def tree(site: Site, language: str = "fi") -> list[tuple[str, str, bool]]:
    """Content pages and news: type, address below the front page, and whether they are copies of another language."""
    home = site.root_page.get_translations(inclusive=True).get(locale__language_code=language)
    pages = Page.objects.descendant_of(home).filter(live=False).order_by("path")
    return [
        (page.specific_class.__name__, page.url_path.removeprefix(home.url_path), page.alias_of_id is not None)
        for page in pages
    ]


def found(tmp_path: Path, *items: str, language: str = "fi") -> list[tuple[str, str, dict[str, Any]]]:
    file = tmp_path / "export.xml"
    file.write_bytes(export(*items, language=language))
    bring_in(file)
    return list(WordPressFinding.objects.values_list("title", "code", "params"))


def test_pages_and_news_become_drafts_in_their_places(site: Site) -> None:
    said = bring_in(KOIVURANTA)
    assert said.strip().splitlines()[-1] == "5 drafts made, 0 there already, 11 things need a hand."
    assert tree(site) == [
        ("NewsPage", "uutiset/silta-suljetaan/", False),
        ("NewsPage", "uutiset/valmisteilla-uusi-koulu/", False),
        ("ContentPage", "palvelut/", False),
        ("ContentPage", "palvelut/aukioloajat/", False),
    ]
    assert ("ContentPage", "tjanster/", False) in tree(site, "sv")
    assert not Page.objects.filter(live=True, pk__in=WordPressPage.objects.values("page")).exists()


def test_a_draft_holds_what_the_post_held(site: Site) -> None:
    bring_in(KOIVURANTA)
    news = NewsPage.objects.get(slug="silta-suljetaan", locale__language_code="fi")
    assert (news.title, news.summary) == ("Silta suljetaan viikoksi", "Kiertotie kulkee Harjutien kautta.")
    assert (news.date, news.first_published_at) == (date(2025, 4, 14), datetime(2025, 4, 14, 8, tzinfo=HELSINKI))
    assert [theme.slug for theme in news.themes.all()] == ["liikenne"]
    assert [block.block_type for block in news.body] == ["text", "heading", "text", "quote", "text"]
    hours = ContentPage.objects.get(slug="aukioloajat", locale__language_code="fi")
    assert f'<a linktype="page" id="{hours.pk}">aukioloajat</a>' in str(news.body.raw_data[-1]["value"])
    assert hours.title == "Aukioloajat & yhteystiedot"
    linked = str(hours.body.raw_data[2]["value"])
    above = ContentPage.objects.get(slug="palvelut", locale__language_code="fi")
    assert [f'id="{page.pk}"' in linked for page in (above, news)] == [True, True]
    latest = hours.get_latest_revision_as_object()
    assert (latest.title, len(latest.body), latest.live) == (hours.title, 3, False)


def test_nothing_of_the_old_site_s_people_is_brought(site: Site) -> None:
    bring_in(KOIVURANTA)
    pages = [page.specific for page in Page.objects.filter(wordpress__isnull=False)]
    written = " ".join(f"{page.title} {page.summary} {page.body.raw_data} {page.owner}" for page in pages)
    beside = " ".join(str(one.reason) for one in WordPressFinding.objects.all())
    people = ("Maija", "maija.viestinta", "Pekka", "pekka@posti.example", "Miksi juuri nyt?", "salasana1")
    assert [name for name in people if name in written + beside] == []


def test_what_needs_a_hand_is_listed_with_the_page(site: Site, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    bring_in(KOIVURANTA, "--report", str(report))
    with report.open(encoding="utf-8-sig", newline="") as written:
        rows = list(csv.reader(written))
    hours = ContentPage.objects.get(slug="aukioloajat", locale__language_code="fi")
    assert rows[0] == ["page", "language", "what needs a hand", "edit"]
    old = "https://www.vanha-koivuranta.example/wp-content/uploads"
    mend = "Upload it and put it in its place."
    assert {(row[0], row[2]) for row in rows[1:]} == {
        ("silta", f"A file of the media library was not brought: {old}/2025/04/silta.jpg."),
        (hours.title, "A block without text was left out: latest-posts."),
        (hours.title, f"A link still leads to a file of the old site: {old}/2021/01/hinnasto.pdf."),
        (hours.title, f"An image was left out: {old}/2021/01/kirjasto.jpg. {mend}"),
        ("Palvelut", "A form was left out."),
        ("Silta suljetaan viikoksi", "Comments were left out (1)."),
        ("Silta suljetaan viikoksi", "These categories and tags are no themes here: silta."),
        ("Silta suljetaan viikoksi", f"An image was left out: {old}/2025/04/silta.jpg. {mend}"),
        ("Silta suljetaan viikoksi", "An embedded content was left out: https://www.youtube.com/watch?v=silta."),
        ("Valmisteilla: uusi koulu", "The page was private on the old site. Think before you publish it."),
        ("Valmisteilla: uusi koulu", "The page had a password on the old site. Think before you publish it."),
    }
    assert {row[3] for row in rows if row[0] == hours.title} == {f"http://127.0.0.1:8000/admin/pages/{hours.pk}/edit/"}


def test_pairs_become_translations_of_each_other(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(
        export(
            item(5, slug="under", parent=4, more=wpml("sv", "11")),
            item(4, slug="tjanster", title="Tjänster", more=polylang("sv", "g")),
            item(1, slug="palvelut", title="Palvelut", more=polylang("fi", "g")),
            item(2, slug="alla", parent=1, more=wpml("fi", "11")),
            item(3, slug="vain-suomeksi", more=polylang("fi")),
        )
    )
    bring_in(file)
    pages = {page.slug: page for page in ContentPage.objects.filter(wordpress__isnull=False)}
    assert pages["palvelut"].translation_key == pages["tjanster"].translation_key
    assert pages["alla"].translation_key == pages["under"].translation_key
    assert tree(site) == [
        ("ContentPage", "palvelut/", False),
        ("ContentPage", "palvelut/alla/", False),
        ("ContentPage", "vain-suomeksi/", False),
    ]
    assert tree(site, "sv") == [
        ("ContentPage", "tjanster/", False),
        ("ContentPage", "tjanster/under/", False),
        ("ContentPage", "vain-suomeksi/", True),
    ]
    assert not WordPressFinding.objects.exists()


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([item(1, more=polylang("sv"))], [("Sivu 1", "alone", {"language": "fi"})]),
        ([item(1, more=polylang("en"))], [("Sivu 1", "language_unknown", {"language": "en"})]),
        ([item(1, parent=9)], [("Sivu 1", "parent_missing", {})]),
        ([item(1, parent=2), item(2, parent=1)], [("Sivu 1", "parent_missing", {}), ("Sivu 2", "parent_missing", {})]),
        (
            [item(1, slug="sama"), item(2, slug="sama")],
            [("Sivu 2", "slug_changed", {"slug": "sama", "now": "sama-1"})],
        ),
        ([item(1, title="")], [("Nimetön sivu", "title_missing", {})]),
        ([item(1, excerpt="sana " * 100)], [("Sivu 1", "summary_long", {})]),
        ([item(1, status="draft")], [("Sivu 1", "not_published", {"status": "draft"})]),
        ([item(1, status="future")], [("Sivu 1", "scheduled", {"date": "01.05.2024 12:30"})]),
        ([item(1), item(1)], [("Sivu 1", "number_missing", {})]),
        ([item(1), item(2, kind="attachment")], [("Sivu 2", "attachment", {"url": "https://vanha.example/sivu-2/"})]),
    ],
)
def test_what_does_not_fit_is_told(site: Site, tmp_path: Path, items: list[str], expected: list[Any]) -> None:
    assert found(tmp_path, *items) == expected


def test_other_kinds_are_counted(site: Site, tmp_path: Path) -> None:
    found(tmp_path, item(1), item(2, kind="nav_menu_item"), item(3, kind="tapahtuma"), item(4, status="trash"))
    assert WordPressImport.objects.get().about["left_out"] == {"nav_menu_item": 1, "tapahtuma": 1, "page: trash": 1}


def test_twice_adds_nothing_twice(site: Site, tmp_path: Path) -> None:
    bring_in(KOIVURANTA)
    before = Page.objects.count()
    said = bring_in(KOIVURANTA)
    assert said.strip().splitlines()[-1].startswith("0 drafts made, 5 there already,")
    assert Page.objects.count() == before
    file = tmp_path / "more.xml"
    items = KOIVURANTA.read_text().replace("</channel>", item(200, kind="post") + "</channel>")
    file.write_text(items)
    assert bring_in(file).strip().splitlines()[-1].startswith("1 drafts made, 5 there already,")


def test_what_an_editor_has_changed_stays_as_it_is(site: Site) -> None:
    bring_in(KOIVURANTA)
    page = ContentPage.objects.get(slug="palvelut", locale__language_code="fi")
    page.title = "Kunnan palvelut"
    page.save_revision().publish()
    bring_in(KOIVURANTA)
    page.refresh_from_db()
    assert (page.title, page.live) == ("Kunnan palvelut", True)


def test_what_was_deleted_can_be_brought_again(site: Site) -> None:
    bring_in(KOIVURANTA)
    ContentPage.objects.get(slug="aukioloajat", locale__language_code="fi").delete()
    assert bring_in(KOIVURANTA).strip().splitlines()[-1].startswith("1 drafts made, 4 there already,")


def test_an_import_cut_short_goes_on_where_it_was(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    fill = writing.fill
    filled: list[WordPressPage] = []

    def cut_short(row: WordPressPage, *args: Any, **kwargs: Any) -> None:
        if len(filled) == 2:
            raise KeyboardInterrupt
        filled.append(row)
        fill(row, *args, **kwargs)

    monkeypatch.setattr(writing, "fill", cut_short)
    with pytest.raises(KeyboardInterrupt):
        bring_in(KOIVURANTA)
    monkeypatch.undo()
    assert WordPressPage.objects.filter(filled=False).count() == 3
    bring_in(KOIVURANTA)
    assert (WordPressPage.objects.count(), WordPressPage.objects.filter(filled=False).count()) == (5, 0)


def test_a_trial_makes_no_page_and_tells_the_same(site: Site, tmp_path: Path) -> None:
    before = (Page.objects.count(), AuditRow.objects.count())
    said = bring_in(KOIVURANTA, "--dry-run", "--report", str(tmp_path / "trial.csv"))
    assert said.strip().splitlines()[-1] == "5 drafts would be made, 0 there already, 11 things need a hand."
    assert (Page.objects.count(), AuditRow.objects.count()) == before
    assert not WordPressImport.objects.exists()
    bring_in(KOIVURANTA, "--report", str(tmp_path / "done.csv"))
    lines = [
        [row[:3] for row in csv.reader((tmp_path / name).open(encoding="utf-8-sig"))]
        for name in ("trial.csv", "done.csv")
    ]
    assert lines[0] == lines[1]


def test_an_import_leaves_its_trace(site: Site) -> None:
    bring_in(KOIVURANTA)
    intake = WordPressImport.objects.get()
    assert (intake.stage, intake.added, intake.about["base"]) == ("done", 5, "https://www.vanha-koivuranta.example")
    rows = AuditRow.objects.filter(kind="wordpress", key=str(intake.uuid)).order_by("id")
    assert list(rows.values_list("verb", "site_id")) == [("wordpress.begin", site.pk), ("wordpress.import", site.pk)]


@pytest.mark.parametrize("content", [b"", b"<rss></rss>", b"\x00\x01\x02" * 100, export()])
def test_a_file_that_will_not_do_changes_nothing(site: Site, tmp_path: Path, content: bytes) -> None:
    before = (Page.objects.count(), AuditRow.objects.count())
    file = tmp_path / "export.xml"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"^(The file is broken XML|This is no WordPress export|The export has no)"):
        bring_in(file)
    assert (Page.objects.count(), AuditRow.objects.count(), WordPressImport.objects.count()) == (*before, 0)


def test_each_municipality_has_its_own(site: Site) -> None:
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    bring_in(KOIVURANTA, "--hostname", "harjuvesi.example")
    assert (tree(site), len(tree(other))) == ([], 4)
    bring_in(KOIVURANTA)
    assert (len(tree(site)), len(tree(other))) == (4, 4)
    with pytest.raises(CommandError, match="no such municipality"):
        bring_in(KOIVURANTA, "--hostname", "elsewhere.example")


def test_a_page_more_costs_the_same_each(site: Site, tmp_path: Path) -> None:
    costs = []
    for start, number in ((0, 2), (100, 4), (200, 8)):
        file = tmp_path / "export.xml"
        file.write_bytes(export(*(item(start + one, slug=f"s-{start + one}") for one in range(1, number + 1))))
        with CaptureQueriesContext(connection) as queries:
            bring_in(file)
        costs.append(len(queries))
    each = (costs[1] - costs[0]) / 2
    assert abs((costs[2] - costs[1]) / 4 - each) < 2
