"""Loading: once is enough, a real municipality is left alone, and words agree with one another."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from wagtail.models import Site

from demo import loading
from demo.loading.body import rich_text
from demo.loading.desk import read
from demo.scale.rows import LONG_THREAD
from participation.comments.models import Comment
from participation.proposals import tallies
from participation.proposals.models import Proposal
from search.models import Entry
from tests import factories

pytestmark = pytest.mark.bare
TEXTS = ("municipality", "pages", "news", "projects", "offices")


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.one_database
def test_a_second_time_changes_nothing_and_a_real_municipality_stays() -> None:
    real = factories.municipality(fi="Testilä", sv="Testby", hostname="testila.example")
    out = StringIO()
    call_command("load_demo", stdout=out)
    call_command("load_demo", stdout=out)
    assert out.getvalue().splitlines()[-1] == "The demonstration municipality is there already (demo.localhost)."
    demo = loading.find()
    assert demo is not None
    assert [(site.hostname, site.site_name) for site in Site.objects.order_by("pk")] == [
        ("testila.example", "Testilä"),
        ("demo.localhost", "Koivuranta"),
    ]
    assert tallies.total(real.pk, {}) == 0
    assert tallies.total(demo.pk, {}) == 60
    assert not Entry.objects.filter(site=real, kind="proposal").exists()


@pytest.mark.django_db
def test_scale_fills_up_to_the_number_and_can_be_found() -> None:
    site = factories.municipality(hostname="testserver")
    call_command("load_scale", proposals=30, stdout=StringIO())
    first = list(Proposal.objects.order_by("pk").values_list("title", "support_count"))
    call_command("load_scale", proposals=40, stdout=StringIO())
    rows = Proposal.objects.of_site(site.pk)
    assert rows.count() == tallies.total(site.pk, {}) == 40
    assert list(rows.order_by("pk").values_list("title", "support_count"))[:30] == first
    assert Entry.objects.filter(kind="proposal").values("object_id").distinct().count() == 40
    assert {row.pk: row.support_count for row in rows} == {row.pk: row.supports.count() for row in rows}
    talk = Comment.objects.filter(target_kind="proposal", target_id=rows.earliest("pk").pk)
    assert (talk.count(), talk.filter(parent__created_at__gt=F("created_at")).count()) == (LONG_THREAD, 0)
    assert talk.exclude(parent=None).exists()


@pytest.mark.django_db
def test_scale_needs_a_municipality() -> None:
    with pytest.raises(CommandError, match="There is no such municipality"):
        call_command("load_scale", proposals=1, hostname="nowhere.example", stdout=StringIO())


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_has_its_counterpart(name: str) -> None:
    """News that are only in Finnish are so as a whole."""
    for piece in read(name) if name == "news" else [read(name)]:
        if name == "news" and "sv" not in piece["title"]:
            continue
        assert list(_uneven(piece)) == []


def _uneven(value: object) -> Iterator[object]:
    if isinstance(value, dict) and "fi" in value:
        fi, sv = value["fi"], value.get("sv")
        if (
            type(fi) is not type(sv)
            or bool(fi) != bool(sv)
            or (isinstance(fi, list) and isinstance(sv, list) and len(fi) != len(sv))
        ):
            yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _uneven(inner)


def test_lists_are_made_of_dashes() -> None:
    html = "<p>Ota mukaan:</p><ul><li>kuppi &amp; lautanen</li><li>mieli</li></ul><p>Tervetuloa.</p>"
    assert rich_text(["Ota mukaan:", "- kuppi & lautanen", "- mieli", "Tervetuloa."]) == html
