"""What is told: by the clock, by editors, by merging; each once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Site

from accounts.models import User
from accounts.roles import Role
from municipality.models import Theme
from news.models import NewsIndexPage, NewsPage, NewsTheme
from participation.following import actions, queries, topics
from participation.following.models import Event, Follow
from participation.following.topics import Topic
from participation.proposals import actions as proposals
from participation.proposals.followers import follow_own
from tests import factories
from tests.following.acts import answer, follow, project_topic, topic_of


def told(person: User, site, language: str = "fi") -> list[str]:
    with override(language):
        return [news.line.text for news in queries.news_for(person, site)]


def test_the_turns_of_phases_are_told_once(site, page, clock) -> None:
    reader = factories.resident()
    follow(reader, site, project_topic(page))
    call_command("tell_phases", verbosity=0)
    assert told(reader, site) == [], "it began long ago and ends in ten days"
    clock.shift(timedelta(days=3))
    for _minute in range(2):
        call_command("tell_phases", verbosity=0)
    assert told(reader, site) == [
        "Hankkeen «Ranta kuntoon» vaihe «Ehdotukset» sulkeutuu pian: se on avoinna la 13.6. klo 12 asti."
    ]
    clock.shift(timedelta(days=8))  # over the end, with the server down
    call_command("tell_phases", verbosity=0)
    assert told(reader, site, "sv") == ["Fasen «Ehdotukset» i projektet «Ranta kuntoon» har avslutats."]
    clock.shift(timedelta(days=30))
    call_command("tell_phases", verbosity=0)
    assert Event.objects.filter(kind__startswith="project.phase").count() == 2


def test_a_decision_is_told_when_it_is_published(site, page, clock) -> None:
    reader = factories.resident()
    follow(reader, site, project_topic(page))
    clock.shift(60)
    day = timezone.localdate()
    block = {"title": "Rannan suunnitelma", "body": "Tekninen lautakunta § 41", "date": day, "effect": "Laituri tulee."}
    page.decisions = [("decision", block), ("decision", {**block, "title": "Vanha", "date": day - timedelta(days=90)})]
    page.save_revision()
    assert told(reader, site) == [], "a draft is not told"
    page.save_revision().publish()
    page.refresh_from_db()
    page.save_revision().publish()
    [news] = queries.news_for(reader, site)
    assert (news.line.text, news.line.quote) == (
        "Päätös hankkeessa «Ranta kuntoon»: Rannan suunnitelma",
        "Laituri tulee.",
    )
    page.unpublish()
    assert told(reader, site) == []


def test_news_are_told_when_the_clock_publishes_them(site, page, clock) -> None:
    theme = Theme.objects.get(site=site, slug="liikunta")
    by_theme, by_project, by_list = factories.resident(), factories.resident(), factories.resident()
    follow(by_theme, site, Topic("theme", str(theme.pk)))
    follow(by_project, site, project_topic(page))
    index = NewsIndexPage.objects.get(locale=site.root_page.locale, path__startswith=site.root_page.path)
    all_news = Topic("news", str(index.translation_key))
    follow(by_list, site, all_news)
    item = NewsPage(title="Ranta avataan", summary="Juhannuksena.", project_key=page.translation_key, live=False)
    item.theme_links = [NewsTheme(tag=theme)]
    item.go_live_at = timezone.now() + timedelta(hours=1)
    index.add_child(instance=item)
    item.save_revision(approved_go_live_at=item.go_live_at)
    call_command("publish_scheduled", verbosity=0)
    assert told(by_theme, site) == []
    clock.shift(timedelta(hours=2))
    call_command("publish_scheduled", verbosity=0)
    assert told(by_theme, site) == told(by_project, site) == told(by_list, site) == ["Uutinen: Ranta avataan"]
    assert [one.shown.title for one in queries.follows_of(by_list, site) if one.shown] == [index.title]
    factories.municipality("Muu", "Annan", hostname="muu.example")
    assert topics.shown(Site.objects.get(hostname="muu.example").pk, [all_news]) == {}
    item.refresh_from_db()
    item.save_revision().publish()
    assert Event.objects.filter(kind="news.published").count() == 1


def test_merging_carries_followers_along_and_parting_brings_them_back(site, page, clock, post) -> None:
    official = factories.official(site, Role.PREPARER)
    author, one_supporter, both, chooser = (factories.resident(language=code) for code in ("fi", "sv", "fi", "fi"))
    one, other = factories.proposal(site, page, author, title="Penkki mäelle"), factories.proposal(site, page)
    for person in (one_supporter, both):
        proposals.support(proposal=one, user=person, now=timezone.now())
    proposals.support(proposal=other, user=both, now=timezone.now())
    follow(chooser, site, topic_of(one))
    follow(chooser, site, topic_of(other))
    clock.shift(60)
    proposals.merge(proposal=one, into=other, user=official, now=timezone.now())
    followers = {person: queries.topics_of(person, site) for person in (author, one_supporter)}
    assert followers == {author: [topic_of(other)], one_supporter: [topic_of(other)]}
    sent = post()
    assert sorted(message.to[0] for message in sent) == sorted([one_supporter.email, both.email, chooser.email])
    assert any("Förslaget «Penkki mäelle» har slagits ihop med" in message.subject for message in sent)
    clock.shift(60)
    answer(other, official, "done", "Tehdään.")
    assert len(post()) == 4, "with the author of the one, who follows the other now"
    proposals.undo_merge(proposal=one, user=official, now=timezone.now())
    assert queries.topics_of(author, site) == queries.topics_of(one_supporter, site) == [topic_of(one)]
    assert not Follow.objects.exclude(origin="").exists()
    proposals.withdraw_support(proposal=one, user=one_supporter, now=timezone.now())
    assert queries.topics_of(one_supporter, site) == []
    actions.follow(site=site, topic=topic_of(one), user=both, now=timezone.now())
    proposals.withdraw_support(proposal=one, user=both, now=timezone.now())
    assert queries.is_following(both, topic_of(one), site), "chosen, whatever becomes of the support"


@pytest.mark.parametrize("again", [False, True])
def test_what_was_written_past_the_actions_is_followed_too(site, page, clock, again) -> None:
    author, supporter = factories.resident(), factories.resident()
    one, other = factories.proposal(site, page, author), factories.proposal(site, page)
    proposals.support(proposal=one, user=supporter, now=timezone.now())
    proposals.merge(proposal=one, into=other, user=factories.official(site, Role.PREPARER), now=timezone.now())
    before = sorted(Follow.objects.values_list("user", "key", "origin", "reason"))
    if not again:
        Follow.objects.all().delete()
    follow_own(site.pk)
    assert sorted(Follow.objects.values_list("user", "key", "origin", "reason")) == before
