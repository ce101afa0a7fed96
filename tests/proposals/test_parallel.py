"""Two supports at the same moment make one: real transactions, from several threads and connections."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from participation.proposals import actions
from participation.proposals.models import Proposal, Support, Tally
from tests import factories

AT_ONCE = 6


def in_parallel(work) -> list[object]:
    def one(number: int) -> object:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


@pytest.mark.django_db(transaction=True)
def test_supports_of_one_person_at_the_same_moment_make_one() -> None:
    site = factories.municipality()
    proposal = factories.proposal(site, factories.project(site))
    person = factories.resident()
    results = in_parallel(lambda _n: actions.support(proposal=proposal, user=person, now=timezone.now()))
    proposal.refresh_from_db()
    assert (set(results), proposal.support_count, Support.objects.count()) == ({1}, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_supports_of_many_at_the_same_moment_are_all_counted() -> None:
    site = factories.municipality()
    proposal = factories.proposal(site, factories.project(site))
    people = [factories.resident() for _n in range(AT_ONCE)]
    in_parallel(lambda n: actions.support(proposal=proposal, user=people[n], now=timezone.now()))
    proposal.refresh_from_db()
    assert (proposal.support_count, Support.objects.count()) == (AT_ONCE, AT_ONCE)


@pytest.mark.django_db(transaction=True)
def test_publishing_at_the_same_moment_publishes_once() -> None:
    site = factories.municipality()
    author = factories.resident()
    draft = factories.draft(site, factories.project(site), author)
    in_parallel(lambda _n: actions.publish(proposal=draft, user=author, now=timezone.now()))
    assert (Proposal.objects.public().count(), Tally.objects.get().number) == (1, 1)
