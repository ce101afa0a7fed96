"""Every write to comments."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

import search.queries
from accounts.roles import Role
from core.refusal import Refused
from participation.comments import actions
from participation.comments.models import Comment
from participation.comments.rules import EDIT_TIME, LENGTH
from tests import factories


def found(site, words: str) -> list[int]:
    rows = Comment.objects.filter(pk__in=search.queries.ids_matching(site_id=site.pk, kind="comment", text=words))
    return list(rows.values_list("pk", flat=True))


def test_a_comment_is_counted_and_findable(site, proposal) -> None:
    comment = factories.comment(proposal, factories.resident(), "Pelkät katuvalotkin olisivat iso asia.")
    proposal.refresh_from_db()
    assert (proposal.comment_count, found(site, "katuvalo")) == (1, [comment.pk])


def test_the_same_comment_sent_twice_is_one(site, proposal) -> None:
    person, uuid = factories.resident(), uuid4()
    values = {
        "kind": "proposal",
        "target_id": proposal.pk,
        "site_id": site.pk,
        "user": person,
        "body": "Kannatan.",
        "language": "fi",
    }
    first = actions.add(uuid=uuid, now=timezone.now(), **values)
    second = actions.add(uuid=uuid, now=timezone.now(), **values)
    proposal.refresh_from_db()
    assert (first.pk, proposal.comment_count) == (second.pk, 1)


def test_a_reply_to_a_reply_joins_its_thread(proposal) -> None:
    opener = factories.comment(proposal, factories.resident())
    reply = factories.comment(proposal, factories.resident(), parent=opener)
    second = factories.comment(proposal, factories.resident(), parent=reply)
    assert (reply.parent, second.parent) == (opener, opener)


def test_a_reply_to_a_comment_of_another_proposal_is_refused(site, proposal) -> None:
    other = factories.proposal(site, factories.project(site, "Toinen hanke"))
    elsewhere = factories.comment(other, factories.resident())
    with pytest.raises(Refused) as refused:
        factories.comment(proposal, factories.resident(), parent=elsewhere)
    assert refused.value.refusal.code == "gone"


def test_a_councillors_role_stays_with_what_was_written(site, proposal) -> None:
    councillor = factories.official(site, Role.COUNCILLOR)
    assert factories.comment(proposal, councillor).role == Role.COUNCILLOR
    assert factories.comment(proposal, factories.official(site, Role.EDITOR)).role == ""


@pytest.mark.parametrize(("body", "message"), [(" \n ", "Kirjoita ensin kommentti."), ("x" * (LENGTH[1] + 3), None)])
def test_an_empty_or_long_comment_is_refused(proposal, body, message) -> None:
    with pytest.raises(ValidationError) as error:
        factories.comment(proposal, factories.resident(), body)
    long = "Kommentti on 3 merkkiä liian pitkä. Lyhennä se enintään 2000 merkkiin."
    assert error.value.messages == [message or long]
    assert Comment.objects.count() == 0


def test_a_comment_after_closing_is_refused(proposal) -> None:
    with pytest.raises(Refused) as refused:
        factories.comment(proposal, factories.resident(), now=timezone.now() + timedelta(days=11))
    assert refused.value.refusal.code == "closed"


def test_a_writer_changes_a_comment_for_a_while(site, proposal) -> None:
    writer = factories.resident()
    comment = factories.comment(proposal, writer)
    within = comment.created_at + EDIT_TIME - timedelta(seconds=1)
    actions.edit(comment=comment, user=writer, now=within, body="Kannatan lämpimästi.")
    with pytest.raises(Refused) as refused:
        actions.edit(comment=comment, user=writer, now=comment.created_at + EDIT_TIME, body="Liian myöhään.")
    comment.refresh_from_db()
    assert (refused.value.refusal.code, comment.body, comment.edited_at) == ("too_late", "Kannatan lämpimästi.", within)


def test_a_removed_comment_leaves_no_words_and_is_not_counted(site, proposal) -> None:
    writer = factories.resident()
    comment = factories.comment(proposal, writer, "Pelkät katuvalotkin olisivat iso asia.")
    reply = factories.comment(proposal, factories.resident(), parent=comment)
    actions.remove(comment=comment, user=writer, now=timezone.now())
    comment.refresh_from_db()
    proposal.refresh_from_db()
    assert (comment.body, comment.is_removed, proposal.comment_count) == ("", True, 1)
    assert (found(site, "katuvalo"), Comment.objects.get(pk=reply.pk).parent) == ([], comment)


@pytest.mark.parametrize("verb", ["edit", "remove"])
def test_nobody_touches_anothers_comment(proposal, verb) -> None:
    comment = factories.comment(proposal, factories.resident())
    values = {"body": "Kaapattu."} if verb == "edit" else {}
    with pytest.raises(Refused) as refused:
        getattr(actions, verb)(comment=comment, user=factories.resident(), now=timezone.now(), **values)
    assert refused.value.refusal.code == "not_author"
    comment.refresh_from_db()
    assert comment.body == "Kannatan."
