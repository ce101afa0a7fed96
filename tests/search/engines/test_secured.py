"""A real node behind TLS with an authority of its own and an API key, with the settings that docs/operators.md tells."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.test import TestCase

from core.health import findings
from search import actions
from search.engines import Expression
from search.engines.elasticsearch import building, client
from search.engines.elasticsearch import engine as elastic
from search.engines.elasticsearch.sending import send
from search.models import Change, Entry
from tests.search.documents import document, found
from tests.search.engines import secured, servers
from tests.search.engines.secured import KEY, Authority, Door
from tools.elasticsearch import packages
from tools.elasticsearch.cluster import running

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def doors(authority: Authority) -> Iterator[list[Door]]:
    """Two ways to one node."""
    if lacks := packages.lacking():
        pytest.fail(f"Elasticsearch needs {lacks}")
    with ExitStack() as stack:
        (node,) = stack.enter_context(running(size=1)).nodes
        yield [stack.enter_context(secured.door(authority, node.http)) for _number in range(2)]


@pytest.fixture
def chosen(doors: list[Door], authority: Authority, settings: Any) -> dict[str, Any]:
    settings.ELASTICSEARCH = {
        **settings.ELASTICSEARCH,
        "hosts": [door.address for door in doors],
        "api_key": KEY,
        "ca_file": authority.certificate,
        "index": f"test-{uuid.uuid4().hex[:8]}",
        "replicas": 0,
        "timeout": 5.0,
    }
    client.breaker.forget()
    Entry.objects.all().delete()
    return settings.ELASTICSEARCH


def save(number: int, title: str) -> None:
    with TestCase.captureOnCommitCallbacks():
        actions.put(document=document(number, title))


def in_index() -> int:
    """How many rows of the tests' word Elasticsearch itself gives."""
    return len(elastic.ask([Expression((frozenset({"fi0koirapuisto1"}),))], 10)[0])


def test_built_searched_and_kept_up_over_tls_with_a_key(chosen: dict[str, Any], doors: list[Door]) -> None:
    save(1, "Koirapuisto rantaan")
    building.build()
    save(2, "Toinen koirapuisto")
    send()
    assert not Change.objects.exists()
    assert in_index() == 2
    assert found("koirapuistot") == [2, 1]
    paths = [path for door in doors for path in door.asked]
    assert any("_msearch" in path for path in paths)
    assert not [path for path in paths if path.startswith("/_nodes")]  # nobody looks for other nodes
    assert all(door.asked for door in doors)


def test_where_one_address_is_away_the_other_answers(chosen: dict[str, Any], doors: list[Door], settings: Any) -> None:
    save(1, "Koirapuisto rantaan")
    building.build()
    settings.ELASTICSEARCH = {**chosen, "hosts": [servers.refused().replace("http:", "https:"), doors[0].address]}
    for _again in range(4):
        assert in_index() == 1


@pytest.mark.parametrize("wrong", ["key", "no key", "authority", "no authority"])
def test_who_is_not_let_in_or_does_not_trust_is_answered_by_the_database(
    chosen: dict[str, Any], settings: Any, tmp_path: Path, wrong: str
) -> None:
    building.build()
    changed = {
        "key": {"api_key": "d3Jvbmc6a2V5"},
        "no key": {"api_key": ""},
        "authority": {"ca_file": Authority(tmp_path / "another").certificate},
        "no authority": {"ca_file": ""},
    }
    settings.ELASTICSEARCH = {**chosen, **changed[wrong]}
    save(1, "Koirapuisto rantaan")
    code = "401" if "key" in wrong else "TlsError"
    with pytest.raises(client.Unavailable, match=code):
        in_index()
    assert found("koirapuistot") == [1]
    send()
    health = findings()["search"]
    assert not health.ok
    assert code in health.says
    assert Change.objects.count() == 1
    settings.ELASTICSEARCH = chosen
    client.breaker.forget()
    send()
    assert in_index() == 1
