"""Who hears of what and when: each as chosen, once, only of what is public."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from participation.comments import actions as comments
from participation.following import actions, queries
from participation.following.models import Delivery, Letter
from participation.following.rules import Group, Pace, due
from participation.proposals import actions as proposals
from tests import factories
from tests.following.acts import answer, follow, project_topic, subscriber, topic_of
from tests.following.conftest import HELSINKI, WEDNESDAY


def text_of(message) -> str:
    return message.body


def html_of(message) -> str:
    return str(message.alternatives[0].content)


def test_an_answer_is_told_at_once_to_followers_in_their_language_and_once(site, page, clock, post) -> None:
    author, supporter = factories.resident(), factories.resident(language="sv")
    official = factories.official(site, Role.PREPARER)
    proposal = factories.proposal(site, page, author)
    proposals.support(proposal=proposal, user=supporter, now=timezone.now())
    by_mail = subscriber(site, topic_of(proposal), language="fi")
    clock.shift(60)
    answer(proposal, official, "done", "Uintipaikka avataan marraskuussa.")
    sent = post()
    assert [message.to for message in sent] == [[supporter.email], [by_mail.email]], "the author has a letter already"
    swedish, finnish = sent
    assert swedish.subject == "Kommunen svarade: Rantasaunalle talviuintipaikka"
    assert "Uintipaikka avataan marraskuussa. (på svenska)" in text_of(swedish)
    assert "(på svenska)" in html_of(swedish)
    assert finnish.subject == "Kunta vastasi: Rantasaunalle talviuintipaikka"
    assert f"http://testserver/fi/ehdotukset/{proposal.pk}/" in text_of(finnish)
    assert "/fi/seuraa/lopeta/" in finnish.extra_headers["List-Unsubscribe"]
    assert finnish.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert post() == []
    clock.shift(timedelta(days=9))
    assert post() == []


def test_a_digest_gathers_what_is_followed_and_leaves_out_what_is_no_longer_public(site, page, clock, post) -> None:
    reader, writer = factories.resident(), factories.resident("Veikko")
    follow(reader, site, project_topic(page))
    clock.shift(60)
    kept = factories.proposal(site, page, writer, title="Penkkejä Harjulan mäelle")
    gone = factories.proposal(site, page, writer, title="Salainen ehdotus poistuu")
    follow(reader, site, topic_of(kept))
    clock.shift(60)
    comment = factories.comment(kept, writer, "Tämä on tärkeää.")
    away = factories.comment(kept, writer, "Tämän sanat otan pois.")
    clock.shift(60)
    proposals.withdraw(proposal=gone, user=writer, now=timezone.now())
    comments.remove(comment=away, user=writer, now=timezone.now())
    assert post() == [], "by default they come once a week"
    clock.move_to(datetime(2026, 6, 8, 6, 59, tzinfo=HELSINKI))
    assert post() == []
    clock.shift(timedelta(minutes=2))
    [message] = post()
    text = text_of(message)
    assert message.to == [reader.email]
    assert message.subject.startswith("2 uutta asiaa")
    assert text.index("PENKKEJÄ HARJULAN MÄELLE") < text.index("RANTA KUNTOON")
    assert "Veikko kommentoi" in text
    assert comment.body in text
    assert "Uusi ehdotus: Penkkejä" in text
    for part in (text, html_of(message), message.subject):
        assert "Salainen" not in part
        assert "sanat otan pois" not in part
    assert post() == []


def test_nothing_comes_when_all_that_happened_is_gone(site, page, clock, post) -> None:
    reader, writer = factories.resident(), factories.resident()
    follow(reader, site, project_topic(page))
    clock.shift(60)
    gone = factories.proposal(site, page, writer)
    proposals.withdraw(proposal=gone, user=writer, now=timezone.now())
    assert post() == []
    clock.shift(timedelta(days=8))
    assert post() == []
    assert Letter.objects.get().state == Letter.State.EMPTY


def test_each_chooses_how_soon_also_for_what_waits(site, page, clock, post) -> None:
    daily, never, moved = factories.resident(), factories.resident(), factories.resident()
    for person in (daily, never, moved):
        follow(person, site, project_topic(page))
    actions.choose(site=site, user=daily, paces={Group.PROPOSALS: Pace.DAILY}, now=timezone.now())
    actions.choose(site=site, user=never, paces={Group.PROPOSALS: Pace.NEVER}, now=timezone.now())
    clock.shift(60)
    factories.proposal(site, page)
    assert post() == []
    actions.choose(site=site, user=moved, paces={Group.PROPOSALS: Pace.AT_ONCE}, now=timezone.now())
    assert [message.to for message in post()] == [[moved.email]]
    clock.move_to(datetime(2026, 6, 4, 7, tzinfo=HELSINKI))
    assert [message.to for message in post()] == [[daily.email]]
    assert [news.line.text for news in queries.news_for(never, site)] == [
        "Uusi ehdotus: Rantasaunalle talviuintipaikka"
    ]
    clock.shift(timedelta(days=8))
    assert post() == []


def test_who_stops_or_closes_the_account_gets_no_more(site, page, clock, post) -> None:
    stops, closes = factories.resident(), factories.resident()
    official = factories.official(site, Role.PREPARER)
    proposal = factories.proposal(site, page)
    for person in (stops, closes):
        follow(person, site, topic_of(proposal))
    clock.shift(60)
    answer(proposal, official)
    actions.unfollow(site=site, topic=topic_of(proposal), user=stops, now=timezone.now())
    User.objects.filter(pk=closes.pk).update(is_active=False)
    assert post() == []
    assert not Delivery.objects.filter(user=stops).exists()


def test_a_reply_reaches_whom_it_answers(site, page, clock, post) -> None:
    asker, replier = factories.resident("Aino"), factories.resident("Olavi")
    actions.choose(site=site, user=asker, paces={Group.COMMENTS: Pace.AT_ONCE}, now=timezone.now())
    proposal = factories.proposal(site, page)
    question = factories.comment(proposal, asker, "Kuka tämän maksaa?")
    clock.shift(60)
    factories.comment(proposal, replier, "Kunta maksaa.", parent=question)
    [message] = post()
    assert message.to == [asker.email]
    assert message.subject.startswith("Olavi vastasi kommenttiin")


def test_mornings_are_the_towns_also_when_clocks_are_moved() -> None:
    def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
        return datetime(year, month, day, hour, minute, tzinfo=HELSINKI).astimezone(UTC)

    cases = [
        (Pace.DAILY, at(2026, 3, 28, 12), at(2026, 3, 29, 7)),  # summer time begins that night
        (Pace.DAILY, at(2026, 10, 24, 12), at(2026, 10, 25, 7)),  # and ends
        (Pace.DAILY, at(2026, 10, 25, 3, 30), at(2026, 10, 25, 7)),
        (Pace.WEEKLY, at(2026, 10, 24, 12), at(2026, 10, 26, 7)),
        (Pace.WEEKLY, at(2026, 10, 26, 6, 54), at(2026, 10, 26, 7)),
        (Pace.WEEKLY, at(2026, 10, 26, 6, 56), at(2026, 11, 2, 7)),  # too near: with the next
        (Pace.DAILY, at(2026, 6, 3, 7), at(2026, 6, 4, 7)),
    ]
    for pace, now, morning in cases:
        assert due(pace, now) == morning
    assert at(2026, 3, 29, 7) - at(2026, 3, 28, 7) == timedelta(hours=23), "the day is short"
    assert due(Pace.AT_ONCE, WEDNESDAY) == WEDNESDAY
    assert due(Pace.NEVER, WEDNESDAY) is None


def test_after_a_pause_of_days_one_digest_comes(site, page, clock, post) -> None:
    reader = factories.resident()
    follow(reader, site, project_topic(page))
    actions.choose(site=site, user=reader, paces={Group.PROPOSALS: Pace.DAILY}, now=timezone.now())
    clock.shift(60)
    factories.proposal(site, page, title="Ensimmäinen ehdotus rannasta")
    assert post() == []
    clock.shift(timedelta(days=1, minutes=-60))  # the server has been down over the morning
    factories.proposal(site, page, title="Toinen ehdotus rannasta tänään")
    [first] = post()
    assert "Ensimmäinen" in first.body
    assert "Toinen" not in first.body
    clock.shift(timedelta(hours=3))
    assert post() == []
    clock.shift(timedelta(hours=18))
    [second] = post()
    assert "Toinen" in second.body
    assert "Ensimmäinen" not in second.body


@pytest.mark.parametrize("number", [1, 30])
def test_letters_cost_queries_by_chunk_not_by_letter(site, page, clock, number, django_assert_num_queries) -> None:
    from participation.following.delivery import claims, turns
    from participation.following.delivery.content import contents
    from participation.following.delivery.gather import gather
    from participation.following.delivery.letters import message_of
    from participation.following.delivery.spread import spread

    official = factories.official(site, Role.PREPARER)
    proposal = factories.proposal(site, page)
    for _number in range(number):
        follow(factories.resident(), site, topic_of(proposal))
    clock.shift(60)
    answer(proposal, official, "done", "Tehdään.")
    turns.begin()
    spread(now=timezone.now(), goes_on=lambda: True)
    gather(now=timezone.now(), goes_on=lambda: True)
    letters = claims.claim("test")
    message_of(contents(letters)[0])
    with django_assert_num_queries(5):
        found = contents(letters)
    assert len(found) == number
    assert all(content.parts for content in found)
