"""Two imports of the same file at the same time: real transactions, from two threads and connections."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from participation.proposals import tallies
from participation.proposals.models import Import, Proposal, Tally
from participation.proposals.moving.ground import ground_of
from participation.proposals.moving.running import Summary, run
from tests import factories

from .tables import row, table


@pytest.mark.django_db(transaction=True)
def test_the_same_rows_brought_in_by_two_at_once_are_added_once() -> None:
    site = factories.municipality()
    page = factories.project(site)
    content = table(*(row(number) for number in range(450)))
    ground = ground_of(site, page.translation_key, timezone.now())

    def bring_in(_number: int) -> Summary:
        try:
            intake = Import.objects.create(site=site, project_key=page.translation_key, file_name="x.csv")
            return run(io.BytesIO(content), intake=intake, ground=ground, user=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(bring_in, range(2)))
    assert [summary.rows for summary in done] == [450, 450]
    assert (sum(summary.added for summary in done), Proposal.objects.count()) == (450, 450)
    assert tallies.total(site.pk, {}) == Tally.objects.filter(site=site).count() * 450 == 450
