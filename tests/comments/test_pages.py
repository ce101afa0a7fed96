"""Discussion as a resident meets it, without scripts."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override

import search.queries
from accounts.roles import Role
from participation.comments import actions, publicity
from participation.comments.documents import documents
from participation.comments.models import Comment
from participation.comments.rules import PAGE
from participation.proposals.actions import withdraw
from tests import factories
from tests.guard import stamped


def url(name: str, *args: object) -> str:
    with override("fi"):
        return reverse(f"comments:{name}", args=args)


def write(client, proposal, body: str, **data: object):
    values = {**stamped("comment", body=body, uuid=str(uuid4())), **data}
    return client.post(url("write", "proposal", proposal.pk), values)


def test_a_resident_comments_and_lands_on_it(client, proposal) -> None:
    client.force_login(factories.resident("Avantoilija 62"))
    response = write(client, proposal, "Pelkät valotkin\n\nolisivat iso asia.")
    comment = Comment.objects.get()
    assert response.url == f"{proposal.get_absolute_url()}#c{comment.pk}"
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert "<b>Avantoilija 62</b>" in html
    assert "<p>Pelkät valotkin</p><p>olisivat iso asia.</p>" in html


def test_a_comment_written_before_signing_in_is_published_after_it(client, proposal) -> None:
    response = write(client, proposal, "Tuen tätä ajatusta.")
    assert response.url.startswith("/fi/tili/kirjaudu/?next=")
    kept = client.session["pending"]
    client.force_login(factories.resident())
    session = client.session
    session["pending"] = kept
    session.save()
    response = client.get("/fi/tili/jatka/")
    comment = Comment.objects.get()
    assert (comment.body, response.url) == ("Tuen tätä ajatusta.", f"{proposal.get_absolute_url()}#c{comment.pk}")
    client.get("/fi/tili/jatka/")
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("body", ["", "   ", "x" * 2001])
def test_an_error_stands_at_the_field_with_what_was_typed(client, proposal, body) -> None:
    client.force_login(factories.resident())
    response = write(client, proposal, body)
    assert list(response.context["form"].errors) == ["body"]
    assert escape(body.strip()) in response.content.decode()
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("data", [{"parent": "999999"}, {"uuid": "x"}, {"parent": "x"}, {"parent": "9" * 40}])
def test_tampered_fields_break_nothing(client, proposal, data) -> None:
    client.force_login(factories.resident())
    response = write(client, proposal, "Tuen tätä ajatusta.", **data)
    assert response.status_code == 200
    assert "Tuen tätä ajatusta." in response.content.decode()
    assert Comment.objects.count() == 0


def test_a_closed_discussion_keeps_what_was_typed(client, site, proposal) -> None:
    from participation.projects.models import ProjectPhase

    ProjectPhase.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    client.force_login(factories.resident())
    html = write(client, proposal, "Ehdin vielä sanoa tämän.").content.decode()
    assert "Ehdin vielä sanoa tämän." in html
    assert "Tämä sulkeutui" in html
    assert Comment.objects.count() == 0


def test_what_is_not_there_cannot_be_commented(client, proposal) -> None:
    client.force_login(factories.resident())
    for kind, target in (("proposal", 999999), ("uutinen", proposal.pk)):
        assert client.post(url("write", kind, target), {"body": "Hei hei."}).status_code == 404


def test_a_councillors_role_shows(client, site, proposal) -> None:
    factories.comment(proposal, factories.official(site, Role.COUNCILLOR, "Kaisa L."))
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert re.search(r'<b>Kaisa L\.</b>\s*<span class="role">Valtuutettu</span>', html)


def test_long_discussions_have_pages_and_comments_their_own_address(client, proposal) -> None:
    person = factories.resident()
    comments = [factories.comment(proposal, person, f"Kommentti {n}") for n in range(PAGE + 2)]
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert ("Kommentti 0<" in html, f"Kommentti {PAGE}<" in html) == (True, False)
    second = client.get(url("go_to", comments[-1].pk)).url
    assert second == f"{proposal.get_absolute_url()}?comments=2#{comments[-1].anchor}"
    assert f"Kommentti {PAGE}<" in client.get(second).content.decode()
    newest = client.get(proposal.get_absolute_url() + "?comment_order=newest").content.decode()
    assert f"Kommentti {PAGE + 1}<" in newest


def test_a_writer_changes_and_removes(client, proposal) -> None:
    writer = factories.resident()
    comment = factories.comment(proposal, writer)
    client.force_login(writer)
    client.post(url("edit", comment.pk), stamped("comment", body="Kannatan lämpimästi.", uuid=str(comment.uuid)))
    comment.refresh_from_db()
    assert comment.body == "Kannatan lämpimästi."
    assert "Kannatan lämpimästi." in client.get(url("remove", comment.pk)).content.decode()
    client.post(url("remove", comment.pk))
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert "Kirjoittaja poisti tämän kommentin" in html
    assert "Kannatan lämpimästi." not in html


@pytest.mark.parametrize("name", ["edit", "remove"])
def test_nobody_opens_anothers_comment_for_change(client, proposal, name) -> None:
    comment = factories.comment(proposal, factories.resident())
    client.force_login(factories.resident())
    assert client.post(url(name, comment.pk), {"body": "Kaapattu kommentti."}).status_code == 404
    comment.refresh_from_db()
    assert (comment.body, comment.is_removed) == ("Kannatan.", False)


def test_a_writer_without_an_account_is_not_named(client, proposal) -> None:
    writer = factories.resident("Rannan Ritva")
    comment = factories.comment(proposal, writer)
    Comment.objects.filter(pk=comment.pk).update(author=None)
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert ("Nimi poistettu" in html, "Rannan Ritva" in html) == (True, False)


def test_a_change_after_half_an_hour_is_refused_with_what_was_typed(client, proposal) -> None:
    writer = factories.resident()
    comment = factories.comment(proposal, writer, now=timezone.now() - timedelta(minutes=31))
    client.force_login(writer)
    html = client.post(
        url("edit", comment.pk), stamped("comment", body="Uusi ajatus.", uuid=str(comment.uuid))
    ).content.decode()
    assert "Uusi ajatus." in html
    assert "Kommenttia voi muokata puoli tuntia kirjoittamisen jälkeen." in html
    assert actions.remove(comment=comment, user=writer, now=timezone.now()).is_removed


def test_a_change_sent_while_signed_out_is_in_the_form_after_signing_in(client, site, proposal) -> None:
    writer = factories.resident()
    comment = factories.comment(proposal, writer)
    here = f"/fi/kommentit/{comment.pk}/muokkaa/"
    client.post(here, {"body": "Muutin mieleni.", "uuid": str(comment.uuid)})
    kept = client.session["pending"]
    client.force_login(writer)
    session = client.session
    session["pending"] = kept
    session.save()
    assert client.get("/fi/tili/jatka/").url == here
    assert client.get(here).context["form"]["body"].value() == "Muutin mieleni."
    comment.refresh_from_db()
    assert comment.body == "Kannatan."


def test_comments_of_what_was_withdrawn_are_neither_read_nor_found(client, proposal) -> None:
    comment = factories.comment(proposal, factories.resident(), "Salaisuus kannossa.")
    factories.comment(proposal, factories.resident(), "Vastaus siihen.", parent=comment)
    thread = url("replies", comment.pk)
    assert "Salaisuus" in client.get(thread).content.decode()
    withdraw(proposal=proposal, user=proposal.author, now=timezone.now())
    assert client.get(thread).url == proposal.get_absolute_url()
    assert (
        "Salaisuus" not in client.get(f"{url('write', 'proposal', proposal.pk)}?reply_to={comment.pk}").content.decode()
    )
    assert list(documents(proposal.site_id)) == []
    publicity.renew(comment)
    found = search.queries.ids_matching(site_id=proposal.site_id, kind="comment", text="salaisuus")
    assert not Comment.objects.filter(pk__in=found).exists()
