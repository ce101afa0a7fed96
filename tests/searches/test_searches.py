"""Searches that are followed: what is new in them is told once, by the machinery of following."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site

import search.actions
from accounts.models import User
from core.models import AuditRow
from core.refusal import Refused
from participation.following import actions as following
from participation.following import queries as followed
from participation.following import topics
from participation.following.models import Event, Follow
from participation.searches import actions, rules
from participation.searches.models import FollowedSearch
from participation.searches.rules import Result, Seen, fresh, looked
from participation.searches.state import query_of
from participation.searches.topic import topic_of
from search.forms import read
from tests import factories
from tests.following.acts import subscriber
from tests.following.conftest import WEDNESDAY
from tests.search.documents import put

pytestmark = pytest.mark.django_db


def keep(site: Site, address: str = "q=penkki", language: str = "fi") -> FollowedSearch:
    now = timezone.now()
    query = query_of(read(QueryDict(address), site_id=site.pk, reader=language, now=now))
    return actions.keep(site=site, language=language, query=query, now=now)


def follow(site: Site, user: User, address: str = "q=penkki") -> FollowedSearch:
    kept = keep(site, address)
    following.follow(site=site, topic=topic_of(kept), user=user, now=timezone.now())
    return kept


def ask(clock: Any) -> int:
    """What the clock does when it is time again."""
    clock.shift(rules.EVERY)
    return actions.ask(now=timezone.now(), goes_on=lambda: True)


def told() -> list[tuple[str, int]]:
    return list(Event.objects.filter(kind="search.found").order_by("pk").values_list("thing_kind", "thing_id"))


def test_what_was_there_is_not_new_and_what_is_new_is_told_once(site: Site, clock: Any) -> None:
    put(1, "Penkki torille", site=site.pk)
    follow(site, factories.resident())
    put(2, "Uusia penkkejä rantaan", site=site.pk, created=timezone.now())
    put(3, "Valot kentälle", site=site.pk, created=timezone.now())
    assert ask(clock) == 1
    assert told() == [("proposal", 2)]
    assert ask(clock) == 1
    assert told() == [("proposal", 2)]


def test_what_was_written_before_and_published_later_is_new(site: Site, clock: Any) -> None:
    put(1, "Penkki torille", site=site.pk)
    follow(site, factories.resident())
    put(2, "Penkki rantaan", site=site.pk, created=timezone.now() - timedelta(days=29))
    ask(clock)
    assert told() == [("proposal", 2)]


def test_what_is_much_older_is_not_told_and_is_remembered(site: Site, clock: Any) -> None:
    kept = follow(site, factories.resident())
    put(1, "Penkki torille", site=site.pk, created=timezone.now() - timedelta(days=31))
    ask(clock)
    kept.refresh_from_db()
    assert (told(), kept.seen) == ([], ["proposal:1"])


def test_one_that_fails_stops_no_other(site: Site, clock: Any, monkeypatch: Any, caplog: Any) -> None:
    person = factories.resident()
    broken = follow(site, person, "q=salaisuus")
    clock.shift(timedelta(seconds=1))
    follow(site, person)
    put(1, "Penkki torille", site=site.pk, created=timezone.now())
    results = actions._results

    def fail(search: FollowedSearch, now: Any) -> tuple[list[Result], int]:
        if search.pk == broken.pk:
            raise ValueError(search.query)
        return results(search, now)

    monkeypatch.setattr(actions, "_results", fail)
    assert ask(clock) == 1
    assert told() == [("proposal", 1)]
    broken.refresh_from_db()
    assert broken.asked_at == timezone.now()
    assert (f"search {broken.pk} " in caplog.text, "salaisuus" in caplog.text) == (True, False)


def test_the_trail_does_not_say_what_is_searched_for(site: Site, clock: Any) -> None:
    person = factories.resident()
    kept = follow(site, person)
    following.unfollow(site=site, topic=topic_of(kept), user=person, now=timezone.now())
    rows = AuditRow.objects.filter(verb__in=["follow.add", "follow.drop"])
    assert [row.detail["topic"] for row in rows] == ["search", "search"]


def test_what_is_taken_away_for_a_while_is_not_new_when_it_comes_back(site: Site, clock: Any) -> None:
    put(1, "Penkki torille", site=site.pk)
    follow(site, factories.resident())
    search.actions.remove(kind="proposal", object_id=1)
    ask(clock)
    put(1, "Penkki torille", site=site.pk)
    ask(clock)
    assert told() == []


def test_what_a_phrase_met_beyond_what_was_looked_at_is_not_new(site: Site, clock: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(rules, "LOOKED_AT", 3)
    now = timezone.now()
    put(1, "Penkki rantaan", site=site.pk, created=now - timedelta(days=3))
    for number in (2, 3, 4):
        put(number, "Rantaan uusi penkki", site=site.pk, created=now - timedelta(hours=9 - number))
    follow(site, factories.resident(), 'q="penkki rantaan"')
    search.actions.remove(kind="proposal", object_id=4)
    ask(clock)
    assert told() == []
    put(5, "Penkki rantaan", site=site.pk, created=timezone.now())
    ask(clock)
    assert told() == [("proposal", 5)]


def test_nobody_follows_more_searches_than_can_be_asked(site: Site, clock: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(topics._most, "search", 2)
    person = factories.resident()
    first = follow(site, person, "q=penkki")
    follow(site, person, "q=valot")
    follow(site, person, "q=penkki")  # is followed already
    with pytest.raises(Refused) as refused:
        follow(site, person, "q=silta")
    assert refused.value.refusal.code == "many"
    assert Follow.objects.filter(user=person).count() == 2
    following.unfollow(site=site, topic=topic_of(first), user=person, now=timezone.now())
    follow(site, person, "q=silta")
    follow(site, factories.resident(), "q=penkki")


def test_one_too_many_is_told_where_it_was_pressed(site: Site, client: Client, monkeypatch: Any, settings: Any) -> None:
    settings.GUARD_QUICKEST = 0
    monkeypatch.setitem(topics._most, "search", 1)
    person = factories.resident()
    follow(site, person, "q=valot")
    client.force_login(person)
    answer = client.post("/fi/haku/seuraa/?q=silta", {"act": "follow"}, follow=True)
    assert "enimmäismäärä" in answer.text
    assert Follow.objects.filter(user=person).count() == 1


def test_only_what_the_filters_let_through(site: Site, clock: Any) -> None:
    theme = site.themes.get(slug="liikenne")
    follow(site, factories.resident(), f"q=penkki&kind=proposal&theme={theme.pk}&time=older&order=newest&page=3")
    now = timezone.now()
    put(1, "Penkki", site=site.pk, theme_ids=(theme.pk,), created=now)
    put(2, "Penkki", site=site.pk, created=now)
    put(3, "Penkki", site=site.pk, kind="comment", theme_ids=(theme.pk,), created=now)
    ask(clock)
    assert told() == [("proposal", 1)]


def test_a_phrase_and_a_minus_are_followed_as_they_are_searched(site: Site, clock: Any) -> None:
    follow(site, factories.resident(), 'q="koulun piha" -valot')
    now = timezone.now()
    put(1, "Koulun piha kuntoon", site=site.pk, created=now)
    put(2, "Piha koulun taakse", site=site.pk, created=now)
    put(3, "Koulun piha ja valot", site=site.pk, created=now)
    ask(clock)
    assert told() == [("proposal", 1)]


def test_the_same_search_is_one_row_however_its_address_is_written(site: Site) -> None:
    first = keep(site, "q=penkki&kind=proposal&kind=comment&page=2")
    assert keep(site, "kind=comment&kind=proposal&order=newest&q=penkki&time=month") == first
    assert keep(site, "q=penkki&kind=comment") != first
    assert keep(site, "q=penkki&kind=proposal&kind=comment", language="sv") != first


def test_a_search_is_asked_no_oftener_than_it_should(site: Site, clock: Any) -> None:
    follow(site, factories.resident())
    now = timezone.now() + rules.EVERY
    assert actions.ask(now=now, goes_on=lambda: True) == 1
    assert actions.ask(now=now + rules.EVERY / 2, goes_on=lambda: True) == 0


def test_those_that_have_waited_longest_are_asked_first_while_there_is_time(site: Site, clock: Any) -> None:
    person = factories.resident()
    kept = []
    for number in range(3):
        kept.append(follow(site, person, f"q=penkki{number}x"))
        clock.shift(timedelta(seconds=1))
    turns = iter([True, True, False])
    assert actions.ask(now=timezone.now() + rules.EVERY, goes_on=lambda: next(turns)) == 2
    waiting = FollowedSearch.objects.filter(asked_at__lt=timezone.now()).values_list("pk", flat=True)
    assert list(waiting) == [kept[2].pk]


def test_so_many_at_most_are_told_at_once(site: Site, clock: Any) -> None:
    follow(site, factories.resident())
    for number in range(rules.TOLD + 5):
        put(number + 1, f"Penkki {number}", site=site.pk, created=timezone.now())
    ask(clock)
    assert len(told()) == rules.TOLD
    ask(clock)
    assert len(told()) == rules.TOLD


def test_asking_takes_the_same_queries_however_much_is_found(
    site: Site, clock: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kept = follow(site, factories.resident())
    for number in range(30):
        put(number + 1, f"Penkki {number}", site=site.pk, created=timezone.now())
    ask(clock)
    clock.shift(rules.EVERY)
    with django_assert_num_queries(9):
        actions.ask(now=timezone.now(), goes_on=lambda: True)
    kept.refresh_from_db()
    assert len(kept.seen) == 30


def test_the_mail_of_a_person_is_a_digest_in_the_readers_language(site: Site, clock: Any, post: Any) -> None:
    person = factories.resident(language="sv")
    follow(site, person, "q=penkki&kind=proposal")
    for number in (1, 2):
        put(number, f"Penkki {number}", site=site.pk, created=timezone.now(), path=f"{number}/penkki")
    ask(clock)
    assert post() == []
    clock.move_to(WEDNESDAY + timedelta(days=7))
    (mail,) = post()
    assert mail.to == [person.email]
    assert mail.subject.endswith(": Sökning: penkki")
    assert [f"Penkki {number}" in mail.body for number in (1, 2)] == [True, True]
    assert "/fi/haku/?q=penkki&amp;kind=proposal" in mail.alternatives[0][0]
    assert "/sv/forslag/1/penkki" in mail.body


def test_by_email_alone(site: Site, clock: Any, post: Any) -> None:
    kept = keep(site)
    subscriber(site, topic_of(kept), "seuraaja@posti.example", language="fi")
    put(1, "Penkki torille", site=site.pk, created=timezone.now(), path="1/penkki")
    ask(clock)
    post()
    clock.move_to(WEDNESDAY + timedelta(days=7))
    (mail,) = [one for one in post() if one.to == ["seuraaja@posti.example"]]
    assert "Penkki torille" in mail.subject


def test_what_is_no_longer_public_is_not_told(site: Site, clock: Any, post: Any) -> None:
    follow(site, factories.resident())
    put(1, "Penkki torille", site=site.pk, created=timezone.now())
    ask(clock)
    assert post() == []
    search.actions.remove(kind="proposal", object_id=1)
    clock.move_to(WEDNESDAY + timedelta(days=7))
    assert post() == []


def test_what_nobody_follows_is_forgotten(site: Site, clock: Any) -> None:
    person = factories.resident()
    kept, dropped = follow(site, person), follow(site, person, "q=valot")
    following.unfollow(site=site, topic=topic_of(dropped), user=person, now=timezone.now())
    clock.shift(rules.UNFOLLOWED_KEPT + timedelta(seconds=1))
    call_command("ask_searches", verbosity=0)
    assert list(FollowedSearch.objects.all()) == [kept]


def test_followed_anew_what_came_meanwhile_is_not_new(site: Site, clock: Any) -> None:
    person = factories.resident()
    kept = follow(site, person)
    following.unfollow(site=site, topic=topic_of(kept), user=person, now=timezone.now())
    put(1, "Penkki torille", site=site.pk, created=timezone.now())
    assert follow(site, person) == kept
    ask(clock)
    assert told() == []


class TestOnThePage:
    def test_a_visitor_gives_an_address(self, client: Client, site: Site, settings: Any) -> None:
        settings.GUARD_QUICKEST = 0
        put(1, "Penkki torille", site=site.pk)
        html = client.get("/fi/haku/", {"q": "penkki", "kind": "proposal"}).content.decode()
        assert 'href="/fi/haku/seuraa/?q=penkki&amp;kind=proposal"' in html
        address = "/fi/haku/seuraa/?q=penkki&kind=proposal"
        html = client.get(address).content.decode()
        assert [words in html for words in ("Haku: penkki", "Ehdotukset", "noindex")] == [True] * 3
        assert not FollowedSearch.objects.exists()
        hidden = dict(re.findall(r'name="(shown_at|more_about)"[^>]*value="([^"]*)"', html))
        answer = client.post(address, {"email": "a@posti.example", **hidden})
        kept = FollowedSearch.objects.get()
        assert answer.headers["Location"] == f"/fi/seuraa/search/{kept.key}/?sent"
        assert Follow.objects.get().confirmed_at is None
        assert "Katso sähköpostisi" in client.get(answer.headers["Location"]).content.decode()

    def test_a_bad_address_keeps_nothing(self, client: Client, site: Site) -> None:
        answer = client.post("/fi/haku/seuraa/?q=penkki", {"email": "a"})
        assert answer.status_code == 200
        assert not FollowedSearch.objects.exists()

    def test_without_words_there_is_nothing_to_follow(self, client: Client, site: Site) -> None:
        assert client.get("/fi/haku/seuraa/?q=-").headers["Location"] == "/fi/haku/"

    def test_a_person_follows_and_stops_in_one_press(self, client: Client, site: Site) -> None:
        person = factories.resident()
        client.force_login(person)
        answer = client.post("/fi/haku/seuraa/?q=penkki", {"act": "follow"})
        assert answer.headers["Location"] == "/fi/haku/?q=penkki"
        (one,) = followed.follows_of(person, site)
        assert one.shown is not None
        assert one.shown.title.endswith(": penkki")
        html = client.get("/fi/haku/?q=penkki&order=newest").content.decode()
        assert "Lopeta tämän haun seuraaminen" in html
        assert "Seuraa tätä hakua" in client.get("/fi/haku/?q=valot").content.decode()
        client.post(f"/fi/seuraa/search/{one.topic.key}/", {"act": "stop"})
        assert not followed.follows_of(person, site)

    def test_to_stop_what_was_never_followed_keeps_nothing(self, client: Client, site: Site) -> None:
        client.force_login(factories.resident())
        assert client.post("/fi/haku/seuraa/?q=penkki", {"act": "stop"}).status_code == 302
        assert not FollowedSearch.objects.exists()

    def test_so_many_in_an_hour_by_one_person(self, client: Client, site: Site, settings: Any) -> None:
        settings.GUARD_LIMITS = {"follow": (("person", 1, 3600),)}
        client.force_login(factories.resident())
        for words in ("penkki", "valot"):
            client.post(f"/fi/haku/seuraa/?q={words}", {"act": "follow"})
        assert FollowedSearch.objects.get().query == "q=penkki"
        client.post("/fi/haku/seuraa/?q=penkki", {"act": "stop"})
        assert not Follow.objects.exists()

    def test_what_was_pressed_before_signing_in(self, client: Client, site: Site) -> None:
        answer = client.post("/fi/haku/seuraa/?q=penkki", {"act": "follow"})
        assert answer.status_code == 302
        assert not FollowedSearch.objects.exists()
        assert client.session["pending"][0]["payload"] == {"query": "q=penkki", "language": "fi"}

    def test_the_list_takes_the_same_queries_however_many_searches(
        self, site: Site, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        person, theme = factories.resident(), site.themes.get(slug="liikenne")
        for number in range(12):
            follow(site, person, f"q=penkki{number}&theme={theme.pk}")
        with django_assert_num_queries(3):
            assert len(followed.follows_of(person, site)) == 12


class TestRules:
    def test_with_more_than_are_looked_at_the_older_ones_are_not_new(self) -> None:
        results = [Result("proposal", number, 1000 - number) for number in range(rules.LOOKED_AT)]
        seen = looked(results, results[-1].minute, Seen())
        older = Result("proposal", 5000, 10)
        newer = Result("proposal", 5001, 2000)
        assert fresh([newer, *results[:-1], older], seen) == [newer]

    def test_what_is_remembered_has_an_end(self) -> None:
        seen = Seen()
        for start in range(0, 2000, rules.LOOKED_AT):
            seen = looked([Result("page", start + number, start) for number in range(rules.LOOKED_AT)], start, seen)
        assert len(seen.things) == rules.REMEMBERED
