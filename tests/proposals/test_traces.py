"""What the public page and the own page tell of the handling, in both languages; and what they do not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role
from participation.moderation.rules import Rule, Verb
from participation.proposals import actions
from participation.proposals.models import Proposal
from participation.proposals.rules import Repair, State
from tests import factories
from tests.moderation.acts import decide, report
from tests.proposals.pages import author_of, fields_of, messages, url

REASON = "Kerro tarkemmin, mihin kohtaan rantaa."


def now() -> Any:
    return timezone.now()


@pytest.fixture
def preparer(site) -> User:
    return factories.official(site, Role.PREPARER)


@pytest.fixture
def proposal(site, page) -> Proposal:
    return factories.proposal(site, page)


def html(client: Client, proposal: Proposal, language: str = "fi") -> str:
    with override(language):
        address = Proposal.objects.get(pk=proposal.pk).get_absolute_url()
    return client.get(address).content.decode()


SAID = {
    "fi": ("Ehdotukseen on pyydetty tarkennusta", "Kunta pyysi tekijältä tarkennusta"),
    "sv": ("En precisering har begärts", "Kommunen bad förslagsställaren om en precisering"),
}


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_page_says_that_a_clarification_was_asked_and_keeps_the_reason(
    client, proposal, preparer, language
) -> None:
    actions.ask_repair(proposal=proposal, user=preparer, now=now(), reason=REASON)
    shown = html(client, proposal, language)
    assert [said in shown for said in (*SAID[language], REASON)] == [True, True, False]
    client.force_login(proposal.author)
    shown = html(client, proposal, language)
    assert REASON in shown
    assert f'href="{url("edit", proposal.pk, language=language)}"' in shown


def test_the_author_is_led_from_the_own_page_through_the_repair(client, site, page, proposal, preparer) -> None:
    actions.answer(proposal=proposal, user=preparer, now=now(), state="in_process", text={}, signed={})
    actions.ask_repair(proposal=proposal, user=preparer, now=now(), reason=REASON)
    client.force_login(proposal.author)
    mine = client.get("/fi/tili/").content.decode()
    assert "Kunta pyytää sinua tarkentamaan ehdotusta" in mine
    assert f'href="{url("edit", proposal.pk)}"' in mine
    form = client.get(url("edit", proposal.pk))
    assert REASON in form.content.decode()
    unchanged = client.post(url("edit", proposal.pk), fields_of(form))
    assert "Mitään ei ole vielä muutettu" in unchanged.content.decode()
    sent = client.post(
        url("edit", proposal.pk), {**fields_of(form), "place": "Rantakatu 12, laiturin vieressä"}, follow=True
    )
    assert messages(sent) == ["Kiitos. Kunta tarkistaa tarkennuksesi ja kertoo sinulle."]
    proposal.refresh_from_db()
    assert (proposal.repair, proposal.state) == (Repair.REPAIRED, State.IN_PROCESS)
    assert "Tekijä on tarkentanut ehdotusta" in sent.content.decode()


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_merged_proposal_keeps_its_page_and_comments_and_leads_on(client, site, page, preparer, language) -> None:
    one = factories.proposal(site, page, title="Penkki rannalle heti")
    other = factories.proposal(site, page, title="Lisää penkkejä rantaan")
    factories.comment(one, factories.resident(), "Tätä on odotettu.")
    actions.merge(proposal=one, into=other, user=preparer, now=now())
    shown = html(client, one, language)
    with override(language):
        there = other.get_absolute_url()
    for said in ("Tätä on odotettu.", f'href="{there}"', 'name="robots" content="noindex"', factories.BODY[:30]):
        assert said in shown
    for gone in (url("support", one.pk, language=language), "/kirjoita/"):
        assert gone not in shown
    assert "Penkki rannalle heti" in html(client, other, language)


def test_what_was_merged_further_leads_to_the_end(client, site, page, preparer) -> None:
    one, two, three = (factories.proposal(site, page, title=f"Penkki numero {number}") for number in range(3))
    actions.merge(proposal=one, into=two, user=preparer, now=now())
    actions.merge(proposal=two, into=three, user=preparer, now=now())
    assert f'href="{three.get_absolute_url()}"' in html(client, one)


def test_linked_proposals_stand_on_both_pages_while_they_are_public(client, site, page, proposal, preparer) -> None:
    other = factories.proposal(site, page, title="Toinen uimapaikka niemeen")
    actions.link(proposal=proposal, other=other, user=preparer, now=now())
    assert (other.title in html(client, proposal), proposal.title in html(client, other)) == (True, True)
    actions.withdraw(proposal=other, user=author_of(other), now=now())
    assert other.title not in html(client, proposal)


def test_the_page_says_where_it_was_moved_from(client, site, page, proposal, preparer) -> None:
    park = factories.project(site, "Puisto kuntoon")
    actions.move(proposal=proposal, user=preparer, now=now(), project_key=park.translation_key)
    shown = html(client, proposal)
    assert f"Ehdotus siirrettiin tänne hankkeesta «{page.title}»" in shown
    assert "Puisto kuntoon" in shown


def test_the_page_tells_who_prepares_it_once_it_is_taken_up(client, proposal, preparer) -> None:
    told: dict[str, Any] = {"preparer": {"fi": "Aino Laine, liikunta"}, "estimated_on": date(2027, 1, 15)}
    actions.assign(proposal=proposal, user=preparer, now=now(), assignee=preparer, note="Sisäinen sana", **told)
    assert "Aino Laine" not in html(client, proposal)
    actions.answer(proposal=proposal, user=preparer, now=now(), state="in_process", text={}, signed={})
    shown = html(client, proposal)
    assert ("Aino Laine, liikunta" in shown, "15.1.2027" in shown) == (True, True)


def test_nothing_internal_is_public(client, proposal, preparer) -> None:
    secret = ("Salainen viesti", "Salainen muistiinpano", "Salainen luonnos")
    actions.assign(proposal=proposal, user=preparer, now=now(), assignee=preparer, note=secret[0])
    actions.add_note(proposal=proposal, user=preparer, now=now(), text=secret[1])
    text = {"fi": secret[2]}
    actions.save_draft_answer(proposal=proposal, user=preparer, now=now(), state="done", text=text, signed={})
    author = proposal.author
    for user in (None, author, factories.resident()):
        if user:
            client.force_login(user)
        for address in (
            proposal.get_absolute_url(),
            url("list"),
            url("feed"),
            url("history", proposal.pk),
            "/fi/tili/",
        ):
            shown = client.get(address, follow=True).content.decode()
            assert [word for word in (*secret, preparer.display_name) if word in shown] == []


@pytest.mark.parametrize("number", [1, 5])
def test_the_page_costs_the_same_however_much_was_done(
    client, site, page, proposal, preparer, django_assert_num_queries: Any, number: int
) -> None:
    parks = [factories.project(site, f"Puisto {n}") for n in range(number)]
    for park in parks:
        other = factories.proposal(site, page)
        actions.link(proposal=proposal, other=other, user=preparer, now=now())
        actions.merge(proposal=factories.proposal(site, page), into=proposal, user=preparer, now=now())
        actions.ask_repair(proposal=proposal, user=preparer, now=now(), reason=REASON)
        later = now() + timedelta(minutes=1)
        actions.edit(proposal=proposal, user=author_of(proposal), now=later, fields={"place": park.title})
        actions.move(proposal=proposal, user=preparer, now=now(), project_key=park.translation_key)
    address = proposal.get_absolute_url()
    client.get(address)
    with django_assert_num_queries(12):
        client.get(address)


def test_what_it_was_merged_into_is_not_named_once_that_has_been_hidden(client, site, page, preparer) -> None:
    one, other = (factories.proposal(site, page, title=title) for title in ("Penkki rannalle", "Ruma otsikko"))
    actions.merge(proposal=one, into=other, user=preparer, now=now())
    assert other.title in html(client, one)
    moderator = factories.official(site, Role.MODERATOR)
    decide(report(other), moderator, Verb.HIDE, rule=Rule.INSULT)
    assert other.title not in html(client, one)
