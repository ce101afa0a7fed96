"""The pages of following: the button, the form for an address, choices of mail, the list of what happened."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role
from participation.following import queries
from participation.following.models import Event, Follow, Preference, Subscriber, Unreachable
from participation.following.rules import Group, Pace
from participation.following.topics import Topic
from participation.proposals import actions as proposals
from participation.proposals.models import Proposal
from tests import factories
from tests.accounts.conftest import Visitor
from tests.following.acts import answer, follow, project_topic, subscriber, topic_of

PACES = {**dict.fromkeys(Group.values, "weekly"), "answers": "daily", "language": "fi"}


def address(topic: Topic, language: str = "fi") -> str:
    with override(language):
        return reverse("following:topic", args=[topic.kind, topic.key])


def withdraw(proposal: Proposal) -> None:
    assert proposal.author is not None
    proposals.withdraw(proposal=proposal, user=proposal.author, now=timezone.now())


def main_of(response: Any) -> str:
    return response.content.decode().partition("<main")[2].partition("</main")[0]


def headings(response: Any) -> list[str]:
    """Of what is followed."""
    return re.findall(r'<h2 data-size="4">(?:<a [^>]*>)?([^<]*)', main_of(response))


def happened(response: Any) -> list[str]:
    return re.findall(r"<p><a href=[^>]*>([^<]*)</a></p>", main_of(response))


@pytest.fixture
def ritva(site) -> User:
    return factories.resident("Ritva")


@pytest.fixture
def mine(client: Client, ritva: User) -> Client:
    client.force_login(ritva)
    return client


def test_one_press_follows_and_one_stops(site, page, mine, ritva) -> None:
    proposal = factories.proposal(site, page)
    for url, topic in ((proposal.get_absolute_url(), topic_of(proposal)), (page.url, project_topic(page))):
        assert 'name="act" value="follow"' in main_of(mine.get(url))
        response = mine.post(address(topic), {"act": "follow"})
        assert (response.status_code, response["Location"]) == (302, url)
        assert queries.is_following(ritva, topic, site)
        shown = main_of(mine.get(url))
        assert 'name="act" value="stop"' in shown
        assert 'value="follow"' not in shown
        mine.post(address(topic), {"act": "stop"})
        assert not queries.is_following(ritva, topic, site)


def test_a_visitor_is_led_to_a_choice_and_follows_after_signing_in(
    site, page, ritva, django_capture_on_commit_callbacks
) -> None:
    topic = project_topic(page)
    visitor = Visitor(django_capture_on_commit_callbacks, host="testserver")
    assert f'href="{address(topic)}"' in main_of(visitor.get(page.url))
    asked = visitor.post(address(topic), {"act": "follow"})
    assert asked["Location"].startswith(visitor.address("account_login"))
    assert not Follow.objects.filter(kind="project").exists()
    visitor.ask(ritva.email)
    visitor.client.get(visitor.confirm(visitor.code)["Location"], follow=True)
    assert queries.topics_of(ritva, site) == [topic]


def fill(client: Client, topic: Topic, email: str) -> Any:
    form = main_of(client.get(address(topic)))
    hidden = dict(re.findall(r'name="(shown_at|more_about)"[^>]*value="([^"]*)"', form))
    return client.post(address(topic), {"email": email, **hidden})


@pytest.fixture
def unhurried(settings) -> None:
    settings.GUARD_QUICKEST = 0


def test_the_answer_is_the_same_whoever_has_the_address(
    site, page, ritva, unhurried, django_capture_on_commit_callbacks
) -> None:
    """A person with an account who follows or not, a follower by e-mail, one that mail does not reach, nobody."""
    topic, follows = project_topic(page), factories.resident()
    follow(follows, site, topic)
    known = subscriber(site, topic)
    lost = subscriber(site, topic, email="kadonnut@posti.example")
    Unreachable.objects.create(subscriber=lost, refused=3, off_at=timezone.now())
    closed = factories.resident(is_active=False)
    addresses = [ritva.email, follows.email, known.email, lost.email, closed.email, "uusi@posti.example"]
    seen, sent = [], []
    for email in addresses:
        client = Client()
        with django_capture_on_commit_callbacks(execute=True):
            response = fill(client, topic, email)
        shown = main_of(client.get(response["Location"])).replace(email, "ADDRESS")
        seen.append((response.status_code, response["Location"], shown, sorted(response.cookies)))
        sent.append(mail.outbox[-1])
    assert [one == seen[0] for one in seen] == [True] * 6
    assert [message.to for message in sent] == [[email] for email in addresses]
    assert len(mail.outbox) == 6
    assert [message.subject.partition(":")[0] for message in sent] == [
        "Vahvista seuraaminen" if email != known.email else "Seuraat jo" for email in addresses
    ]


def test_too_many_requests_for_one_address_look_like_the_first(
    site, page, unhurried, django_capture_on_commit_callbacks
) -> None:
    topic, seen = project_topic(page), []
    for _time in range(7):
        client = Client()
        with django_capture_on_commit_callbacks(execute=True):
            response = fill(client, topic, "uusi@posti.example")
        seen.append((response.status_code, response["Location"], main_of(client.get(response["Location"]))))
    assert set(seen) == {seen[0]}
    assert len(mail.outbox) == 5


@pytest.mark.parametrize("typed", ["", "ritva", "ritva@", "a@b c.example"])
def test_what_is_no_address_is_told_at_the_field_and_kept(site, page, unhurried, typed) -> None:
    response = fill(Client(), project_topic(page), typed)
    assert list(response.context["form"].errors) == ["email"]
    assert response.context["form"]["email"].value() == typed
    assert 'aria-invalid="true"' in main_of(response)
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("kind", ["person", "proposal", "nothing"])
def test_nobody_follows_what_is_not_public(site, page, mine, ritva, kind) -> None:
    """A reply to somebody else, a draft, what there is not."""
    draft = factories.draft(site, page, factories.resident())
    keys = {"person": str(ritva.pk), "proposal": str(draft.uuid), "nothing": "1"}
    url = address(Topic(kind, keys[kind]))
    assert mine.get(url).status_code == 404
    assert mine.post(url, {"act": "follow"}).status_code == 404
    assert Client().get(f"{url}feed.xml").status_code == 404
    assert queries.topics_of(ritva, site) == []


def test_mail_is_chosen_by_kind(site, page, mine, ritva) -> None:
    url = reverse("following:settings")
    assert mine.get(url).context["form"].initial["answers"] == Pace.AT_ONCE
    wrong = mine.post(url, {**PACES, "news": "hourly"})
    assert list(wrong.context["form"].errors) == ["news"]
    assert wrong.context["form"]["answers"].value() == "daily"
    assert not Preference.objects.exists()
    saved = mine.post(url, {**PACES, "news": "never", "language": "sv"})
    assert saved["Location"] == reverse("accounts:mine")
    paces = queries.paces_of(ritva, site)
    assert (paces[Group.ANSWERS], paces[Group.NEWS], paces[Group.PROPOSALS]) == ("daily", "never", "weekly")
    ritva.refresh_from_db()
    assert ritva.language == "sv"


@pytest.mark.parametrize("name", ["mine", "news", "settings"])
def test_a_visitor_logs_in_first(site, client, name) -> None:
    response = client.get(reverse(f"following:{name}"))
    assert response["Location"].startswith(reverse("account_login"))


def test_what_is_followed_is_listed_and_stopped_also_when_it_is_hidden(site, page, mine, ritva, clock) -> None:
    gone, other = factories.proposal(site, page), factories.resident()
    for topic in (topic_of(gone), project_topic(page)):
        follow(ritva, site, topic)
        clock.shift(60)
    follow(other, site, topic_of(gone))
    assert headings(mine.get(reverse("following:mine"))) == ["Ranta kuntoon", "Rantasaunalle talviuintipaikka"]
    withdraw(gone)
    response = mine.get(reverse("following:mine"))
    assert headings(response) == ["Ranta kuntoon", "Ei ole nyt julkinen"]
    assert "talviuintipaikka" not in main_of(response)
    mine.post(reverse("following:drop"), {"kind": "proposal", "key": str(gone.uuid), "back": "list"})
    assert headings(mine.get(reverse("following:mine"))) == ["Ranta kuntoon"]
    assert queries.is_following(other, topic_of(gone), site), "each stops for oneself"


def test_pages_of_news_lose_nothing_that_happened_in_one_moment(site, page, mine, ritva, clock, monkeypatch) -> None:
    """Seven things at once, followed by project and theme both; one of them is hidden."""
    monkeypatch.setattr("participation.following.own.PAGE", 3)
    titles = [f"Ehdotus numero {number} rannasta" for number in range(8)]
    rows = [factories.proposal(site, page, title=title) for title in titles]
    follow(ritva, site, project_topic(page))
    follow(ritva, site, Topic("theme", str(rows[0].theme_id)))
    assert set(Event.objects.values_list("at", flat=True)) == {timezone.now()}
    withdraw(rows[4])
    found, url = [], reverse("following:news")
    while url:
        response = mine.get(url)
        found.append(happened(response))
        link = re.search(r'rel="next" href="([^"]*)"', main_of(response))
        url = reverse("following:news") + link[1] if link else ""
    names = [f"Uusi ehdotus: {title}" for title in titles]
    assert found == [names[:4:-1], [names[3], names[2]], [names[1], names[0]]]


@pytest.mark.parametrize("typed", ["x", "2026-06-03", "2026-06-03T10:00:00+03:00", "2026-06-03T10:00:00+03:00/x", "/1"])
def test_nonsense_in_the_address_shows_the_newest(site, page, mine, ritva, typed) -> None:
    follow(ritva, site, project_topic(page))
    factories.proposal(site, page)
    response = mine.get(reverse("following:news"), {"before": typed})
    assert happened(response) == ["Uusi ehdotus: Rantasaunalle talviuintipaikka"]


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_costs_the_same_whatever_its_length(
    site, page, mine, ritva, number, django_assert_max_num_queries
) -> None:
    follow(ritva, site, project_topic(page))
    for _number in range(number):
        follow(ritva, site, topic_of(factories.proposal(site, page)))
    mine.get(reverse("following:news"))
    with django_assert_max_num_queries(25) as spent:
        assert len(happened(mine.get(reverse("following:news")))) == number
    with django_assert_max_num_queries(25):
        assert len(headings(mine.get(reverse("following:mine")))) == number + 1
    assert len(spent) <= 25


@pytest.mark.parametrize(("language", "way"), [("fi", "teema"), ("sv", "tema")])
def test_the_page_of_a_theme_has_what_there_is_of_it(site, page, client, language, way) -> None:
    proposal = factories.proposal(site, page)
    theme = proposal.theme
    response = client.get(f"/{language}/{way}/{theme.slug}/")
    shown = main_of(response)
    assert f"<h1>{theme.names[language]}</h1>" in shown
    assert proposal.title in shown
    assert f'href="{address(Topic("theme", str(theme.pk)), language)}"' in shown
    assert f'href="{address(Topic("theme", str(theme.pk)), language)}feed.xml"' in shown
    assert client.get(f"/{language}/{way}/liikunta/").context["found"].number == 0
    assert client.get(f"/{language}/{way}/muuta/").status_code == 404


def test_the_page_of_an_area_is_its_own_municipalitys(site, page, client) -> None:
    factories.municipality("Muu", "Annan", hostname="muu.example")
    proposal = factories.proposal(site, page, lat=60.12, lon=23.92)
    assert proposal.area is not None
    own, others = (client.get("/fi/alue/keskusta/", headers={"host": host}) for host in ("testserver", "muu.example"))
    assert [row.title for row in own.context["found"].proposals] == [proposal.title]
    assert list(others.context["found"].proposals) == []


def test_feeds_tell_what_is_public_of_anything_followed(site, page, client, clock) -> None:
    official = factories.official(site, Role.PREPARER)
    shown, gone = factories.proposal(site, page), factories.proposal(site, page, title="Tämä otetaan pois")
    clock.shift(60)
    answer(shown, official, "done", "Valmista tuli.")
    withdraw(gone)
    expected = [
        "Kunta on vastannut ehdotukseen «Rantasaunalle talviuintipaikka». Sen tila on nyt: toteutettu.",
        "Uusi ehdotus: Rantasaunalle talviuintipaikka",
    ]
    theme = Topic("theme", str(shown.theme_id))
    for topic, titles in ((theme, expected), (project_topic(page), expected), (topic_of(shown), expected[:1])):
        response = client.get(f"{address(topic)}feed.xml")
        entries = response.content.decode().split("<entry>")[1:]
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert [re.search(r"<title>([^<]*)", entry)[1] for entry in entries] == titles
        assert "Valmista tuli." in entries[0]
        assert client.get(f"{address(topic)}feed.xml", headers={"if-none-match": response["ETag"]}).status_code == 304
    clock.shift(timedelta(days=1))
    assert "Kommunen har svarat" in client.get(f"{address(theme, 'sv')}feed.xml").content.decode()
