"""Merging: everybody counted once, and everything back when it is undone."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

import search.queries
from accounts.models import User
from accounts.roles import Role
from core.models import AuditRow
from core.refusal import Refused
from participation.proposals import actions, tallies
from participation.proposals.models import Merge, Proposal, Support
from participation.proposals.rules import Publication, Repair
from tests import factories


def now() -> Any:
    return timezone.now()


def support(proposal: Proposal, *users: User) -> None:
    for user in users:
        actions.support(proposal=proposal, user=user, now=now())


def supporters(proposal: Proposal) -> set[int]:
    return set(Support.objects.filter(proposal=proposal).values_list("user_id", flat=True))


def counts(*proposals: Proposal) -> list[int]:
    found = {row.pk: row.support_count for row in Proposal.objects.all()}
    for proposal in proposals:
        assert found[proposal.pk] == len(supporters(proposal)), "the number shown is the number of rows"
    return [found[proposal.pk] for proposal in proposals]


@pytest.fixture
def preparer(site) -> User:
    return factories.official(site, Role.PREPARER)


@pytest.fixture
def pair(site, page) -> tuple[Proposal, Proposal]:
    return factories.proposal(site, page, title="Penkki rannalle"), factories.proposal(
        site, page, title="Lisää penkkejä"
    )


def test_each_person_is_counted_once_and_neither_author(site, page, preparer, pair) -> None:
    one, other = pair
    only_one, only_other, both = (factories.resident() for _ in range(3))
    assert one.author
    assert other.author
    support(one, only_one, both, other.author)
    support(other, only_other, both, one.author)
    row = actions.merge(proposal=one, into=other, user=preparer, now=now())
    assert (row.moved, supporters(other)) == (1, {only_one.pk, only_other.pk, both.pk, one.author.pk})
    assert counts(one, other) == [2, 4]
    assert list(Support.objects.filter(origin=one).values_list("user", flat=True)) == [only_one.pk]
    actions.undo_merge(proposal=one, user=preparer, now=now())
    assert supporters(one) == {only_one.pk, both.pk, other.author.pk}
    assert supporters(other) == {only_other.pk, both.pk, one.author.pk}
    assert counts(one, other) == [3, 3]
    assert not Support.objects.exclude(origin=None).exists()


def test_a_merged_proposal_leaves_lists_search_and_tallies_and_comes_back(site, page, preparer, pair) -> None:
    one, other = pair

    def seen() -> tuple[set[int], set[int], int]:
        found = search.queries.ids_matching(site_id=site.pk, kind="proposal", text="penkki")
        fitting = Proposal.objects.filter(pk__in=found).values_list("pk", flat=True)
        return set(fitting), set(Proposal.objects.public().values_list("pk", flat=True)), tallies.total(site.pk, {})

    assert seen() == ({one.pk, other.pk}, {one.pk, other.pk}, 2)
    actions.merge(proposal=one, into=other, user=preparer, now=now())
    assert seen() == ({other.pk}, {other.pk}, 1)
    merged = Proposal.objects.get(pk=one.pk)
    assert (merged.publication, merged.merged_into_id) == (Publication.MERGED, other.pk)
    for write in (actions.support, actions.withdraw_support):
        with pytest.raises(Refused) as refused:
            write(proposal=one, user=factories.resident(), now=now())
        assert refused.value.refusal.code == "merged"
    with pytest.raises(Refused) as refused:
        factories.comment(one, factories.resident())
    assert refused.value.refusal.code == "merged"
    actions.undo_merge(proposal=one, user=preparer, now=now())
    assert seen() == ({one.pk, other.pk}, {one.pk, other.pk}, 2)
    assert factories.comment(one, factories.resident()).target_id == one.pk


def test_both_authors_are_told_each_from_the_own_side(site, page, preparer, pair, django_capture_on_commit_callbacks):
    one, other = pair
    other.author.language = "sv"
    other.author.save()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.merge(proposal=one, into=other, user=preparer, now=now())
    assert sorted(message.to[0] for message in mail.outbox) == sorted([one.author.email, other.author.email])
    by_reader = {message.to[0]: str(message.body) for message in mail.outbox}
    assert all(f"/{other.pk}/" in body for body in by_reader.values())
    assert "/sv/" in by_reader[other.author.email]
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.undo_merge(proposal=one, user=preparer, now=now())
    assert len(mail.outbox) == 2


def test_one_author_of_both_is_told_once(site, page, preparer, django_capture_on_commit_callbacks) -> None:
    author = factories.resident()
    one, other = (factories.proposal(site, page, author) for _ in range(2))
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.merge(proposal=one, into=other, user=preparer, now=now())
    assert [message.to for message in mail.outbox] == [[author.email]]


def test_what_is_taken_back_meanwhile_does_not_come_back(site, page, preparer, pair) -> None:
    one, other = pair
    moved, both = factories.resident(), factories.resident()
    support(one, moved, both)
    support(other, both)
    actions.merge(proposal=one, into=other, user=preparer, now=now())
    for user in (moved, both):
        actions.withdraw_support(proposal=other, user=user, now=now())
    actions.undo_merge(proposal=one, user=preparer, now=now())
    assert counts(one, other) == [0, 0]


def test_supports_of_an_earlier_service_come_along_and_go_back(site, page, preparer, pair) -> None:
    one, other = pair
    support(one, factories.resident())
    for proposal, base in ((one, 30), (other, 5)):
        Proposal.objects.filter(pk=proposal.pk).update(support_base=base, support_count=F("support_count") + base)
    actions.merge(proposal=one, into=other, user=preparer, now=now())
    read = Proposal.objects.order_by("pk").values_list("support_count", "support_base")
    assert list(read) == [(0, 0), (36, 35)]
    actions.undo_merge(proposal=one, user=preparer, now=now())
    assert list(read.all()) == [(31, 30), (5, 5)]


def test_a_request_to_repair_ends_with_the_merge(site, page, preparer, pair) -> None:
    one, other = pair
    actions.ask_repair(proposal=one, user=preparer, now=now(), reason="Missä penkki olisi?")
    actions.merge(proposal=one, into=other, user=preparer, now=now())
    one.refresh_from_db()
    assert (one.repair, one.repairs.get().outcome) == (Repair.NONE, "dropped")


def test_it_is_noted_on_both(site, page, preparer, pair) -> None:
    one, other = pair
    actions.merge(proposal=one, into=other, user=preparer, now=now())
    rows = AuditRow.objects.filter(actor_id=preparer.pk).order_by("pk")
    assert [(row.verb, row.key, row.subject_id) for row in rows] == [
        ("proposal.merge", str(one.uuid), one.author_id),
        ("proposal.merge_here", str(other.uuid), other.author_id),
    ]


def test_a_refused_merge_changes_nothing(site, page, pair) -> None:
    one, other = pair
    support(one, factories.resident())
    for user in (factories.official(site, Role.MODERATOR), factories.resident()):
        with pytest.raises(Refused) as refused:
            actions.merge(proposal=one, into=other, user=user, now=now())
        assert refused.value.refusal.code == "role"
    assert (counts(one, other), Merge.objects.count()) == ([1, 0], 0)


def test_neighbours_are_not_merged(site, page, preparer, pair) -> None:
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    neighbour = factories.proposal(elsewhere, factories.project(elsewhere, "Harju"))
    for other, code in ((neighbour, "site"), (pair[0], "same")):
        with pytest.raises(Refused) as refused:
            actions.merge(proposal=pair[0], into=other, user=preparer, now=now())
        assert refused.value.refusal.code == code


def test_the_database_holds_what_merged_means(site, page, pair) -> None:
    one, other = pair
    for wrong in (
        {"publication": Publication.MERGED},
        {"merged_into": other, "merged_at": now()},
        {"publication": Publication.MERGED, "merged_into": one, "merged_at": now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=one.pk).update(**wrong)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_merged_and_undone_everybody_is_counted_once(site, page, preparer, seed: int) -> None:
    """Random supports, merges in chains and back: the numbers are those of the rows, nobody is counted twice, no author
    supports an own proposal, and undoing all gives the beginning again."""
    random = Random(seed)
    people = [factories.resident() for _ in range(8)]
    proposals = [factories.proposal(site, page, random.choice(people)) for _ in range(5)]
    for proposal in proposals:
        support(proposal, *(user for user in people if user.pk != proposal.author_id and random.random() < 0.5))
    start = {proposal.pk: supporters(proposal) for proposal in proposals}
    merged: list[Proposal] = []
    for _round in range(12):
        live = [p for p in proposals if p not in merged]
        if len(live) > 1 and random.random() < 0.7:
            one, other = random.sample(live, 2)
            union = (supporters(one) | supporters(other)) - {other.author_id}
            actions.merge(proposal=one, into=other, user=preparer, now=now())
            merged.append(one)
            assert supporters(other) == union
        elif merged:
            actions.undo_merge(proposal=merged.pop(), user=preparer, now=now())
        counts(*proposals)
    while merged:
        actions.undo_merge(proposal=merged.pop(), user=preparer, now=now())
    assert {proposal.pk: supporters(proposal) for proposal in proposals} == start
    assert counts(*proposals) == [len(start[proposal.pk]) for proposal in proposals]
