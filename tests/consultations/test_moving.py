"""Moving in from Kerrokantasi, with a dump as its API answers."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.models import AuditRow
from municipality.models import Theme
from participation.consultations.models import ConsultationPage, Opinion
from participation.consultations.moving.dump import DumpError, things
from participation.consultations.moving.rules import plain
from participation.consultations.moving.words import REASONS
from participation.following.models import Event
from search.models import Entry
from tests import factories
from tests.home.pages import swedish

POINT = {"type": "Point", "coordinates": [24.94, 60.17]}
AREA = {"type": "Polygon", "coordinates": [[[24.9, 60.1], [25.0, 60.1], [25.0, 60.2], [24.9, 60.1]]]}


def section(id_: str, type_: str, fi: str, sv: str = "", **fields: Any) -> dict[str, Any]:
    given = {
        "id": id_,
        "type": type_,
        "commenting": "open",
        "voting": "registered",
        "published": True,
        "title": {"fi": fi, **({"sv": sv} if sv else {})},
        "abstract": {"fi": ""},
        "content": {"fi": f"<p>{fi} tekstinä.</p>", **({"sv": f"<p>{sv} som text.</p>"} if sv else {})},
        "images": [],
        "files": [],
        "questions": [],
        "n_comments": 0,
        "type_name_singular": "osa-alue",
        "plugin_identifier": "",
    }
    return {**given, **fields}


def hearing(**fields: Any) -> dict[str, Any]:
    given = {
        "id": "lvBsbXWo",
        "slug": "kirkkojarven-puisto",
        "title": {"fi": "Kirkkojärven puisto", "sv": "Kyrksjöns park", "en": "Church Lake park"},
        "abstract": {"fi": "Puiston suunnitelma.", "sv": "Planen för parken."},
        "borough": {"fi": "Kuun takapuoli"},
        "n_comments": 3,
        "published": True,
        "labels": [{"id": 1, "label": {"fi": "Luonto"}}, {"id": 2, "label": {"fi": "Avaruus"}}],
        "open_at": "2024-01-10T08:00:00+02:00",
        "close_at": "2024-02-10T16:00:00+02:00",
        "created_at": "2024-01-09T12:00:00.123456+02:00",
        "closed": True,
        "geojson": {"type": "Feature", "properties": {}, "geometry": AREA},
        "organization": "Kaupunkiympäristö",
        "servicemap_url": "",
        "main_image": {"id": 3, "title": {"fi": "Puisto"}, "url": "https://example.org/puisto.jpg"},
        "contact_persons": [
            {
                "id": "x",
                "name": "Kaisa Kaavoittaja",
                "title": {"fi": "arkkitehti"},
                "phone": "09 1",
                "email": "k@example.org",
            }
        ],
        "project": {"id": "p", "title": {"fi": "Keskusta"}, "phases": []},
        "sections": [
            section("main1", "main", "Puisto", "Parken", images=[{"id": 1}], files=[{"id": 1}, {"id": 2}]),
            section("part1", "part", "Polut", "Stigar", abstract={"fi": "Polkujen linjaus."}, commenting="registered"),
            section("scen1", "scenario", "Vaihtoehto A"),
            section(
                "clos1",
                "closure-info",
                "Lopuksi",
                commenting="none",
                content={"fi": '<p onclick="x()">Kiitos!</p><script>alert(1)</script><img src="x">'},
            ),
        ],
    }
    return {**given, **fields}


def comment(id_: int, content: str = "Lisää puita.", **fields: Any) -> dict[str, Any]:
    given = {
        "id": id_,
        "section": "part1",
        "language_code": "fi",
        "content": content,
        "author_name": "Puiden ystävä",
        "n_votes": 4,
        "created_at": "2024-01-20T09:30:00+02:00",
        "is_registered": False,
        "geojson": None,
        "images": [],
        "answers": [],
        "label": None,
        "organization": None,
        "comment": None,
        "deleted": False,
        "creator_email": "salainen@posti.example",
    }
    return {**given, **fields}


@pytest.fixture
def site(db):
    return factories.municipality()


@pytest.fixture
def bring(tmp_path, site):
    def run(dump: Any, *options: str) -> str:
        file = tmp_path / "dump.json"
        file.write_text(dump if isinstance(dump, str) else json.dumps(dump, ensure_ascii=False), encoding="utf-8")
        out = io.StringIO()
        call_command("import_kerrokantasi", file, *options, stdout=out)
        return out.getvalue()

    return run


def reported(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))[1:]


def page() -> ConsultationPage:
    return ConsultationPage.objects.get(locale__language_code="fi")


def test_what_was_deleted_or_not_published_there_is_not_public_here(bring, tmp_path):
    report, sections = tmp_path / "report.csv", hearing()["sections"]
    sections[1]["published"], sections[2]["deleted"] = False, True
    comments = [
        comment(1),
        comment(2, section="scen1"),
        comment(3, section="main1", published=False),
        comment(4, "Jää.", section="main1"),
    ]
    hearings = [hearing(sections=sections), hearing(id="gone", deleted=True)]
    bring({"hearings": hearings, "comments": comments}, "--report", str(report))
    assert [block.block_type for block in page().sections] == ["main", "report"]
    assert list(Opinion.objects.values_list("body", flat=True)) == ["Jää."]
    said = {(id_, reason) for _kind, id_, reason, _which in reported(report)}
    assert said >= {
        ("gone", REASONS["deleted"]),
        ("1", REASONS["no_hearing"]),
        ("2", REASONS["no_hearing"]),
        ("3", REASONS["deleted"]),
    }


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("<p>Puita &amp; penkkejä.</p><p>Valoja.</p>", "Puita & penkkejä.\nValoja.\n"),
        ('Yksi<br/>kaksi<BR>kolme <a href="/x" class="y">linkki</a>', "Yksi\nkaksi\nkolme linkki"),
        ("<ul><li>Eka</li><li>Toka</li></ul>", "Eka\nToka\n"),
        ("a<b ja c>d, <3 ja <nimi>", "a<b ja c>d, <3 ja <nimi>"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_words_without_markup_lose_none(sent, said):
    assert plain(sent) == said


def test_a_hearing_that_is_over_is_a_public_page_in_its_languages(bring, client, site):
    Theme.objects.create(site=site, slug="luonto", names={"fi": "Luonto", "sv": "Natur"})
    bring({"hearings": [hearing()]})
    made = page()
    assert (made.live, made.kind, made.unit) == (True, "open", "Kaupunkiympäristö")
    assert [block.block_type for block in made.sections] == ["main", "part", "alternative", "report"]
    assert [block.value["audience"] for block in made.sections] == ["open", "account", "open", "none"]
    assert "Polkujen linjaus." in str(made.sections[1].value["body"][0].value)
    assert [item.tag.slug for item in made.theme_items.all()] == ["luonto"]
    assert made.contacts[0].value["name"] == "Kaisa Kaavoittaja"
    assert json.loads(made.place)["features"][0]["geometry"]["type"] == "Polygon"
    other = swedish(made)
    assert (other.title, other.alias_of_id, other.is_fallback) == ("Kyrksjöns park", None, False)
    assert [block.id for block in other.sections] == [block.id for block in made.sections]
    assert other.sections[1].value["title"] == "Stigar"
    assert other.sections[2].value["title"] == "Vaihtoehto A"
    for version in (made, other):
        shown = client.get(version.url)
        assert (shown.status_code, version.title in shown.content.decode()) == (200, True)
    assert Entry.objects.filter(kind="consultation").count() == 2


def test_what_is_over_stays_closed(bring):
    bring({"hearings": [hearing()]})
    draft = page().get_latest_revision_as_object()
    draft.closes_at = timezone.now() + timedelta(days=9)
    assert any("uutena kierroksena" in reason for reason in draft.why_not_publish())


def test_markup_is_cleaned(bring):
    bring({"hearings": [hearing()]})
    text = str(page().sections[3].value["body"][0].value)
    assert "Kiitos!" in text
    assert [word in text for word in ("script", "onclick", "<img")] == [False] * 3


def test_comments_are_opinions_on_their_sections_without_what_is_personal(bring, client):
    bring(
        {
            "hearings": [hearing()],
            "comments": [
                comment(1),
                comment(
                    2, "Polku tähän.", geojson={"type": "Feature", "geometry": POINT, "properties": {}}, author_name=""
                ),
                comment(3, "Pidän ajatuksesta.", section="main1", language_code="sv", organization="Puistoseura"),
            ],
        }
    )
    first, second, third = Opinion.objects.order_by("pk")
    assert first.section == page().sections[1].id
    assert (first.name, first.naming, first.agreed, first.author_id) == ("Puiden ystävä", "alias", 4, None)
    assert (second.place, second.naming) == (POINT, "hidden")
    assert (third.section, third.language, third.organisation) == (page().sections[0].id, "sv", "Puistoseura")
    assert not hasattr(first, "contact")
    assert "salainen" not in str(list(Opinion.objects.values()))
    assert "Lisää puita." in client.get(page().url).content.decode()
    assert Entry.objects.filter(kind="opinion").count() == 3
    assert not Event.objects.exists()


def test_twice_adds_nothing_and_leaves_what_was_changed_here(bring):
    dump = {"hearings": [hearing()], "comments": [comment(1), comment(2)]}
    bring(dump)
    made = page()
    made.title = "Muutettu täällä"
    made.save()
    Opinion.objects.filter(body="Lisää puita.").update(body="Muutettu täällä")
    said = bring({**dump, "comments": [*dump["comments"], comment(3, "Uusi.")]})
    assert "0 consultations added, 1 there already; 1 opinions added, 2 there already; 0 refused" in said
    assert page().title == "Muutettu täällä"
    assert sorted(Opinion.objects.values_list("body", flat=True)) == ["Muutettu täällä", "Muutettu täällä", "Uusi."]
    assert AuditRow.objects.filter(verb="consultation.bring_in").count() == 1
    assert AuditRow.objects.filter(verb="consultation.move_in").count() == 2


def test_a_dry_run_tells_the_same_and_changes_nothing(bring):
    dump = {"hearings": [hearing()], "comments": [comment(1), comment(2)]}
    pages = ConsultationPage.objects.count()
    said = bring(dump, "--dry-run")
    assert "1 consultations would be added, 0 there already; 2 opinions would be added, 0 there already" in said
    assert (ConsultationPage.objects.count(), Opinion.objects.count()) == (pages, 0)
    assert not AuditRow.objects.filter(verb__startswith="consultation.").exists()


def test_everything_that_was_left_out_is_reported(bring, tmp_path):
    report = tmp_path / "report.csv"
    comments = [
        comment(1, deleted=True, author_name=None),
        comment(2, ""),
        comment(3, "a" * 10_001),
        comment(4, section="gone"),
        comment(5, "Vastaus.", comment=4),
        comment(6, "Nimi.", author_name="aino@posti.example"),
        comment(7, "Kuva.", images=[{"id": 1}]),
        comment(8, "Paikka.", geojson={"type": "Point", "coordinates": ["x", None]}),
        comment(9, "Huominen.", created_at="2199-01-01T00:00:00Z"),
    ]
    hearings = [
        hearing(),
        hearing(id="b", title={}),
        hearing(id="c", close_at=None),
        {"title": {"fi": "Ilman tunnusta"}},
    ]
    bring({"hearings": hearings, "comments": comments}, "--report", str(report))
    said = {(kind, id_, reason) for kind, id_, reason, _which in reported(report)}
    expected = {
        "hearing": [
            ("lvBsbXWo", code)
            for code in ("language", "images", "main_image", "files", "embedded", "project", "theme", "area")
        ]
        + [("lvBsbXWo", "theme"), ("b", "no_title"), ("c", "no_time"), ("", "no_id")],
        "comment": [
            ("1", "deleted"),
            ("2", "empty"),
            ("3", "too_long"),
            ("4", "no_hearing"),
            ("5", "reply"),
            ("6", "name"),
            ("7", "images"),
            ("8", "geojson"),
            ("9", "no_time"),
        ],
    }
    assert said == {(kind, id_, REASONS[code]) for kind, rows in expected.items() for id_, code in rows}
    assert sorted(Opinion.objects.values_list("body", flat=True)) == ["Kuva.", "Nimi.", "Paikka.", "Vastaus."]


def test_what_is_not_over_is_a_draft(bring, client):
    closes = (timezone.now() + timedelta(days=5)).isoformat()
    bring({"hearings": [hearing(close_at=closes)], "comments": [comment(1)]})
    assert not page().live
    assert client.get(page().url).status_code == 404
    assert not Entry.objects.filter(kind__in=["consultation", "opinion"]).exists()
    assert Opinion.objects.count() == 1


def test_sections_may_be_listed_apart_and_lists_be_answers_of_the_api(bring):
    apart = [{**one, "hearing": "lvBsbXWo"} for one in hearing()["sections"]]
    bring(
        {
            "comments": {"count": 1, "next": None, "results": [comment(1)]},
            "hearings": {"count": 1, "results": [hearing(sections=None)]},
            "sections": {"results": apart},
        }
    )
    assert len(page().sections) == 4
    assert Opinion.objects.get().section == page().sections[1].id


def test_the_same_hearing_may_be_brought_to_two_municipalities(bring):
    factories.municipality("Harjuvesi", hostname="harju.example")
    bring({"hearings": [hearing()]})
    bring({"hearings": [hearing()]}, "--hostname", "harju.example")
    assert len(set(ConsultationPage.objects.values_list("translation_key", flat=True))) == 2


@pytest.mark.parametrize("broken", ["", "[]", '{"hearings": [', '{"hearings": [{"id": 1,}]}', "x"])
def test_a_file_that_is_no_dump_is_said_to_be_none(bring, broken):
    with pytest.raises(CommandError):
        bring(broken)
    assert not ConsultationPage.objects.exists()


def test_the_dump_is_read_thing_by_thing():
    """However many there are, no more of the file is held than what one of them needs."""

    class Counting(io.StringIO):
        read_so_far = 0

        def read(self, size: int | None = -1, /) -> str:
            found = super().read(size)
            self.read_so_far += len(found)
            return found

    many = json.dumps({"comments": [comment(number, "å" * 500) for number in range(3000)]}, ensure_ascii=False)
    stream = Counting(many)
    for place, (_name, sent) in enumerate(things(stream, {"comments"})):
        assert sent["id"] == place
        assert stream.read_so_far < (place + 1) * len(many) / 3000 + 3 * (1 << 16)


def test_numbers_at_the_edge_of_what_has_been_read_are_whole():
    class Slow(io.StringIO):
        def read(self, size: int | None = -1, /) -> str:
            return super().read(1)

    assert list(things(Slow('{"comments": [12345, {"id": 678}], "x": {"a": [1]}}'), {"comments"})) == [
        ("comments", 12345),
        ("comments", {"id": 678}),
    ]
    with pytest.raises(DumpError):
        list(things(Slow('{"comments": [12345'), {"comments"}))
