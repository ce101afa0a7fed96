"""What an author does with what is published, and what is typed while signed out."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from accounts.roles import Role
from municipality.models import Theme
from participation.proposals import actions
from participation.proposals.models import Proposal
from participation.proposals.rules import Publication, State
from tests import factories
from tests.proposals.pages import sign_in_again, url


def test_an_author_changes_and_withdraws(client, site, page, form) -> None:
    author = factories.resident()
    proposal = factories.proposal(site, page, author)
    client.force_login(author)
    client.post(url("edit", proposal.pk), {**form, "title": "Rannalle kioski kesäksi"})
    proposal.refresh_from_db()
    assert proposal.title == "Rannalle kioski kesäksi"
    assert "Rantasaunalle talviuintipaikka" in client.get(url("history", proposal.pk)).content.decode()
    client.post(url("withdraw", proposal.pk))
    proposal.refresh_from_db()
    assert proposal.publication == Publication.WITHDRAWN


@pytest.mark.parametrize("name", ["edit", "withdraw"])
def test_nobody_changes_anothers_proposal(client, site, page, form, name) -> None:
    proposal = factories.proposal(site, page)
    client.force_login(factories.resident())
    assert client.post(url(name, proposal.pk), form).status_code == 404
    proposal.refresh_from_db()
    assert (proposal.title, proposal.publication) == ("Rantasaunalle talviuintipaikka", Publication.PUBLISHED)


def test_a_change_that_comes_too_late_is_shown_for_copying(client, site, page, form) -> None:
    author = factories.resident()
    proposal = factories.proposal(site, page, author)
    actions.answer(
        proposal=proposal,
        user=factories.official(site, Role.PREPARER),
        now=timezone.now(),
        state=State.IN_PROCESS,
        text={},
        signed={},
    )
    client.force_login(author)
    html = client.post(url("edit", proposal.pk), form).content.decode()
    assert "Kunta on ottanut ehdotuksen käsittelyyn, joten sen tekstiä ei voi enää muuttaa." in html
    assert form["body"] in html


def test_the_feed_follows_the_filters(client, site, page) -> None:
    themes = {theme.slug: theme for theme in Theme.objects.filter(site=site)}
    factories.proposal(site, page, title="Latu valaistuksi", theme=themes["liikunta"])
    factories.proposal(site, page, title="Suojatie Niementielle", theme=themes["liikenne"])
    feed = client.get(url("feed") + "?theme=liikenne").content.decode()
    assert re.findall(r"<title>(.*?)</title>", feed)[1:] == ["Suojatie Niementielle"]


def test_an_address_of_a_form_that_is_opened_by_hand_leads_to_its_page(client, site, page) -> None:
    author = factories.resident()
    proposal, draft = factories.proposal(site, page), factories.draft(site, page, author)
    client.force_login(author)
    assert client.get(url("support", proposal.pk)).url == proposal.get_absolute_url()
    assert client.get(url("publish", draft.uuid)).url == url("draft", draft.uuid)
    assert client.get(url("discard", draft.uuid)).url == url("draft", draft.uuid)
    assert (proposal.supports.count(), Proposal.objects.filter(pk=draft.pk).exists()) == (0, True)


def test_the_newest_answer_is_a_press_away_from_the_top(client, site, page) -> None:
    proposal = factories.proposal(site, page)
    assert 'href="#answer-' not in client.get(proposal.get_absolute_url()).content.decode()
    preparer = factories.official(site, Role.PREPARER)
    for state in (State.ACCEPTED, State.DONE):
        step = actions.answer(
            proposal=proposal, user=preparer, now=timezone.now(), state=state, text={"fi": "Se tehdään."}, signed={}
        )
    response = client.get(proposal.get_absolute_url())
    assert re.findall(r'href="#(answer-\d+)"', response.content.decode()) == [f"answer-{step.pk}"]
    assert [stop.title for stop in response.context["track"]] == [
        "Julkaistu",
        "Käsittelyssä",
        "Hyväksytty",
        "Toteutettu",
    ]


@pytest.mark.parametrize("published", [True, False])
def test_what_was_typed_while_signed_out_is_in_the_form_after_signing_in(client, site, page, form, published) -> None:
    author = factories.resident()
    make = factories.proposal if published else factories.draft
    proposal = make(site, page, author)
    here = url("edit", proposal.pk) if published else url("edit_draft", proposal.uuid)
    response = client.post(here, {**form, "title": "Tämä otsikko ei katoa"})
    assert response.url == f"/fi/tili/kirjaudu/?next={here.replace('/', '%2F')}"
    assert sign_in_again(client, author) == here
    shown = client.get(here).context["form"]
    assert (shown["title"].value(), shown["body"].value()) == ("Tämä otsikko ei katoa", form["body"])
    proposal.refresh_from_db()
    assert proposal.title == "Rantasaunalle talviuintipaikka"
    client.post(here, {**form, "title": "Tämä otsikko ei katoa"})
    assert [item for item in client.session["pending"] if item["kind"] == "typed"] == []


def test_a_draft_of_somebody_else_is_not_there_after_signing_in(client, site, page) -> None:
    draft = factories.draft(site, page, factories.resident())
    assert client.get(url("draft", draft.uuid)).url.startswith("/fi/tili/kirjaudu/?next=")
    client.force_login(factories.resident())
    for name in ("draft", "edit_draft"):
        assert client.get(url(name, draft.uuid)).status_code == 404
    for name in ("edit_draft", "publish", "discard"):
        assert client.post(url(name, draft.uuid)).status_code == 404
    assert Proposal.objects.get(pk=draft.pk).publication == Publication.DRAFT
