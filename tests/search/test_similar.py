"""Headings that say nearly the same, among some two hundred of the kind that people write."""

from pathlib import Path

import pytest
from wagtail.models import Page, Site

from municipality.models import Area
from search import actions, rarity
from search.similar import similar
from tests.search.documents import document
from tests.search.test_pairs import read

HERE = Path(__file__).parent
pytestmark = pytest.mark.django_db


def likest(title: str, limit: int = 3) -> list[int]:
    site = Site.objects.get(is_default_site=True).pk
    return [one.object_id for one in similar(title=title, site_id=site, kinds=["proposal"], limit=limit)]


def test_pairs_are_found_and_what_is_like_nothing_finds_nothing() -> None:
    site = Site.objects.get(is_default_site=True)
    for fi, sv in (("Harjula", "Åsbacka"), ("Niemenkylä", "Näsby"), ("Mäntylä", "Tallbacka"), ("Keskusta", "Centrum")):
        Area.objects.create(site=site, names={"fi": fi, "sv": sv})
    headings = dict(enumerate(read(HERE / "headings.tsv"), 1))
    actions.put_many(documents=(document(n, title, language=code) for n, (code, title) in headings.items()))
    wrong = []
    for _language, title, expected in read(HERE / "similar.tsv"):
        shown = [headings[number][1] for number in likest(title)]
        if (expected not in shown) if expected != "-" else shown:
            wrong.append((title, expected, shown))
    assert not wrong, "\n".join(map(str, wrong))


def test_only_this_municipalitys_and_the_others_of_the_kind() -> None:
    other = Site.objects.create(hostname="other.example", root_page=Page.objects.get(depth=1), is_default_site=False)
    actions.put_many(
        documents=[
            document(1, "Koirapuisto rantaan"),
            document(2, "Koirapuisto rantaan", site=other.pk),
            document(3, "Koirapuisto rantaan", kind="page"),
            document(4, "Koirapuiston valot rantaan"),
        ]
    )
    assert likest("Koirapuistoja rannalle") == [1, 4]
    site = Site.objects.get(is_default_site=True).pk
    found = similar(title="Koirapuisto rantaan", site_id=site, kinds=["proposal"], limit=5, exclude=[1])
    assert [one.object_id for one in found] == [4]


@pytest.mark.parametrize("title", ["", "  ", "ja", "🙂", "\x00", "-" * 500, "ja " * 300, '"a" OR b*'])
def test_titles_that_say_nothing_find_nothing(title: str) -> None:
    actions.put_many(documents=[document(1, "Koirapuisto rantaan")])
    assert likest(title) == []


def test_common_words_are_looked_for_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """More headings have either word than are looked at; the one with both is older than they."""
    monkeypatch.setattr(rarity, "SAMPLE", 30)
    monkeypatch.setattr("search.similar.BY_WORD", 5)
    rarity._kept.clear()
    one = [document(n, "Penkki satamaan", days=n) for n in range(1, 20)]
    two = [document(n, "Kiikku rantaan", days=n) for n in range(21, 40)]
    actions.put_many(documents=[*one, *two, document(50, "Penkki rantaan", days=900)])
    assert likest("Penkkejä rannalle")[0] == 50
    rarity._kept.clear()
