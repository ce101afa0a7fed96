"""Elasticsearch beside the rows: what is not sent yet, what comes late, a new index, and what differs."""

from __future__ import annotations

import itertools
import json
import threading
import time
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from core.health import findings
from search import actions
from search.engines import Expression, engine
from search.engines.elasticsearch import building, changes, checking, client, index, sending
from search.engines.elasticsearch import engine as elastic
from search.engines.elasticsearch.sending import send
from search.engines.elasticsearch.tasks import keep_up
from search.entries import OBJECT_MASK
from search.models import Change, Entry, Replica
from tests.search.documents import document, found, put
from tests.search.engines.rows import row

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db, pytest.mark.usefixtures("chosen")]
ALL = Expression((frozenset({"s10"}),))


@pytest.fixture
def built(chosen: dict[str, Any]) -> None:
    Entry.objects.all().delete()
    building.build()


def in_index() -> list[int]:
    return [each & OBJECT_MASK for each in elastic.ask([ALL], 1000)[0]]


def answered() -> list[int]:
    return [each & OBJECT_MASK for each in engine().newest([ALL], 1000)[0]]


def add(*numbers: int, title: str = "") -> None:
    Entry.objects.bulk_create(row(number, filters="s10", title_tokens=title) for number in numbers)


def check(*options: str) -> dict[str, Any]:
    written = StringIO()
    try:
        call_command("search_check", "--json", *options, stdout=written)
        code = 0
    except CommandError as problem:
        code = problem.returncode
    return {"code": code, **json.loads(written.getvalue())}


def test_what_is_saved_is_in_the_index_within_a_second(built: None) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.put(document=document(1, "Koirapuisto rantaan"))
    begun = time.monotonic()
    groups = (frozenset({"fi0koirapuisto1"}),)
    while not elastic.ask([Expression(groups)], 5)[0]:
        assert time.monotonic() - begun < 1
    assert found("koirapuistot") == [1]


def test_what_is_not_sent_yet_is_answered_from_the_rows(built: None) -> None:
    add(1, 2, 3)
    send()
    Entry.objects.filter(object_id=2).delete()
    Entry.objects.filter(object_id=1).update(filters="s20")
    add(4)
    assert in_index() == [3, 2, 1]
    assert answered() == [4, 3]
    assert [each & OBJECT_MASK for each in engine().newest([ALL], 1)[0]] == [4]


def test_the_database_answers_while_too_much_waits(built: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elastic, "OVERLAID", 2)
    add(1, 2, 3)
    monkeypatch.setattr(elastic, "ask", lambda *_arguments: pytest.fail("asked"))
    assert answered() == [3, 2, 1]


def test_late_and_double_sendings_do_no_harm(built: None) -> None:
    add(1)
    live = [index.names().live]
    entry = Entry.objects.get()
    new = index.document({**index.rows_of([entry.pk])[entry.pk], "filters": "s10 new0"}, 20)
    gone = index.Write(entry.pk, 30, None)
    for version, body in ((20, new), (10, {**new, "tokens": ["s10"]}), (20, {**new, "tokens": ["s10"]})):
        assert list(index.write([index.Write(entry.pk, version, body)], live, refresh=True)) == [(entry.pk, "")]
    assert elastic.ask([Expression((frozenset({"new0"}),))], 5) == [[entry.pk]]
    for write in (gone, gone, index.Write(entry.pk, 25, new)):
        assert list(index.write([write], live, refresh=True)) == [(entry.pk, "")]
    assert in_index() == []


def refreshed() -> int:
    """How often somebody has asked that what is written be found."""
    stats = client.client().indices.stats(index=index.names().live, metric="refresh")
    total: int = stats["_all"]["primaries"]["refresh"]["external_total"]
    return total


def test_many_changes_are_sent_in_parts_and_found_together(built: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "ROWS", 10)
    monkeypatch.setattr(sending, "AT_ONCE", 200)
    add(*range(1, 201))
    before = refreshed()
    assert send() == 200
    assert refreshed() - before < 10  # of 20 parts; an index does so by itself each second, too
    assert in_index() == list(range(200, 0, -1))
    Entry.objects.filter(object_id__lte=150).delete()
    assert send() == 150
    assert in_index() == list(range(200, 150, -1))


def test_it_is_told_when_it_takes_what_is_written_and_answers_nothing(built: None) -> None:
    indices, live = client.client().indices, index.names().live
    indices.put_settings(index=live, settings={"index.blocks.read": True})
    add(1)
    assert send() == 1
    assert Replica.objects.get().problem == "403 cluster_block_exception"
    assert not findings()["search"].ok
    indices.put_settings(index=live, settings={"index.blocks.read": None})
    send()
    assert Replica.objects.get().problem == ""
    assert findings()["search"].ok


def test_a_row_that_is_refused_holds_up_no_other(built: None) -> None:
    add(1)
    add(2, title="x" * 40_000)  # longer than a term may be
    add(3)
    send()
    assert in_index() == [3, 1]
    assert answered() == [3, 2, 1]
    assert [(each.row_id & OBJECT_MASK, bool(each.refused)) for each in Change.objects.all()] == [(2, True)]
    Entry.objects.filter(object_id=2).update(title_tokens="")
    send()
    assert in_index() == [3, 2, 1]
    assert not Change.objects.exists()


def test_a_new_index_loses_nothing_and_leaves_no_gap(built: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "ROWS", 10)
    add(*range(1, 101))
    send()
    before = client.client().indices.get_alias(name=index.names().live)
    stop, seen = threading.Event(), list[int]()

    def look() -> None:
        while not stop.is_set():
            seen.append(len(elastic.ask([Expression((frozenset({"s10"}),), before=50 << 37)], 1000)[0]))

    batches = itertools.count(1)

    def meanwhile(done: int) -> None:
        """Rows that were read already, that will be, and new ones change, go, and are sent, or wait."""
        number = next(batches)
        Entry.objects.filter(object_id__in=[number, 100 - number]).update(title_tokens=f"changed{done}")
        Entry.objects.filter(object_id__in=[20 + number, 50 + number]).delete()
        add(200 + number)
        if number % 2:
            send()

    thread = threading.Thread(target=look)
    thread.start()
    try:
        building.build(meanwhile)
        send()
    finally:
        stop.set()
        thread.join()
    assert not checking.compare()
    assert in_index() == list(Entry.objects.order_by("-pk").values_list("object_id", flat=True))
    assert seen
    assert all(seen)  # it was asked all the time, and always answered
    after = client.client().indices.get_alias(name=index.names().live)
    assert (len(after), before.keys() & after.keys()) == (1, set())


def test_one_index_is_built_at_a_time(built: None) -> None:
    def again(_done: int) -> None:
        with pytest.raises(building.Busy):
            building.build()

    add(1)
    building.build(again)
    assert in_index() == [1]


def test_the_clock_builds_the_first_index_and_sends_what_waits(chosen: dict[str, Any]) -> None:
    Entry.objects.all().delete()
    add(1)
    assert answered() == [1]  # by the database
    client.breaker.forget()
    keep_up()
    assert in_index() == [1]
    add(2)
    keep_up()
    assert in_index() == [2, 1]
    assert Replica.objects.get().problem == ""


def test_what_differs_is_told_and_mended(built: None) -> None:
    add(1, 2, 3, 4)
    send()
    ids = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    changes.unfollow()
    Entry.objects.filter(object_id=1).delete()
    Entry.objects.filter(object_id=2).update(title_tokens="changed")
    add(5)
    changes.follow()
    add(6)  # waits to be sent: no difference
    told = check()
    new = ids[-1] + 1
    assert (told["code"], told["rows"], told["database"]) == (1, 5, {"agrees": True, "mended": False})
    assert told["elasticsearch"] == {
        "missing": {"count": 1, "rows": [new]},
        "extra": {"count": 1, "rows": [ids[0]]},
        "old": {"count": 1, "rows": [ids[1]]},
        "mended": False,
        "waiting": 1,
        "refused": 0,
        "agrees": False,
    }
    mended = check("--mend")
    assert (mended["code"], mended["elasticsearch"]["mended"], mended["elasticsearch"]["waiting"]) == (0, True, 0)
    assert in_index() == [6, 5, 4, 3, 2]
    assert check()["elasticsearch"]["agrees"]


def test_an_index_that_is_ahead_of_a_restored_database_is_made_anew(built: None) -> None:
    add(1, 2)
    live = [index.names().live]
    entry = Entry.objects.order_by("pk").first()
    assert entry
    later = index.document({**index.rows_of([entry.pk])[entry.pk], "filters": "s10 later0"}, 10**9)
    list(index.write([index.Write(entry.pk, 10**9, later)], live, refresh=True))
    send()
    assert check()["elasticsearch"]["old"]["count"] == 1
    assert check("--mend")["code"] == 0
    assert elastic.ask([Expression((frozenset({"later0"}),)), ALL], 5) == [
        [],
        list(Entry.objects.order_by("-pk").values_list("pk", flat=True)),
    ]


def test_the_same_page_of_hits_as_from_the_database(built: None, settings: Any) -> None:
    put(1, "Koirapuisto rantaan", "Koirille tarvitaan tilaa", theme_ids=(3,))
    put(2, "Uimaranta", "Rannan koirapuisto on lähellä", days=30)
    put(3, "Hundpark", "En park vid stranden", language="sv")
    send()
    asked = ["koirapuisto", "rannat", "hundparker", "koirapusto", "park ranta"]
    ours = [found(text) for text in asked]
    settings.ELASTICSEARCH = {**settings.ELASTICSEARCH, "hosts": []}
    assert ours == [found(text) for text in asked]
    assert ours[0] == [1, 2]
