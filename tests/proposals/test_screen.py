"""One proposal on one screen of the admin: what it shows, what is done on it, and two people on it at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from participation.comments.models import Comment
from participation.proposals import actions
from participation.proposals.admin.history import changed
from participation.proposals.models import AnswerTemplate, DraftAnswer, Handling, Link, Note, Proposal
from participation.proposals.rules import Publication, Repair, State
from tests import factories
from tests.proposals.pages import author_of
from tests.proposals.test_admin import LIST, answer_form

QUERIES = 46


def now() -> Any:
    return timezone.now()


@pytest.fixture
def preparer(client: Client, site) -> User:
    user = factories.official(site, Role.PREPARER, "Valmistelija Aino")
    client.force_login(user)
    return user


@pytest.fixture
def proposal(site, page) -> Proposal:
    return factories.proposal(site, page)


def post(client: Client, proposal: Proposal, do: str, **fields: Any) -> Any:
    """As the screen's form sends it: with the revision of now, unless another is given."""
    revision = Proposal.objects.get(pk=proposal.pk).revision
    return client.post(f"{LIST}{proposal.pk}/", {"do": do, "revision": revision, **fields})


def said(client: Client, proposal: Proposal) -> str:
    return client.get(f"{LIST}{proposal.pk}/").content.decode()


def fresh(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


# What it shows


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_everything_stands_on_one_screen(client, site, page, preparer, language: str) -> None:
    preparer.wagtail_userprofile.preferred_language = language
    preparer.wagtail_userprofile.save()
    proposal = factories.proposal(site, page, place="Rantakatu 12", lat=60.12, lon=23.92)
    other, merged = (
        factories.proposal(site, page, title="Toinen laituri"),
        factories.proposal(site, page, title="Kolmas ehdotus"),
    )
    factories.comment(proposal, factories.resident("Rannan Ritva"), "Kannatan lämpimästi.")
    common: dict[str, Any] = {"user": preparer, "now": now()}
    actions.ask_repair(proposal=proposal, reason="Missä kohtaa?", **common)
    actions.edit(
        proposal=proposal, user=author_of(proposal), now=now(), fields={"body": "Toinen teksti, riittävän pitkä tähän."}
    )
    actions.assign(proposal=proposal, assignee=preparer, due_on=date(2020, 1, 2), note="Kysy liikunnasta", **common)
    actions.add_note(proposal=proposal, text="Kaavoitus tietää", **common)
    actions.link(proposal=proposal, other=other, **common)
    actions.merge(proposal=merged, into=proposal, **common)
    draft: dict[str, Any] = {"state": "accepted", "text": {"fi": "Luonnosteltu vastaus"}, "signed": {}}
    actions.save_draft_answer(proposal=proposal, **draft, **common)
    html = said(client, proposal)
    for word in (
        *(
            "Toinen teksti, riittävän pitkä tähän.",
            "Rantakatu 12",
            "data-map=",
            "Rannan Ritva",
            "Kannatan lämpimästi.",
        ),
        *(
            "Missä kohtaa?",
            "Kysy liikunnasta",
            "Kaavoitus tietää",
            "Toinen laituri",
            "Kolmas ehdotus",
            "Luonnosteltu vastaus",
        ),
        *("2.1.2020", "<ins>", "<del>", "Valmistelija Aino"),
    ):
        assert word in html, word
    heading = {"fi": "Sisäiset muistiinpanot", "sv": "Interna anteckningar"}[language]
    assert heading in html


def test_a_moderator_sees_all_and_sends_back_but_does_not_answer(client, site, proposal) -> None:
    client.force_login(factories.official(site, Role.MODERATOR))
    shown = client.get(f"{LIST}{proposal.pk}/")
    assert set(shown.context["forms"]) == {"note", "repair"}
    post(client, proposal, "ask_repair", reason="Tarkenna, missä.")
    assert fresh(proposal).repair == Repair.ASKED
    for do in ("assign", "merge", "link", "move", "take_up", "save_draft", "undo_merge"):
        post(client, proposal, do, **answer_form(), number=proposal.pk)
    after = fresh(proposal)
    assert (after.state, after.assignee, DraftAnswer.objects.count()) == (State.RECEIVED, None, 0)


def test_what_changed_is_told_word_by_word_and_safely() -> None:
    assert changed("Penkki <b> rannalle", "Penkki <i> rannalle") == "Penkki &lt;<del>b</del><ins>i</ins>&gt; rannalle"
    long = "sana " * 200
    assert len(changed(f"{long}vanha", f"{long}uusi")) < 300


# What is done on it


def test_a_draft_is_kept_published_and_thrown_away(client, proposal, preparer) -> None:
    post(client, proposal, "save_draft", **answer_form(state="rejected", signed_fi="Liikunta"))
    draft = DraftAnswer.objects.get()
    assert (draft.state, draft.signed, draft.by, fresh(proposal).state) == (
        State.REJECTED,
        {"fi": "Liikunta"},
        preparer,
        State.RECEIVED,
    )
    form = client.get(f"{LIST}{proposal.pk}/").context["forms"]["answer"]
    assert (form["state"].value(), form["signed"].value()) == (State.REJECTED, {"fi": "Liikunta"})
    post(client, proposal, "discard_draft")
    assert not DraftAnswer.objects.exists()
    post(client, proposal, "answer", **answer_form(text_fi="Toteutetaan."))
    assert (fresh(proposal).state, Handling.objects.get().text) == (State.ACCEPTED, {"fi": "Toteutetaan."})


def test_a_template_is_put_after_what_was_typed_and_nothing_is_lost(client, site, proposal, preparer) -> None:
    template = AnswerTemplate.objects.create(
        site=site, names={"fi": "Kiitos"}, text={"fi": "Kiitos ehdotuksesta.", "sv": "Tack."}, state="in_process"
    )
    typed = answer_form(text_fi="Oma alku.", signed_sv="Idrott", decision_date="huomenna", decision_number="KOI/1")
    shown = post(client, proposal, "insert_template", template=template.pk, **typed)
    form = shown.context["forms"]["answer"]
    assert form["text"].value() == ["Oma alku.\n\nKiitos ehdotuksesta.", "Tack."]
    assert (form["state"].value(), form["signed"].value()) == ("in_process", ["", "Idrott"])
    assert (form["decision_date"].value(), form["decision_number"].value()) == ("huomenna", "KOI/1")
    assert (form.errors, Handling.objects.count(), DraftAnswer.objects.count()) == ({}, 0, 0)
    html = shown.content.decode()
    assert [word in html for word in ("Oma alku.", "huomenna", "KOI/1", "Idrott")] == [True] * 4


def test_a_neighbour_s_template_is_not_offered(client, proposal, preparer) -> None:
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    foreign = AnswerTemplate.objects.create(site=elsewhere, names={"fi": "Vieras"}, text={"fi": "Vieras teksti"})
    shown = post(client, proposal, "insert_template", template=foreign.pk, **answer_form(text_fi="Oma"))
    assert "Vieras" not in shown.content.decode()
    assert shown.context["forms"]["answer"]["text"].value()[0] == "Oma"


def test_the_rest_is_done_from_the_side(client, site, page, proposal, preparer) -> None:
    other = factories.proposal(site, page)
    park = factories.project(site, "Puisto")
    names = {"preparer_fi": "Aino Laine", "preparer_sv": "", "estimated_on": ""}
    post(client, proposal, "assign", assignee=preparer.pk, due_on="4.12.2026", note="Kysy", **names)
    after = fresh(proposal)
    assert (after.assignee, after.due_on, after.preparer) == (preparer, date(2026, 12, 4), {"fi": "Aino Laine"})
    post(client, proposal, "take_up")
    assert fresh(proposal).state == State.IN_PROCESS
    post(client, proposal, "note", text="Muistiin")
    assert Note.objects.get().text == "Muistiin"
    post(client, proposal, "ask_repair", reason="Missä?")
    post(client, proposal, "drop_repair")
    assert fresh(proposal).repair == Repair.NONE
    post(client, proposal, "link", number=other.pk)
    assert Link.objects.count() == 1
    post(client, proposal, "unlink", number=other.pk)
    assert Link.objects.count() == 0
    post(client, proposal, "move", project=str(park.translation_key))
    assert fresh(proposal).project_key == park.translation_key
    post(client, proposal, "merge", number=other.pk)
    assert fresh(proposal).merged_into == other
    assert said(client, proposal).count('value="undo_merge"') == 1
    client.force_login(factories.official(site, Role.MODERATOR))
    assert 'value="undo_merge"' not in said(client, proposal)
    client.force_login(preparer)
    post(client, proposal, "undo_merge")
    assert fresh(proposal).publication == Publication.PUBLISHED


@pytest.mark.parametrize(
    ("do", "form", "fields", "wrong"),
    [
        ("assign", "assign", {"assignee": "0", "note": "Säilyy"}, "assignee"),
        ("assign", "assign", {"due_on": "joskus", "note": "Säilyy"}, "due_on"),
        ("note", "note", {"text": ""}, "text"),
        ("ask_repair", "repair", {"reason": ""}, "reason"),
        ("link", "link", {"number": "987654"}, "number"),
        ("merge", "merge", {"number": "x"}, "number"),
        ("move", "move", {"project": "x"}, "project"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(client, proposal, preparer, do, form, fields, wrong) -> None:
    shown = post(client, proposal, do, **fields)
    assert list(shown.context["forms"][form].errors) == [wrong]
    assert fields.get("note", "") in shown.content.decode()
    assert fresh(proposal).revision == 0


def test_nothing_of_a_neighbour_is_linked_or_merged(client, proposal, preparer) -> None:
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    neighbour = factories.proposal(elsewhere, factories.project(elsewhere, "Harju"))
    for do in ("link", "merge"):
        assert list(post(client, proposal, do, number=neighbour.pk).context["forms"][do].errors) == ["number"]


@pytest.mark.parametrize("rubbish", ["x", "²", "-1", "9" * 40, ""])
def test_rubbish_does_not_break_it(client, proposal, preparer, rubbish: str) -> None:
    address = f"{LIST}{proposal.pk}/?list={rubbish}&at={rubbish}&comments={rubbish}&comment_order={rubbish}"
    assert client.get(address).status_code == 200
    for do in ("insert_template", "note", "nothing", rubbish):
        assert client.post(address, {"do": do, "template": rubbish, "revision": rubbish}).status_code == 200
    assert fresh(proposal).revision == 0


# From one to the next


def test_the_way_goes_through_the_list_it_was_opened_from(client, site, page, preparer) -> None:
    first, second, third = (factories.proposal(site, page, title=f"Ehdotus numero {n}") for n in range(3))
    query = "?list=state%3Dreceived%26ordering%3Dpublished_at&at=0"
    walk = client.get(f"{LIST}{first.pk}/{query}").context["walk"]
    assert (walk.previous, walk.next.split("?")[0]) == ("", f"{LIST}{second.pk}/")
    sent = client.post(f"{LIST}{first.pk}/{query}", {**answer_form(), "do": "answer", "go_on": "1", "revision": "0"})
    assert sent["Location"].split("?")[0] == f"{LIST}{second.pk}/"
    shown = client.get(sent["Location"]).context
    assert (shown["proposal"].pk, shown["walk"].next.split("?")[0]) == (second.pk, f"{LIST}{third.pk}/")


# Two at once


def test_another_s_step_is_shown_and_what_was_typed_is_sent_again(client, site, proposal, preparer) -> None:
    seen = proposal.revision
    other = factories.official(site, Role.ADMINISTRATOR, "Pääkäyttäjä Pia")
    actions.answer(proposal=proposal, user=other, now=now(), state="in_process", text={"fi": "Tutkitaan."}, signed={})
    typed = answer_form(text_fi="Toteutetaan heti.", decision_number="KOI/7")
    shown = client.post(f"{LIST}{proposal.pk}/", {**typed, "do": "answer", "revision": seen})
    html = shown.content.decode()
    for word in ("Pääkäyttäjä Pia", "Toteutetaan heti.", "KOI/7", "Tutkitaan.", f'name="revision" value="{seen + 1}"'):
        assert word in html, word
    assert [entry.who for entry in shown.context["news"]] == ["Pääkäyttäjä Pia"]
    assert fresh(proposal).state == State.IN_PROCESS
    client.post(f"{LIST}{proposal.pk}/", {**typed, "do": "answer", "revision": seen + 1})
    assert fresh(proposal).state == State.ACCEPTED


@pytest.mark.parametrize(
    "do", ["save_draft", "discard_draft", "assign", "ask_repair", "merge", "link", "move", "take_up"]
)
def test_every_form_notices_it(client, site, page, proposal, preparer, do: str) -> None:
    other, park = factories.proposal(site, page), factories.project(site, "Puisto")
    colleague = factories.official(site, Role.ADMINISTRATOR, "Pääkäyttäjä Pia")
    actions.assign(proposal=proposal, user=colleague, now=now(), assignee=colleague)
    fields = {**answer_form(), "number": other.pk, "project": str(park.translation_key), "reason": "Missä?"}
    shown = client.post(f"{LIST}{proposal.pk}/", {**fields, "do": do, "revision": 0, "assignee": preparer.pk})
    assert [entry.who for entry in shown.context["news"]] == ["Pääkäyttäjä Pia"]
    after = fresh(proposal)
    assert (after.revision, after.assignee, after.project_key) == (1, colleague, page.translation_key)


# What it costs


@pytest.mark.parametrize("number", [1, 30])
def test_it_costs_the_same_however_much_there_is(
    client, site, page, proposal, preparer, django_assert_num_queries: Any, number: int
) -> None:
    for turn in range(number):
        other, merged = factories.proposal(site, page), factories.proposal(site, page)
        first = factories.comment(proposal, factories.resident())
        factories.comment(proposal, factories.resident(), parent=first)
        common: dict[str, Any] = {"user": preparer, "now": now() + timedelta(seconds=turn)}
        actions.add_note(proposal=proposal, text="Muistiin", **common)
        actions.assign(proposal=proposal, assignee=preparer, **common)
        actions.link(proposal=proposal, other=other, **common)
        actions.merge(proposal=merged, into=proposal, **common)
        actions.ask_repair(proposal=proposal, reason="Missä?", **common)
        body = f"Teksti numero {turn}, riittävän pitkä ehdotukseksi."
        actions.edit(proposal=proposal, user=author_of(proposal), now=common["now"], fields={"body": body})
        actions.save_draft_answer(proposal=proposal, state="done", text={}, signed={}, **common)
        AnswerTemplate.objects.create(site=site, names={"fi": f"Pohja {turn}"}, text={"fi": "Kiitos"})
    address = f"{LIST}{proposal.pk}/?list=&at=1"
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)


def test_a_discussion_of_two_thousand_costs_no_more(
    client, site, proposal, preparer, django_assert_num_queries
) -> None:
    author = factories.resident()

    def thousand(parent: Comment | None) -> list[Comment]:
        place = {"site": site, "target_kind": "proposal", "target_id": proposal.pk, "parent": parent}
        words = {"author": author, "language": "fi", "body": "Kannatan.", "created_at": now()}
        return Comment.objects.bulk_create(Comment(**place, **words) for _number in range(1000))

    thousand(thousand(None)[50])
    client.get(f"{LIST}{proposal.pk}/")
    with django_assert_num_queries(39):
        shown = client.get(f"{LIST}{proposal.pk}/?comments=3&list=&at=1")
    thread = shown.context["thread"]
    assert (thread.page.number, len(thread.shown), thread.page.paginator.count) == (3, 20, 1000)
    assert len(shown.content) < 400_000


def test_merging_offers_the_likest_of_those_that_the_person_sees(client, site, page, preparer) -> None:
    one = factories.proposal(site, page, title="Koirapuisto rantaan")
    like = [factories.proposal(site, page, title=f"Rannan koirapuisto {number}") for number in range(7)]
    factories.proposal(site, page, title="Kirjasto auki")
    other = factories.municipality("Lehtosalmi", "Lövsund", "lehtosalmi.example")
    factories.proposal(other, factories.project(other), title="Koirapuisto rantaan")
    client.force_login(preparer)
    shown = client.get(f"{LIST}{one.pk}/")
    offered = [proposal.pk for proposal in shown.context["same_matter"]]
    assert len(offered) == 5
    assert set(offered) < {proposal.pk for proposal in like}
    html = shown.content.decode()
    assert f'name="number" value="{offered[0]}"' in html
    assert "0 kannatusta" in html
    client.post(f"{LIST}{one.pk}/", {"do": "merge", "number": ["", str(offered[0])]})
    one.refresh_from_db()
    assert one.merged_into_id == offered[0]
