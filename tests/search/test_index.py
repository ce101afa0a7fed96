"""Putting and removing, through what is then found."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from wagtail.models import Page, Site

from search import actions, registry
from search.engines import Expression, engine
from search.entries import OBJECT_MASK, identity
from search.models import Entry
from search.queries import ids_matching
from tests.search.documents import NOW, document, found, put, search

pytestmark = pytest.mark.django_db


def site_id() -> int:
    return Site.objects.get(is_default_site=True).pk


def test_what_is_put_is_found_at_once_also_within_a_transaction() -> None:
    with transaction.atomic():
        put(7, "Koirapuisto Niemenkylään")
        assert found("koirapuistot") == [7]


def test_putting_again_replaces_every_language() -> None:
    put(7, "Koirapuisto")
    put(7, "Hundpark", language="sv", days=3)
    assert found("koirapuisto") == []
    assert found("hundparker") == [7]


def test_versions_given_together_are_all_kept() -> None:
    actions.put_many(documents=[document(7, "Kirjasto"), document(7, "Bibliotek", language="sv")])
    assert found("kirjastot") == [7]
    assert found("biblioteken") == [7]


def test_removing_takes_every_language_and_nothing_else() -> None:
    actions.put_many(
        documents=[document(7, "Kirjasto"), document(7, "Bibliotek", language="sv"), document(8, "Kirjasto")]
    )
    put(7, "Kirjasto", kind="comment")
    actions.remove(kind="proposal", object_id=7)
    assert [(hit.kind, hit.object_id) for hit in search("kirjasto").hits] == [("proposal", 8), ("comment", 7)]
    assert found("bibliotek") == []


def test_many_at_once_never_tear_versions_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 3)
    pairs = [(document(number, "Kirjasto"), document(number, "Bibliotek", language="sv")) for number in range(1, 6)]
    assert actions.put_many(documents=[version for pair in pairs for version in pair]) == 10
    assert sorted(found("kirjasto")) == sorted(found("bibliotek")) == [1, 2, 3, 4, 5]


def test_things_with_one_number_and_minute_live_side_by_side() -> None:
    kinds = [f"kind{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(32)]
    actions.put_many(documents=[document(5, "Silta", kind=kind) for kind in kinds])
    entries = Entry.objects.filter(kind__in=kinds)
    assert entries.count() == 32
    assert {entry.pk & OBJECT_MASK for entry in entries} == {5}


def test_a_number_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="object_id out of range"):
        identity(document(2**32))


def test_ids_that_match_are_a_subquery_for_one_kind_and_municipality() -> None:
    other = Site.objects.create(hostname="other.example", root_page=Page.objects.get(depth=1), is_default_site=False)
    put(1, "Uimahallin aukiolo")
    put(2, "", "Uimahalli on remontissa")
    put(3, "Uimahalli", kind="comment")
    put(4, "Uimahalli", site=other.pk)
    put(5, "Kirjasto")
    entries = Entry.objects.filter(site_id=site_id(), kind="proposal")
    matching = entries.filter(object_id__in=ids_matching(site_id=site_id(), kind="proposal", text="uimahallit"))
    assert sorted(matching.values_list("object_id", flat=True)) == [1, 2]
    nothing = ids_matching(site_id=site_id(), kind="proposal", text=" *- ")
    assert list(entries.filter(object_id__in=nothing)) == []


@pytest.fixture
def things() -> Iterator[list[registry.Document]]:
    """A source of two things, which a test may change."""
    kept = dict(registry._sources)
    stock = [document(1, "Kissa", kind="thing"), document(2, "Koira", kind="thing")]

    def documents(wanted: int | None) -> list[registry.Document]:
        return [one for one in stock if wanted in (None, one.site_id)]

    registry._sources.clear()
    registry.register(registry.Source(kind="thing", label="thing", plural="things", documents=documents))
    yield stock
    registry._sources.clear()
    registry._sources.update(kept)


def test_rebuilding_reads_every_source_and_drops_what_is_gone(things: list[registry.Document]) -> None:
    put(3, "Kissa", kind="thing")
    put(4, "Kissa", kind="forgotten")
    told: list[tuple[str, int]] = []
    assert actions.rebuild(progress=lambda kind, done: told.append((kind, done))) == {"thing": 2}
    assert told == [("thing", 2)]
    assert found("kissat") == [1]
    assert found("koirien") == [2]
    things.pop()
    actions.rebuild(site_id=site_id())
    assert found("koirien") == []


def test_a_kind_is_lower_case_letters() -> None:
    with pytest.raises(ValueError, match="lower-case"):
        registry.register(registry.Source(kind="Big one", label="", plural="", documents=lambda _site: []))


def test_newer_things_have_greater_identities() -> None:
    newer, older = document(1, created=NOW), document(2**31, created=NOW - timedelta(minutes=1))
    assert identity(newer) > identity(older)


def test_an_engine_leaves_out_rows_with_an_unwanted_token() -> None:
    put(1, "Silta")
    put(2, "Silta", "Valot")
    put(3, "Silta", "Aita")
    groups = (frozenset({"fi0silta1"}),)
    unwanted = frozenset({"fi0aita3", "fi0valo3"})
    plain, without = engine().newest([Expression(groups), Expression(groups, without=unwanted)], 10)
    assert (len(plain), [row & OBJECT_MASK for row in without]) == (3, [1])
    kept = Entry.objects.filter(object_id__in=engine().object_ids(Expression(groups, frozenset({"fi0aita3"}))))
    assert sorted(kept.values_list("object_id", flat=True)) == [1, 2]
