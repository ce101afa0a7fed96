"""Forms kept from machines: the trap, the signed time, limits that all processes count together."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from core import guard, limits
from core.models import RateCount
from core.network import network_of
from participation.comments.models import Comment
from tests import factories

NOON = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def proposal(db: None):
    site = factories.municipality()
    return factories.proposal(site, factories.project(site))


def send(client, proposal, **data: Any):
    values = {"body": "Kirjoitin tämän itse.", "uuid": str(uuid4()), **data}
    return client.post(reverse("comments:write", args=["proposal", proposal.pk]), values)


def as_shown(response) -> dict[str, str]:
    """What sending the form as the page shows it would send."""
    form = response.context["form"]
    return {name: form[name].value() or "" for name in ("body", guard.STAMP, guard.TRAP)}


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "niin nopeasti"), (1, "niin nopeasti"), (2, None), (3600 * 11, None), (3600 * 13, "kauan auki")],
)
def test_the_time_a_form_was_open(client, proposal, seconds, told) -> None:
    client.force_login(factories.resident())
    with time_machine.travel(timezone.now(), tick=False):
        response = send(client, proposal, **{guard.STAMP: guard.stamp("comment", seconds_ago=seconds)})
    assert Comment.objects.count() == (0 if told else 1)
    if told:
        html = response.content.decode()
        assert (told in html, "Kirjoitin tämän itse." in html) == (True, True)
        send(client, proposal, **as_shown(response))
        assert Comment.objects.count() == 1  # as it is shown again it can be sent at once


@pytest.mark.parametrize("stamp", ["", "1764225437", "1764225437:väärennös", "x" * 5000, None])
def test_a_stamp_that_is_not_ours(client, proposal, stamp) -> None:
    client.force_login(factories.resident())
    response = send(client, proposal, **({guard.STAMP: stamp} if stamp is not None else {}))
    assert ("Kirjoitin tämän itse." in response.content.decode(), Comment.objects.count()) == (True, 0)
    other = guard.stamp("report", seconds_ago=60)
    send(client, proposal, **{guard.STAMP: other})
    assert Comment.objects.count() == 0


def test_the_trap(client, proposal) -> None:
    client.force_login(factories.resident())
    good = {guard.STAMP: guard.stamp("comment", seconds_ago=60)}
    response = send(client, proposal, **good, **{guard.TRAP: "https://osta.example"})
    assert ("Kirjoitin tämän itse." in response.content.decode(), Comment.objects.count()) == (True, 0)
    send(client, proposal, **as_shown(response))
    assert Comment.objects.count() == 1


def test_people_neither_see_nor_hear_nor_reach_the_trap(client, proposal) -> None:
    html = client.get(proposal.get_absolute_url()).content.decode()
    before, _sep, after = html.partition(f'name="{guard.TRAP}"')
    assert '<div class="hidden-visually" aria-hidden="true">' in before[-300:]
    assert ('tabindex="-1"' in after[:200], 'autocomplete="off"' in after[:200]) == (True, True)


def test_a_person_is_limited_and_what_was_typed_is_kept(client, proposal, settings) -> None:
    settings.GUARD_LIMITS = {"comment": (("person", 2, 60),)}
    person, other = factories.resident(), factories.resident()
    with time_machine.travel(timezone.now().replace(second=0, microsecond=0), tick=False) as clock:
        for number, user in enumerate((person, person, person, other)):
            client.force_login(user)
            stamp = {guard.STAMP: guard.stamp("comment", seconds_ago=30)}
            response = send(client, proposal, body=f"Kommentti numero {number}.", **stamp)
        assert sorted(Comment.objects.values_list("body", flat=True)) == [f"Kommentti numero {n}." for n in (0, 1, 3)]
        client.force_login(person)
        response = send(client, proposal, **{guard.STAMP: guard.stamp("comment", seconds_ago=30)})
        html = response.content.decode()
        assert ("lähetä se uudelleen 1 minuutin kuluttua" in html, "Kirjoitin tämän itse." in html) == (True, True)
        clock.shift(timedelta(minutes=1))
        send(client, proposal, **as_shown(response))
    assert Comment.objects.count() == 4


def test_a_network_is_limited_whoever_writes_there() -> None:
    assert all(
        "network" in {scope for scope, _most, _in in settings.GUARD_LIMITS[kind]}
        for kind in ("comment", "proposal", "report", "draft")
    )


@pytest.mark.django_db
def test_kinds_of_acts_and_networks_are_counted_apart(settings) -> None:
    settings.GUARD_LIMITS = {"report": (("network", 1, 60),), "comment": (("network", 1, 60),)}
    with time_machine.travel(NOON, tick=False):
        said = [
            limits.why_not(kind, person=None, network=network) is None
            for kind, network in (
                ("report", "1.1.1.1"),
                ("report", "1.1.1.1"),
                ("report", "2.2.2.2"),
                ("comment", "1.1.1.1"),
            )
        ]
    assert said == [True, False, True, True]


@pytest.mark.django_db
def test_rows_tell_nobody_who_it_was_and_go(settings) -> None:
    settings.GUARD_LIMITS = {"report": (("network", 5, 60), ("person", 5, 3600))}
    with time_machine.travel(NOON, tick=False) as clock:
        limits.why_not("report", person=17, network="192.0.2.77")
        assert [len(row.key) for row in RateCount.objects.all()] == [64, 64]
        first = set(RateCount.objects.values_list("key", flat=True))
        clock.shift(timedelta(minutes=1, seconds=1))
        limits.why_not("report", person=None, network="192.0.2.77")
        assert (
            len(set(RateCount.objects.values_list("key", flat=True)) - first) == 1
        )  # the next minute has another name
        call_command("purge_limits", verbosity=0)
        assert RateCount.objects.count() == 2
        clock.shift(timedelta(hours=2))
        call_command("purge_limits", verbosity=0)
        assert RateCount.objects.count() == 0


@pytest.mark.parametrize(
    ("address", "forwarded", "proxies", "expected"),
    [
        ("192.0.2.1", "", 0, "192.0.2.1"),
        ("192.0.2.1", "9.9.9.9", 0, "192.0.2.1"),
        ("10.0.0.1", "9.9.9.9, 192.0.2.5", 1, "192.0.2.5"),
        ("10.0.0.1", "9.9.9.9, 192.0.2.5, 10.0.0.2", 2, "192.0.2.5"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "20010db800010002/64"),
        ("2001:db8:1:2::ffff", "", 0, "20010db800010002/64"),
        ("::ffff:192.0.2.1", "", 0, "192.0.2.1"),
        ("roska", "", 0, "unknown"),
    ],
)
def test_networks(settings, address, forwarded, proxies, expected) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert network_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=address)).zfill(
        19 if "/" in expected else 0
    ) == expected.zfill(19 if "/" in expected else 0)


def _count(number: int) -> int:
    """In a process of its own: how many of its acts were let through."""
    connections.close_all()
    let = sum(limits.why_not("report", person=None, network="192.0.2.77") is None for _n in range(number))
    connection.close()
    return let


@pytest.mark.django_db(transaction=True)
def test_processes_count_together(settings) -> None:
    settings.GUARD_LIMITS = {"report": (("network", 25, 3600 * 24),)}
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(4) as pool:
        let = pool.map(_count, [10] * 4)
    assert (sum(let), RateCount.objects.get().number) == (25, 40)
