"""A cluster of real nodes for the length of a run, and an index of its own for each test."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search.engines.elasticsearch import client
from tools.elasticsearch import packages
from tools.elasticsearch.cluster import Cluster, running


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three nodes; a test that kills some starts them again."""
    if lacks := packages.lacking():
        pytest.fail(f"Elasticsearch needs {lacks}")
    home = Path(os.environ.get("TEST_ELASTICSEARCH_HOME") or tmp_path_factory.mktemp("elasticsearch"))
    with running(home=home) as started:
        yield started


@pytest.fixture
def chosen(request: pytest.FixtureRequest, cluster: Cluster, settings: Any) -> Iterator[dict[str, Any]]:
    """Elasticsearch is what is asked, under a name of this test."""
    mine = settings.ELASTICSEARCH = {
        **settings.ELASTICSEARCH,
        "hosts": cluster.addresses,
        "index": f"test-{uuid.uuid4().hex[:8]}",
        "timeout": 5.0,
        **getattr(request, "param", {}),
    }
    client.breaker.forget()
    yield mine
    settings.ELASTICSEARCH = mine
    indices = client.client().indices
    for name in indices.get(index=f"{mine['index']}-v*"):
        indices.delete(index=name)
