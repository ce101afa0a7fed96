"""`manage.py search` and `manage.py rebuild_search`."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search.models import Entry
from tests import factories
from tests.search.documents import put

pytestmark = pytest.mark.django_db


def run(capsys: pytest.CaptureFixture[str], *args: str, **options: Any) -> str:
    call_command(*args, **options)
    return capsys.readouterr().out


def test_hits_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    site = factories.municipality()
    page = factories.project(site, "Rannan kunnostus")
    made = factories.proposal(site, page, title="Koirapuisto rantaan", body="Koirille tarvitaan tilaa myös talvella.")
    capsys.readouterr()
    hits = json.loads(run(capsys, "search", "koirapuistot", "--language", "fi", "--limit", "5", "--json"))
    assert [{key: hit[key] for key in ("title", "url", "kind", "language")} for hit in hits] == [
        {"title": "Koirapuisto rantaan", "url": made.get_absolute_url(), "kind": "proposal", "language": "fi"}
    ]
    assert 0 < hits[0]["score"] <= 1
    assert json.loads(run(capsys, "search", "avaruusasema", "--language", "fi", "--json")) == []


def test_a_readable_table_and_a_limit(capsys: pytest.CaptureFixture[str]) -> None:
    site = factories.municipality()
    for number in (1, 2, 3):
        put(number, f"Silta {number}", site=site.pk, days=number)
    capsys.readouterr()
    lines = run(capsys, "search", "sillat", "--language", "sv", "--limit", "2").splitlines()
    assert [line.split()[1:5] for line in lines] == [["fi", "proposal", "Silta", "1"], ["fi", "proposal", "Silta", "2"]]


def test_one_municipality_by_its_address(capsys: pytest.CaptureFixture[str]) -> None:
    one = factories.municipality()
    other = factories.municipality("Lehtosalmi", "Lövsund", "lehtosalmi.example")
    put(1, "Silta", site=one.pk)
    put(2, "Silta toinen", site=other.pk)
    capsys.readouterr()
    hits = json.loads(run(capsys, "search", "silta", "--site", "lehtosalmi.example", "--json"))
    assert [hit["title"] for hit in hits] == ["Silta toinen"]


@pytest.mark.parametrize("options", [{"limit": 0}, {"limit": 100_000}, {"site": "nowhere.example"}])
def test_wrong_options_are_said(options: dict[str, Any]) -> None:
    with pytest.raises(CommandError):
        call_command("search", "silta", **options)


def test_rebuilding(capsys: pytest.CaptureFixture[str]) -> None:
    site = factories.municipality()
    factories.proposal(site, factories.project(site))
    before = set(Entry.objects.values_list("kind", "object_id", "language", "title_tokens", "text_tokens"))
    Entry.objects.all().delete()
    capsys.readouterr()
    output = run(capsys, "rebuild_search", "--index")
    assert set(Entry.objects.values_list("kind", "object_id", "language", "title_tokens", "text_tokens")) == before
    assert "proposal: 1" in output
