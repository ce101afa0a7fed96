"""Moderation as residents meet it: reporting, marks, decisions, the log; without scripts, in both languages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role
from participation.comments.models import Comment
from participation.comments.rules import REPLIES, THREAD_PAGE
from participation.moderation import actions
from participation.moderation.models import Appeal, Report
from participation.moderation.rules import Rule, Verb
from participation.proposals.models import Proposal
from tests import factories
from tests.guard import stamped
from tests.moderation.acts import case_of, choose, decide, remove, report

WORDS = {
    "fi": {
        "report": "Ilmoita",
        "removed": "Moderaattori poisti tämän kommentin",
        "thanks": "Kiitos. Moderaattori käsittelee ilmoituksesi.",
    },
    "sv": {
        "report": "Anmäl",
        "removed": "En moderator tog bort den här kommentaren",
        "thanks": "Tack. En moderator behandlar din anmälan.",
    },
}


def url(name: str, *args: object, language: str = "fi") -> str:
    with override(language):
        return reverse(f"moderation:{name}", args=args)


def page_of(proposal: Proposal, language: str = "fi") -> str:
    with override(language):
        return Proposal.objects.get(pk=proposal.pk).get_absolute_url()


def read(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_anyone_reports_a_comment(client, proposal, comment, language, signed_in) -> None:
    if signed_in:
        client.force_login(factories.resident())
    address = url("report", "comment", comment.pk, language=language)
    html = read(client, page_of(proposal, language))
    assert re.search(rf'href="{address}"[^>]*>.*?{WORDS[language]["report"]}', html)
    assert comment.body in read(client, address)
    response = client.post(address, stamped("report", reason="insult", text="Tämä loukkaa."), follow=True)
    assert WORDS[language]["thanks"] in response.content.decode()
    row = Report.objects.get()
    assert (row.case.thing_id, row.reason, row.text, row.reporter is not None) == (
        comment.pk,
        "insult",
        "Tämä loukkaa.",
        signed_in,
    )


def test_reporting_a_proposal_twice_counts_once(client, proposal) -> None:
    address = url("report", "proposal", proposal.pk)
    for _n in range(2):
        response = client.post(address, stamped("report", reason="spam"), follow=True)
    assert "Olet jo ilmoittanut tästä" in response.content.decode()
    assert (response.redirect_chain[-1][0], Report.objects.count()) == (page_of(proposal), 1)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"text": "Kerron kaiken."}, "Valitse, mikä siinä on vikana."),
        ({"reason": "insult", "text": "Kerron kaiken." + "x" * 500}, "Lyhennä teksti enintään 500 merkkiin."),
        ({"reason": "insult", "text": "Kerron kaiken.", "more_about": "x"}, "Lomakkeessa oli täytetty kenttä"),
        ({"reason": "insult", "text": "Kerron kaiken.", "shown_at": "väärin"}, "Sivu oli ollut kauan auki."),
    ],
)
def test_a_refused_report_keeps_what_was_typed(client, comment, data, message) -> None:
    response = client.post(url("report", "comment", comment.pk), {**stamped("report"), **data})
    html = response.content.decode()
    assert (message in html, "Kerron kaiken." in html, Report.objects.count()) == (True, True, 0)


def test_one_does_not_report_oneself_nor_what_is_not_there(client, comment, moderator) -> None:
    client.force_login(comment.author)
    html = client.post(url("report", "comment", comment.pk), stamped("report", reason="spam")).content.decode()
    assert ("Tämä on oma tekstisi." in html, Report.objects.count()) == (True, 0)
    for kind, pk in (("comment", 999_999), ("uutinen", comment.pk)):
        read(client, url("report", kind, pk), 404)
    remove(comment, moderator)
    read(client, url("report", "comment", comment.pk), 404)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_removed_comment_leaves_an_honest_mark(client, proposal, comment, moderator, language) -> None:
    reply = factories.comment(proposal, factories.resident(), "Vastaan asiallisesti.", parent=comment)
    remove(comment, moderator, rule=Rule.HATE)
    html = read(client, page_of(proposal, language))
    with override(language):
        label = str(Rule.HATE.label)
    assert WORDS[language]["removed"] in html
    assert (label in html, reply.body in html) == (True, True)
    assert (comment.body in html, "Kiivas kirjoittaja" in html) == (False, False)


def test_its_author_is_led_to_the_decision_and_nobody_else(client, proposal, comment, moderator) -> None:
    decision = remove(comment, moderator, message="Puhu asiasta.")
    here, page = url("mine", "comment", comment.pk), url("decision", decision.uuid)
    assert here not in read(client, page_of(proposal))
    client.force_login(comment.author)
    assert here in read(client, page_of(proposal))
    assert client.get(here).url == page
    html = read(client, page)
    assert ("Puhu asiasta." in html, comment.body in html, moderator.display_name in html) == (True, True, False)
    client.force_login(factories.resident())
    read(client, page, 404)
    read(client, here, 404)


def test_an_appeal_is_sent_once(client, comment, moderator) -> None:
    decision = remove(comment, moderator)
    client.force_login(comment.author)
    address = url("decision", decision.uuid)
    refused = client.post(address, stamped("appeal", text=" ")).content.decode()
    assert "Kerro, miksi ratkaisu pitäisi käsitellä uudelleen." in refused
    html = client.post(address, stamped("appeal", text="En loukannut ketään."), follow=True).content.decode()
    assert ("Pyyntöä käsitellään." in html, "En loukannut ketään." in html) == (True, True)
    client.post(address, stamped("appeal", text="Ja toisen kerran."))
    assert list(Appeal.objects.values_list("text", flat=True)) == ["En loukannut ketään."]


def test_an_appeal_written_while_signed_out_is_kept(client, comment, moderator) -> None:
    address = url("decision", remove(comment, moderator).uuid)
    response = client.post(address, stamped("appeal", text="En loukannut ketään."))
    assert response.url.startswith("/fi/tili/kirjaudu/?next=")
    kept = client.session["pending"]
    client.force_login(comment.author)
    session = client.session
    session["pending"] = kept
    session.save()
    assert client.get("/fi/tili/jatka/").url == address
    assert client.get(address).context["form"]["text"].value() == "En loukannut ketään."


def test_after_the_time_there_is_no_form(client, site, comment, moderator) -> None:
    decision = remove(comment, moderator)
    with time_machine.travel(decision.at + timedelta(days=15), tick=False):
        client.force_login(comment.author)
        html = read(client, url("decision", decision.uuid))
    assert ("Aika pyytää ratkaisun uudelleenkäsittelyä on päättynyt." in html, "<textarea" in html) == (True, False)


@pytest.mark.parametrize(
    ("verb", "status", "heading"), [("remove", 410, "poistettu"), ("hide", 200, "piilotettu toistaiseksi")]
)
def test_a_judged_proposals_page_stays_and_says_nothing_of_it(
    client, proposal, comment, moderator, verb, status, heading
) -> None:
    old = page_of(proposal)
    decide(report(proposal), moderator, verb, rule=Rule.PERSONAL)
    response = client.get(old, follow=True)
    html = response.content.decode()
    assert (response.status_code, f"Tämä ehdotus on {heading}" in html) == (status, True)
    assert '<meta name="robots" content="noindex">' in html
    assert "Kertoo jonkun henkilötietoja tai yksityisasioita" in html
    for secret in (proposal.title, "talviuinti", proposal.body, comment.body, proposal.author.display_name):
        assert secret.lower() not in html.lower()
    assert "talviuinti" not in response.redirect_chain[-1][0]


@pytest.mark.parametrize("verb", ["remove", "hide"])
def test_a_judged_proposal_is_in_no_list_feed_search_or_others_page(
    client, site, proposal, comment, moderator, verb
) -> None:
    from participation.proposals import actions as proposal_actions

    friend = factories.resident()
    proposal_actions.support(proposal=proposal, user=friend, now=timezone.now())
    decide(report(proposal), moderator, verb, rule=Rule.PERSONAL)
    client.force_login(friend)
    pages = [
        "/fi/ehdotukset/",
        "/fi/ehdotukset/feed.xml",
        "/fi/tili/",
        "/fi/haku/?q=talviuintipaikka",
        "/fi/haku/?q=ääliöitä",
        "/sitemap.xml",
    ]
    for address in pages:
        assert proposal.title not in read(client, address), address
    for name in ("history", "short"):
        response = client.get(reverse(f"proposals:{name}", args=[proposal.pk]), follow=True)
        assert proposal.title not in response.content.decode()
    assert client.get(reverse("comments:write", args=["proposal", proposal.pk])).status_code == 404
    assert client.get(reverse("comments:go_to", args=[comment.pk])).status_code == 404


def test_what_waits_is_seen_by_its_writer_and_moderators_only(client, site, proposal, moderator) -> None:
    choose(site, premoderation="all")
    writer = factories.resident()
    client.force_login(writer)
    sent = client.post(
        reverse("comments:write", args=["proposal", proposal.pk]),
        stamped("comment", body="Kannatan penkkejä."),
        follow=True,
    )
    assert "Kommenttisi odottaa moderaattoria" in sent.content.decode()
    comment = Comment.objects.get()
    assert "Kannatan penkkejä." in read(client, page_of(proposal))
    read(client, reverse("comments:go_to", args=[comment.pk]), 302)
    for other in (
        moderator,
        factories.resident(),
        factories.official(site, Role.PREPARER),
        factories.official(site, Role.EDITOR),
    ):
        client.force_login(other)
        assert ("Kannatan penkkejä." in read(client, page_of(proposal))) is (other == moderator)
    client.logout()
    assert "Kannatan penkkejä." not in read(client, page_of(proposal))
    read(client, reverse("comments:go_to", args=[comment.pk]), 404)


def test_a_held_proposal_is_seen_by_its_author_and_moderators_only(client, site, page, moderator) -> None:
    choose(site, premoderation="all")
    author = factories.resident()
    held = factories.proposal(site, page, author)
    address = page_of(held)
    read(client, address, 404)
    for other, status in (
        (factories.resident(), 404),
        (factories.official(site, Role.PREPARER), 404),
        (author, 200),
        (moderator, 200),
    ):
        client.force_login(other)
        html = read(client, address, status)
        assert ("Odottaa moderaattoria" in html) is (status == 200)
    client.force_login(author)
    assert "Odottaa moderaattoria" in read(client, "/fi/tili/")


def test_not_published_is_seen_by_its_author_only(client, site, page, moderator) -> None:
    choose(site, premoderation="all")
    author = factories.resident()
    held = factories.proposal(site, page, author)
    decide(case_of(held), moderator, Verb.REMOVE, rule=Rule.SPAM)
    for other, status in ((None, 404), (factories.resident(), 404), (author, 200)):
        client.logout()
        if other:
            client.force_login(other)
        html = read(client, page_of(held), status)
        assert ("Tätä ehdotusta ei julkaistu" in html) is (status == 200)


def test_a_sanction_stands_where_the_form_was(client, site, proposal, moderator) -> None:
    person = factories.resident()
    actions.sanction(
        person=person, site_id=site.pk, user=moderator, now=timezone.now(), kind="no_comments", rule="insult", days=7
    )
    client.force_login(person)
    html = read(client, page_of(proposal))
    assert ("moderaattori on rajoittanut kirjoittamistasi" in html, "Lähetä kommentti" in html) == (True, False)
    response = client.post(
        reverse("comments:write", args=["proposal", proposal.pk]), stamped("comment", body="Sanon silti tämän.")
    )
    html = response.content.decode()
    assert ("Sanon silti tämän." in html, "moderaattori on rajoittanut kirjoittamistasi" in html) == (True, True)
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_log_tells_what_and_why_and_no_more(client, site, proposal, comment, moderator, language) -> None:
    other = factories.comment(proposal, factories.resident(), "Toinen loukkaus.")
    remove(comment, moderator)
    decide(report(other), moderator, Verb.HIDE, rule=Rule.SPAM)
    decide(case_of(other), moderator, Verb.RESTORE)
    html = read(client, url("log", language=language))
    with override(language):
        assert (str(Rule.INSULT.label) in html, str(Rule.SPAM.label) in html) == (True, True)
    assert [bool(re.search(rf"<dt>{re.escape(str(rule))}", html)) for rule in _labels(language)] == [True, False]
    for secret in (comment.body, other.body, "Kiivas kirjoittaja", moderator.display_name, proposal.title):
        assert secret not in html
    elsewhere = factories.municipality("Muualla", "Annorstädes", "muualla.example")
    html = client.get(url("log", language=language), headers={"host": elsewhere.hostname}).content.decode()
    assert html.count("<td>") == 0


def _labels(language: str) -> list[str]:
    with override(language):
        return [str(Rule.INSULT.label), str(Rule.SPAM.label)]


@pytest.mark.parametrize("number", [1, 30])
def test_the_log_costs_the_same_whatever_its_length(
    client, proposal, moderator, django_assert_num_queries, number
) -> None:
    for _n in range(number):
        remove(factories.comment(proposal, factories.resident()), moderator)
    address = url("log")
    client.get(address)
    with django_assert_num_queries(5):
        client.get(address)


@pytest.mark.parametrize("number", [1, 30])
def test_a_discussion_costs_the_same_whatever_its_length(
    client, proposal, moderator, django_assert_num_queries, number
) -> None:
    for turn in range(number):
        opener = factories.comment(proposal, factories.resident())
        for _n in range(1 + turn % 3):
            factories.comment(proposal, factories.resident(), parent=opener)
        if turn % 4 == 0:
            remove(opener, moderator)
    from django.contrib.auth.models import AnonymousUser

    from participation.comments.queries import Reader, thread

    with django_assert_num_queries(3):
        thread("proposal", proposal.pk, proposal.site_id, Reader(user=AnonymousUser(), now=timezone.now()))


def test_a_long_thread_has_pages_of_its_own(client, proposal) -> None:
    writer, opener = factories.resident(), factories.comment(proposal, factories.resident(), "Avaan keskustelun.")
    replies = [
        Comment(
            site_id=proposal.site_id,
            target_kind="proposal",
            target_id=proposal.pk,
            parent=opener,
            author=writer,
            language="fi",
            body=f"Vastaus numero {number}.",
            created_at=opener.created_at + timedelta(seconds=number + 1),
        )
        for number in range(REPLIES + THREAD_PAGE)
    ]
    Comment.objects.bulk_create(replies)
    html = read(client, page_of(proposal))
    assert (f"numero {REPLIES - 1}." in html, f"numero {REPLIES}." in html) == (True, False)
    assert f"Vielä {THREAD_PAGE} vastausta" in html
    last = Comment.objects.latest("created_at")
    there = client.get(reverse("comments:go_to", args=[last.pk])).url
    assert there == f"{reverse('comments:replies', args=[opener.pk])}?page=2#{last.anchor}"
    assert last.body in read(client, there)
    assert escape("Avaan keskustelun.") in read(client, there)


def test_the_writers_mail_leads_to_a_page_that_opens(
    client, comment, moderator, django_capture_on_commit_callbacks
) -> None:
    User.objects.filter(pk=comment.author_id).update(language="sv")
    with django_capture_on_commit_callbacks(execute=True):
        remove(comment, moderator)
    address = re.search(r"https?://[^/]+(/sv/moderering/\S+)", str(mail.outbox[0].body))[1]
    client.force_login(User.objects.get(pk=comment.author_id))
    assert "En moderator har tagit bort det du skrev" in read(client, address)
