"""Asking, giving, amending, reminding, entering: what follows and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from time_machine import travel

from accounts.roles import Role
from core.models import AuditRow
from core.refusal import Refused
from participation.consultations import actions as sending
from participation.consultations import expiring, files
from participation.consultations.answering.rules import Way
from participation.consultations.models import Invitation, InvitationLetter, Opinion, OpinionFile
from participation.consultations.rules import Noun
from participation.consultations.statements import actions
from participation.consultations.statements.lists import Party
from participation.consultations.statements.queries import counted, parties_of
from participation.consultations.statements.rules import Answer
from participation.retention.rules import Scope
from search.models import Entry
from tests import factories
from tests.surveys.test_files import pdf

from ..pages import found

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TEXT = "Puutalojen linja on säilytettävä."


def refused(call, **kwargs):
    with pytest.raises(Refused) as caught:
        call(**kwargs)
    return caught.value.refusal.code


def draft(**fields):
    return actions.Draft(**{"body": TEXT, "signatory": "Maija Virtanen", "title": "johtaja", **fields})


def give(row, now=None, **fields):
    return actions.give(invitation=row, draft=draft(**fields), now=now or timezone.now())


def mailed():
    mail.outbox.clear()
    call_command("mail_statements", verbosity=0)
    return [(message.to[0], message.subject) for message in mail.outbox]


def verbs(page):
    return [row.verb for row in AuditRow.objects.filter(kind="consultation", key=page.translation_key).order_by("pk")]


def test_each_is_asked_once_by_mail_in_its_language(site, page, preparer):
    given = {"site_id": site.pk, "key": page.translation_key, "due_on": None, "user": preparer, "now": timezone.now()}
    museum = Party(organisation="Museo", email="m@museo.example", language="fi", contact="Aino Aalto")
    school = Party(organisation="Skolan", email="s@skolan.example", language="sv")
    assert len(actions.invite(parties=[museum, school], **given)) == 2
    assert actions.invite(parties=[museum], **given) == []
    assert mailed() == [
        ("m@museo.example", "Lausuntopyyntö: Keskustan asemakaava"),
        ("s@skolan.example", "Begäran om utlåtande: Keskustan asemakaava"),
    ]
    body = mail.outbox[0].body
    assert "Yhteyshenkilö: Aino Aalto" in body
    assert "/fi/kuulemiset/lausunto/" in body
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers
    assert mailed() == []
    assert verbs(page).count("consultation.invite") == 2


def test_only_those_who_answer_ask(site, page):
    editor = factories.official(site, Role.EDITOR)
    code = refused(
        actions.invite,
        site_id=site.pk,
        key=page.translation_key,
        parties=[],
        due_on=None,
        user=editor,
        now=timezone.now(),
    )
    assert (code, Invitation.objects.count()) == ("role", 0)


def test_a_statement_is_an_opinion_of_the_organisation(asked, page):
    row = asked(contact="Salainen Sihteeri")
    mailed()
    opinion = give(row)
    assert (opinion.noun, opinion.organisation, opinion.name) == (
        Noun.STATEMENT,
        "Maakuntamuseo",
        "Maija Virtanen, johtaja",
    )
    row.refresh_from_db()
    assert row.given == opinion
    assert Entry.objects.filter(kind="opinion", object_id=opinion.pk).exists()
    assert [row.verb for row in AuditRow.objects.filter(kind="opinion", key=opinion.key)] == ["opinion.give"]
    assert counted(parties_of(page, timezone.now())) == [(Answer.GIVEN, 1)]


def test_what_lacks_a_signatory_or_any_words_is_not_given(asked):
    row = asked()
    assert refused(give, row=row, title="") == "signatory"
    assert refused(give, row=row, body="") == "empty"
    assert Opinion.objects.count() == 0


def test_a_draft_waits_on_the_server_with_its_files_and_is_given_with_them(asked):
    row = asked()
    brought = files.bring([pdf("Lausunto.pdf"), pdf("Väärä.pdf")], kept=0)
    actions.keep_draft(invitation=row, draft=draft(body="Alku", taken=brought.taken), now=timezone.now())
    row.refresh_from_db()
    assert (row.body, row.signatory, Opinion.objects.count()) == ("Alku", "Maija Virtanen", 0)
    opinion = give(row, body="", kept=[OpinionFile.objects.get(name="Lausunto.pdf").key])
    assert [file.name for file in opinion.files.all()] == ["Lausunto.pdf"]
    assert OpinionFile.objects.count() == 1


def test_it_is_amended_until_the_due_date_and_not_after(asked, page, django_capture_on_commit_callbacks):
    row = asked()
    opinion = give(row, taken=files.bring([pdf("Vanha.pdf")], kept=0).taken)
    again = give(row, body="Muutettu.", taken=files.bring([pdf("Uusi.pdf")], kept=0).taken)
    assert (again.pk, again.body, bool(again.edited_at)) == (opinion.pk, "Muutettu.", True)
    assert [file.name for file in again.files.all()] == ["Uusi.pdf"]
    assert refused(give, row=row, now=page.closes_at) == "past"
    assert Opinion.objects.get().body == "Muutettu."


def test_it_is_not_taken_back_by_a_receipt(asked, page):
    opinion = give(asked())
    code = refused(
        sending.remove, opinion=opinion, terms=found(page).terms, user=None, by_link=True, now=timezone.now()
    )
    assert code == "statement"


def test_no_statement_is_an_answer_that_may_still_change(asked, page):
    row = asked()
    actions.give_none(invitation=row, now=timezone.now())
    assert counted(parties_of(page, timezone.now())) == [(Answer.NONE, 1)]
    assert "consultation.no_statement" in verbs(page)
    give(row)
    assert counted(parties_of(page, timezone.now())) == [(Answer.GIVEN, 1)]
    assert refused(actions.give_none, invitation=row, now=timezone.now()) == "given"


def test_one_party_gets_more_time_with_a_trace_and_a_mail(asked, page, preparer):
    row = asked()
    late = page.closes_at + DAY
    assert refused(give, row=row, now=late) == "past"
    mailed()
    due_on = timezone.localdate(page.closes_at) + 9 * DAY
    actions.extend(invitation=row, due_on=due_on, reason="Lautakunta kokoontuu", user=preparer, now=timezone.now())
    assert mailed() == [("kirjaamo@museo.example", "Lausunnon uusi määräaika: Keskustan asemakaava")]
    kept = AuditRow.objects.get(verb="consultation.extend_party").detail
    assert (kept["reason"], kept["due_on"], kept["party"]) == (
        "Lautakunta kokoontuu",
        due_on.isoformat(),
        "Maakuntamuseo",
    )
    assert give(row, now=late).pk


def test_reminders_go_by_themselves_once_to_those_who_have_not_answered(asked, page):
    waits, done = asked(), asked("Kirjasto", "k@kirjasto.example")
    stopped = asked("Koulu", "k@koulu.example")
    actions.stop_reminders(invitation=stopped)
    mailed()
    give(done)
    with travel(page.closes_at - 7 * DAY - timedelta(minutes=1)):
        assert mailed() == []
    with travel(page.closes_at - 7 * DAY):
        assert mailed() == [(waits.email, "Muistutus lausuntopyynnöstä: Keskustan asemakaava")]
        assert mailed() == []
    with travel(page.closes_at - DAY):
        assert mailed() == []


def test_who_is_asked_within_the_days_of_the_reminder_is_not_reminded_at_once(asked, page):
    with travel(page.closes_at - 3 * DAY):
        asked(now=timezone.now())
        assert [subject for _to, subject in mailed()] == ["Lausuntopyyntö: Keskustan asemakaava"]


def test_reminding_by_hand(asked, page, preparer):
    rows = [asked(), asked("Kirjasto", "k@kirjasto.example")]
    mailed()
    actions.give_none(invitation=rows[1], now=timezone.now())
    assert actions.remind_all(key=page.translation_key, user=preparer, now=timezone.now()) == 1
    assert [to for to, _subject in mailed()] == [rows[0].email]
    rows[0].letters.update(state=InvitationLetter.State.REFUSED)
    assert refused(actions.remind, invitation=rows[0], user=preparer, now=timezone.now()) == "refused"


def test_a_withdrawn_request_opens_nothing_and_mails_nothing(asked, preparer):
    row = asked()
    actions.withdraw(invitation=row, user=preparer, now=timezone.now())
    assert (mailed(), refused(give, row=row)) == ([], "withdrawn")


def test_a_mended_address_gets_the_request_anew(asked, preparer):
    row = asked()
    mailed()
    party = Party(organisation=row.organisation, email="uusi@museo.example", language="sv")
    actions.change_party(invitation=row, party=party, user=preparer, now=timezone.now())
    assert mailed() == [("uusi@museo.example", "Begäran om utlåtande: Keskustan asemakaava")]


def test_staff_enter_what_came_by_mail_and_see_nothing_of_a_draft(asked, page, preparer):
    row = asked()
    brought = files.bring([pdf("Keskeneräinen.pdf")], kept=0)
    actions.keep_draft(invitation=row, draft=draft(body="Kesken", taken=brought.taken), now=timezone.now())
    given = {
        "invitation": row,
        "draft": draft(body="", taken=files.bring([pdf("Lausunto.pdf")], kept=0).taken),
        "way": Way.EMAIL,
        "language": "sv",
        "user": preparer,
        "now": page.closes_at + DAY,
    }
    last = timezone.localdate(page.closes_at)
    assert refused(actions.enter, arrived_on=last + DAY, **given) == "late"
    opinion = actions.enter(arrived_on=last, **given)
    assert (opinion.via, opinion.arrived_on, opinion.language, opinion.body) == (Way.EMAIL, last, "sv", "")
    assert [file.name for file in OpinionFile.objects.all()] == ["Lausunto.pdf"]


def test_addresses_and_drafts_expire_and_what_was_answered_stays(site, asked, page):
    row = asked(contact="Aino Aalto", body="Luonnos", signatory="Maija")
    opinion = give(row)
    scope = Scope(site_id=site.pk, before=page.closes_at + DAY, project_key=None)
    ids = list(expiring._parties_due(scope).values_list("pk", flat=True))
    assert actions.expire_parties(ids=ids, now=timezone.now()) == 1
    row.refresh_from_db()
    assert (row.email, row.contact, row.body, row.signatory, row.given) == ("", "", "", "", opinion)
    assert list(expiring._parties_due(scope)) == []


def test_the_list_costs_one_query(asked, page, django_assert_num_queries):
    for number in range(3):
        asked(f"Taho {number}", f"t{number}@taho.example")
    with django_assert_num_queries(1):
        assert len(parties_of(page, timezone.now())) == 3
